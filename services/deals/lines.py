"""The products of a deal as its editor loads and stores them: all of them in one step (DEAL-05)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, cast
from uuid import UUID

from domain.calculation.merging import LineClash, merge_lines
from domain.errors import BadInput, Conflict, NotFound
from domain.i18n import _
from domain.invoicing.content import Terms
from domain.parts import LineItem, is_empty
from domain.records.fields import FieldType
from domain.text import one_line
from services.context import Context
from services.settings import BASE_CURRENCY, get_setting

if TYPE_CHECKING:
    from storage.tables import Deal
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class DealLines:
    """The products of a deal, in their order, each with the key of its row.

    A deal keeps no terms but its currency: prices are without tax, and discounts stand in lines.
    """

    id: UUID
    title: str
    lines: tuple[LineItem, ...]
    terms: Terms
    shows_tax: bool = True
    paid: Decimal = Decimal(0)


def read_deal_lines(context: Context, key: UUID) -> DealLines:
    """Return the products of a deal.

    Raises NotFound, and BadInput where their prices are in several currencies.
    """
    from services.parts.use_cases import parts_of

    row = (
        context.database.reader()
        .execute(
            "SELECT title, currency FROM deal WHERE id = ? AND deleted_at IS NULL", (key.bytes,)
        )
        .fetchone()
    )
    if row is None:
        raise NotFound(_("This deal is no longer there: somebody has deleted it."))
    title, own = row
    lines = cast("tuple[LineItem, ...]", parts_of(context, "deal", key, FieldType.LINE_ITEM))
    named = {line.currency for line in lines if line.currency and line.price is not None}
    currency = own or next(iter(named), "") or get_setting(context, BASE_CURRENCY)
    if named - {currency}:
        said = _(
            "The prices of this deal are in several currencies: {currencies}. They are added up in "
            "{currency} only when they are in that: change them one by one, with the key R."
        )
        names = ", ".join(sorted(named | {currency}))
        raise BadInput(said.format(currencies=names, currency=currency))
    return DealLines(key, title, lines, Terms(currency))


def store_deal_lines(
    context: Context, shown: DealLines, lines: Sequence[LineItem], *, overrule: bool = False
) -> DealLines:
    """Make the products of a deal these, in their order; return them as they are now.

    Empty ones are left out. What somebody else has changed meanwhile stays where it is as `shown`
    here. Raises Conflict, saying what they made, where both have changed a line; with `overrule`
    that of the acting person stays. Raises NotFound.
    """
    from services.deals.summing import settle_sum
    from services.parts.rows import write_parts
    from services.records.use_cases import changeable_within
    from storage.tables.base import utc_now

    wanted = [line for line in lines if not is_empty(line)]
    with context.database.write(context.actor, "edit_lines") as unit:
        deal = cast("Deal", changeable_within(unit, "deal", shown.id))
        merged = merge_lines(shown.lines, _present(unit, shown.id), wanted, overrule=overrule)
        if merged.clashes:
            raise Conflict(explain_clashes(context, unit, shown.id, merged.clashes))
        write_parts(unit, "deal", shown.id, FieldType.LINE_ITEM, merged.lines)
        deal.updated_at = utc_now()
        deal.currency = deal.currency or shown.terms.currency
        settle_sum(context, unit, shown.id)
    return read_deal_lines(context, shown.id)


def _present(unit: Unit, key: UUID) -> list[LineItem]:
    """Return the products as they are within the unit."""
    from services.parts.rows import rows_of, values_of

    rows = rows_of(unit, "deal", key, FieldType.LINE_ITEM)
    return [
        LineItem(UUID(bytes=row.id.bytes), **values_of(row, FieldType.LINE_ITEM)) for row in rows
    ]


def explain_clashes(context: Context, unit: Unit, key: UUID, clashes: Sequence[LineClash]) -> str:
    """Return a sentence for each line that both have changed."""
    from services.records.beside_others import who_changed

    sentences = []
    for clash in clashes:
        row = (clash.mine or clash.theirs or LineItem()).id
        said = _("A product has been changed meanwhile ({who}): “{theirs}”; you have “{mine}”.")
        who = who_changed(context, unit, key, {row} if row else ())
        sentences.append(said.format(who=who, theirs=_said(clash.theirs), mine=_said(clash.mine)))
    return " ".join(sentences)


def _said(line: LineItem | None) -> str:
    return _("removed") if line is None else one_line(str(line), 80)
