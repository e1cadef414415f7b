"""What the editor of a document loads and stores: its lines, and the terms of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from domain.calculation.merging import merge_lines
from domain.errors import BadInput, Conflict, NotFound
from domain.i18n import _
from domain.invoicing.content import Terms, allowances_in, allowances_out, taxes_in, taxes_out
from domain.invoicing.kinds import TAX_EXCLUSIVE, TAX_INCLUSIVE
from domain.money import from_millionths
from domain.parts import LineItem, is_empty
from domain.records.fields import FieldType
from services.context import Context
from services.deals.lines import explain_clashes
from services.invoicing.contents.products import keep_products, sold_products
from services.invoicing.contents.settling import settle_lines
from services.invoicing.contents.totals import lines_within, terms_of
from services.invoicing.issuing import document_within
from services.invoicing.revising import begin_revision, settle_revised
from services.parts.use_cases import parts_of
from services.records.beside_others import who_changed
from services.records.use_cases import load_writing
from storage.document_guards import REVISE
from storage.values import moment_in

if TYPE_CHECKING:
    from decimal import Decimal

    from storage.tables import Invoice, Quote
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class DocumentContent:
    """A document as its editor shows it.

    `lines` are in their order, each with the key of its row. `shows_tax` says whether the printed
    document shows the tax (TAX-03), `paid` what was paid of an invoice. A document that
    `is_issued` changes by a revision. `seen` is when it was changed last.
    """

    kind: str
    id: UUID
    title: str
    lines: tuple[LineItem, ...]
    terms: Terms
    shows_tax: bool
    paid: Decimal
    is_issued: bool
    seen: datetime


def read_content(context: Context, kind: str, key: UUID) -> DocumentContent:
    """Return the lines and terms of a document. Raises NotFound."""
    connection = context.database.reader()
    paid = "paid" if kind == "invoice" else "0"
    row = connection.execute(
        "SELECT number, subject, currency, tax_mode, allowances, taxes, prepaid, rounding, "
        f"tax_shown, {paid}, issued_at IS NOT NULL, updated_at FROM {kind} "
        "WHERE id = ? AND deleted_at IS NULL",
        (key.bytes,),
    ).fetchone()
    if row is None:
        raise NotFound(_("This document is no longer there: somebody has deleted it."))
    number, subject, currency, mode, allowances, taxes, prepaid, rounding, shown, *rest = row
    terms = Terms(
        currency,
        mode == TAX_INCLUSIVE,
        allowances_in(allowances),
        taxes_in(taxes),
        from_millionths(prepaid),
        from_millionths(rounding),
    )
    parts = parts_of(context, kind, key, FieldType.LINE_ITEM)
    lines = tuple(part for part in parts if isinstance(part, LineItem))
    title = number or subject
    return DocumentContent(
        kind,
        key,
        title,
        lines,
        terms,
        bool(shown),
        from_millionths(rest[0]),
        bool(rest[1]),
        moment_in(rest[2]),
    )


def store_content(
    context: Context,
    shown: DocumentContent,
    lines: Sequence[LineItem],
    terms: Terms,
    *,
    shows_tax: bool | None = None,
    reason: str = "",
    overrule: bool = False,
) -> DocumentContent:
    """Store what an editor made of the document that it had shown; return it as it is now.

    An issued document gets a revision, for a `reason`. A line keeps its row by its key; empty ones
    are left out. What somebody else has changed meanwhile stays where it is as `shown` here, as
    does whether the tax is shown, which None leaves alone. Raises Conflict where both have changed
    a line or the terms; with `overrule` those of the acting person stay. Raises BadInput where
    figures do not fit, and NotFound.
    """
    load_writing()
    verb = REVISE[shown.kind] if shown.is_issued else f"edit_{shown.kind}"
    with context.database.write(context.actor, verb) as unit:
        document = document_within(unit, shown.kind, shown.id)
        if (document.issued_at is not None) != shown.is_issued:
            said = _("Somebody has issued the document meanwhile. Open it again to revise it.")
            raise Conflict(said)
        merged = _merged(context, unit, shown, document, lines, terms, overrule=overrule)
        before = sold_products(unit, shown.kind, shown.id)
        if shown.is_issued:
            begin_revision(unit, shown.kind, shown.id, reason)
        _write(unit, shown.kind, document, *merged)
        if shows_tax is not None and shows_tax != shown.shows_tax:
            document.tax_shown = shows_tax
        settle_lines(context, unit, shown.kind, document)
        if shown.is_issued:
            keep_products(context, unit, shown.kind, document, before)
            settle_revised(unit, shown.kind, document)
    return read_content(context, shown.kind, shown.id)


def _merged(
    context: Context,
    unit: Unit,
    shown: DocumentContent,
    document: Invoice | Quote,
    lines: Sequence[LineItem],
    terms: Terms,
    *,
    overrule: bool,
) -> tuple[Sequence[LineItem], Terms]:
    """Return the lines and terms to be kept. Raises Conflict, naming who has changed what."""
    wanted = [line for line in lines if not is_empty(line)]
    present = lines_within(unit, shown.kind, shown.id)
    merged = merge_lines(shown.lines, present, wanted, overrule=overrule)
    if merged.clashes:
        raise Conflict(explain_clashes(context, unit, shown.id, merged.clashes))
    theirs = terms_of(document)
    if theirs == shown.terms or overrule:
        return merged.lines, terms
    if terms != shown.terms:
        who = who_changed(context, unit, shown.id, {shown.id})
        said = _("Discounts or currency of the document have been changed meanwhile ({who}).")
        raise Conflict(said.format(who=who))
    return merged.lines, theirs


def _write(
    unit: Unit, kind: str, document: Invoice | Quote, lines: Sequence[LineItem], terms: Terms
) -> None:
    from services.parts.rows import write_parts
    from storage.tables.base import utc_now

    if not terms.currency:
        raise BadInput(_("A document has a currency."), "currency")
    document.currency = terms.currency
    document.tax_mode = TAX_INCLUSIVE if terms.prices_include_tax else TAX_EXCLUSIVE
    document.allowances = allowances_out(terms.allowances_charges)
    document.taxes = taxes_out(terms.taxes)
    document.rounding = terms.rounding_amount
    document.updated_at = utc_now()
    write_parts(unit, kind, document.id, FieldType.LINE_ITEM, lines)
