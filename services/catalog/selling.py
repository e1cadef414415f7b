"""Products of the catalog on the lines of leads, deals and documents (FEATURES LEAD-06, CAT-12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from domain.catalog.asked_for import Taken
from domain.catalog.prices import BASE, PURCHASE, price_field
from domain.catalog.tax_rates import read_rate
from domain.errors import BadInput
from domain.parts import LineItem
from domain.records.fields import Field, FieldType
from domain.records.references import Reference
from domain.records.values import Choice, Money, RecordView
from services.catalog.prices import asked_in
from services.catalog.properties import offered_fields, section_of
from services.context import Context
from services.currencies.rates import base_currency
from services.layouts import layout_of
from services.parts.use_cases import add_parts
from services.records.showing import show_value
from services.records.use_cases import show_record
from storage.reads.catalog import read_sales
from storage.values import moment_in


@dataclass(frozen=True, slots=True)
class SoldLine:
    """A line as a product fills it; `sentence` says what is missing of it, "" where nothing is."""

    line: LineItem
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Sales:
    """In how many records of a kind a product has lines; the newest, and when it was made, in UTC.

    An invoice counts from the moment on in which it was issued.
    """

    kind: str
    count: int
    last: datetime
    newest: Reference


def line_of(
    context: Context,
    product: UUID,
    currency: str = "",
    quantity: Decimal | None = None,
    *,
    price_type: str = BASE,
    day: date | None = None,
) -> SoldLine:
    """Return the line that sells a product in a currency, by the rates of a day (CAT-13, B18).

    Name, article number, unit, price, purchase price, rate of tax and printed properties are those
    of the catalog.
    Without a currency it is that of the price; the day is today by default. Raises NotFound.
    """
    view = show_record(context, "product", product)
    kept, purchase = (view.values.get(price_field(one)) for one in (price_type, PURCHASE))
    connection = context.database.reader()
    kept = kept if isinstance(kept, Money) else None
    into = currency or (kept.currency if kept else base_currency(context))
    asked = asked_in(context, connection, kept, into, day)
    paid = purchase if isinstance(purchase, Money) else None
    cost = asked_in(context, connection, paid, into, day).price
    rate, category = _tax_of(view)
    line = LineItem(
        name=view.title,
        quantity=quantity if quantity is not None else Decimal(1),
        unit=_label(view, "unit"),
        price=asked.price.amount if asked.price else None,
        currency=into,
        tax=rate,
        tax_category=category,
        purchase_price=cost.amount if cost else None,
        details=printed_properties(context, view),
        code=str(view.values["code"] or ""),
        product_id=product,
    )
    return SoldLine(line, asked.sentence)


def add_product(
    context: Context, kind: str, record: UUID, product: UUID, quantity: Decimal | None = None
) -> SoldLine:
    """Put a product on a line of a lead or a deal, as `add_products` does; return the line."""
    (sold,) = add_products(context, kind, record, [Taken(product, quantity)])
    return sold


def add_products(
    context: Context, kind: str, record: UUID, taken: Sequence[Taken]
) -> list[SoldLine]:
    """Put products on lines of a lead or a deal, behind its other lines, all in one step.

    The prices are in the currency of the deal, by the rates of today. Raises NotFound, NotAllowed
    and BadInput.
    """
    view = show_record(context, kind, record)
    currency = str(view.values.get("currency") or "")
    sold = [line_of(context, one.product, currency, one.quantity) for one in taken]
    keys = add_parts(context, kind, record, FieldType.LINE_ITEM, [_given(one) for one in sold])
    return [
        SoldLine(replace(one.line, id=key), one.sentence)
        for one, key in zip(sold, keys, strict=True)
    ]


def _given(sold: SoldLine) -> dict[str, object]:
    return {name: value for name, value in asdict(sold.line).items() if name != "id"}


def printed_properties(context: Context, view: RecordView) -> str:
    """Return the properties of a product that are printed, a line each (FEATURES CAT-12)."""
    layout = layout_of(context, "product")
    fields = offered_fields(context, "product", section_of(view))
    shown = ((field, _shown(context, field, view)) for field in fields if layout.is_printed(field))
    return "\n".join(f"{field.label}: {text}" for field, text in shown if text)


def product_sales(context: Context, product: UUID) -> list[Sales]:
    """Return where a product was sold or asked for (FEATURES CAT-21); nothing where it was not.

    Which records these are is a list of deals, invoices or leads, see `related_records`.
    """
    rows = read_sales(context.database.reader(), product)
    return [Sales(kind, count, moment_in(at), newest) for kind, count, at, newest in rows]


def _shown(context: Context, field: Field, view: RecordView) -> str:
    return show_value(context, field, view.values[field.name])


def _label(view: RecordView, name: str) -> str:
    value = view.values.get(name)
    return value.label if isinstance(value, Choice) else ""


def _tax_of(view: RecordView) -> tuple[Decimal | None, str]:
    """Return the rate of tax in percent and its category, None and "" where there is none."""
    chosen = view.values.get("tax_rate")
    if not isinstance(chosen, Choice):
        return None, ""
    try:
        rate = read_rate(chosen.meaning)
    except BadInput:
        return None, ""  # somebody else's program wrote it
    return rate.percent, rate.category
