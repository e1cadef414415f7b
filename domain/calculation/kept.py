"""A calculation and the lines and terms in which it is kept: each in the form of the other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from domain.calculation.figures import priced_line
from domain.calculation.lines import Calculation, Line, LineKind
from domain.invoicing import content
from domain.invoicing.content import Terms
from domain.parts import LineItem


def line_of(item: LineItem, key: int) -> Line:
    """Return a kept line under a key."""
    priced = content.priced_line(item)
    return Line(
        key,
        LineKind(item.kind),
        name=item.name,
        quantity=item.quantity,
        unit=item.unit,
        price=item.price,
        discounts=priced.allowances_charges,
        taxes=priced.taxes,
        base_quantity=priced.base_quantity,
        list_price=priced.gross_price,
        purchase_price=priced.purchase_price,
        other_price=priced.other_price,
        details=item.details,
        code=item.code,
        product=item.product_id,
        kept=item.id,
    )


def item_of(line: Line, currency: str, like: LineItem | None = None) -> LineItem:
    """Return a line as it is kept; one that says what `like` says is that, word for word."""
    if like is not None and line_of(like, line.key) == replace(line, other_list_price=None):
        return like
    kept = content.kept_line(priced_line(line), like)
    return replace(
        kept,
        id=line.kept,
        kind=line.kind.value,
        quantity=line.quantity,
        unit=line.unit,
        price=line.price,
        currency=currency if line.price is not None else kept.currency,
        details=line.details,
        code=line.code,
        product_id=line.product,
    )


def calculation_of(
    lines: Iterable[LineItem], terms: Terms, *, shows_tax: bool = True, paid: Decimal | None = None
) -> Calculation:
    """Return the calculation that kept lines and terms make; `paid` was paid beside the prepaid."""
    return Calculation(
        terms.currency,
        tuple(line_of(item, key) for key, item in enumerate(lines, start=1)),
        terms.allowances_charges,
        terms.taxes,
        terms.prices_include_tax,
        shows_tax,
        terms.rounding_amount,
        terms.prepaid + (paid or 0),
    )


def items_of(calculation: Calculation, shown: Iterable[LineItem] = ()) -> tuple[LineItem, ...]:
    """Return the lines as they are kept; empty ones are left out. `shown` are those they were."""
    before = {item.id: item for item in shown}
    return tuple(
        item_of(line, calculation.currency, before.get(line.kept) if line.kept else None)
        for line in calculation.lines
        if not line.is_blank
    )


def terms_of(calculation: Calculation, shown: Terms) -> Terms:
    """Return the terms as they are kept, by those that they were."""
    return replace(
        shown,
        currency=calculation.currency,
        prices_include_tax=calculation.with_tax,
        allowances_charges=calculation.discounts,
        rounding_amount=calculation.rounding,
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """Lines and terms: what is stored of a calculation."""

    lines: tuple[LineItem, ...]
    terms: Terms
    shows_tax: bool = True


def kept_text(kept: Kept) -> str:
    """Return lines and terms as JSON, for a draft."""
    terms = kept.terms
    return json.dumps(
        {
            "lines": [_said(item) for item in kept.lines],
            "terms": {
                "currency": terms.currency,
                "prices_include_tax": terms.prices_include_tax,
                "allowances": content.allowances_out(terms.allowances_charges),
                "taxes": content.taxes_out(terms.taxes),
                "prepaid": f"{terms.prepaid:f}",
                "rounding": f"{terms.rounding_amount:f}",
            },
            "shows_tax": kept.shows_tax,
        },
        ensure_ascii=False,
        default=str,
    )


def kept_in(text: str) -> Kept:
    """Return the lines and terms that JSON of `kept_text` says. Raises BadInput and ValueError."""
    said = json.loads(text)
    terms = said["terms"]
    return Kept(
        tuple(item_in(one) for one in said["lines"]),
        Terms(
            terms["currency"],
            terms["prices_include_tax"],
            content.allowances_in(terms["allowances"]),
            content.taxes_in(terms["taxes"]),
            Decimal(terms["prepaid"]),
            Decimal(terms["rounding"]),
        ),
        said["shows_tax"],
    )


_USUAL = asdict(LineItem())


def _said(item: LineItem) -> dict[str, Any]:
    """Return what of a line is not as usual, so that drafts of many lines stay small."""
    said: dict[str, Any] = {}
    for name, usual in _USUAL.items():
        value = getattr(item, name)
        if value != usual:
            said[name] = f"{value:f}" if isinstance(value, Decimal) else value
    return said


def item_in(said: Mapping[str, Any]) -> LineItem:
    """Return the line that a draft keeps, or a revision: numbers and keys as text, by columns.

    What it does not say is as usual; columns that a line does not have are passed over.
    """
    known = {one.name: str(one.type) for one in fields(LineItem)}
    values: dict[str, Any] = {}
    for name, value in said.items():
        kind = known.get(name, "")
        if value is not None and kind.startswith("Decimal"):
            value = Decimal(value)
        elif value is not None and kind.startswith("UUID"):
            value = UUID(value)
        elif kind.startswith("bool"):
            value = bool(value)
        if kind:
            values[name] = value
    return LineItem(**values)


def with_keys_of(calculation: Calculation, like: Calculation) -> Calculation:
    """Return a calculation whose lines have the keys of those of `like` that are the same rows.

    The others get keys that `like` does not have.
    """
    known = {line.kept: line.key for line in like.lines if line.kept}
    fresh = 1 + max((line.key for line in like.lines), default=0)
    lines = []
    for line in calculation.lines:
        key = known.get(line.kept) if line.kept else None
        if key is None:
            key, fresh = fresh, fresh + 1
        lines.append(replace(line, key=key))
    return replace(calculation, lines=tuple(lines))
