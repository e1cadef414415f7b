"""What a document keeps for lists is what its lines come to, however these came about."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.invoicing.content import priced_document
from domain.pricing.model import AllowanceCharge, Totals
from domain.pricing.totals import price
from domain.records.fields import FieldType
from services.context import Context
from services.invoicing.contents.content import read_content, store_content
from services.invoicing.making import make_document
from services.parts.use_cases import add_part, change_part, remove_part
from services.records.use_cases import edit_record, show_record
from services.undo import undo

LINE = FieldType.LINE_ITEM
numbers = st.decimals(0, 1000, places=2)
rates = st.sampled_from(("", "0", "8", "20", "23"))
discounts = st.sampled_from(("", "5%", "33.3%"))
lines = st.fixed_dictionaries(
    {
        "name": st.just("Chair"),
        "quantity": numbers.map(str),
        "price": numbers.map(str),
        "tax": rates,
        "discount": discounts,
    }
)
steps = st.one_of(
    st.tuples(st.just("add"), lines),
    st.tuples(st.just("change"), lines),
    st.tuples(st.just("remove"), st.none()),
    st.tuples(st.just("mode"), st.sampled_from(("inclusive", "exclusive"))),
    st.tuples(st.just("prepaid"), numbers.map(str)),
    st.tuples(st.just("discount"), st.sampled_from((0, 5, 17))),
    st.tuples(st.just("undo"), st.none()),
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, min_size=3, max_size=8))
def test_kept_sums_are_what_the_lines_come_to(
    context: Context, done: list[tuple[str, Any]]
) -> None:
    key = make_document(context, "invoice", None, {"currency": "PLN"})
    made = last_unit(context)
    for what, value in done:
        content = read_content(context, "invoice", key)
        first = content.lines[0].id if content.lines else None
        match what:
            case "add":
                add_part(context, "invoice", key, LINE, value)
            case "change" if first is not None:
                change_part(context, LINE, first, value)
            case "remove" if first is not None:
                remove_part(context, LINE, first)
            case "mode":
                edit_record(context, "invoice", key, {"tax_mode": value})
            case "prepaid":
                edit_record(context, "invoice", key, {"prepaid": value})
            case "discount":
                allowance = AllowanceCharge(percent=Decimal(value))
                terms = content.terms
                store_content(
                    context,
                    content,
                    content.lines,
                    replace(terms, allowances_charges=(allowance,) if value else ()),
                )
            case "undo" if last_unit(context) > made:
                undo(context)
        made = last_unit(context) if what == "undo" else made
        assert kept(context, key) == computed(context, key)


def kept(context: Context, key: Any) -> tuple[object, ...]:
    values = show_record(context, "invoice", key).values
    return tuple(values[name] for name in ("net", "tax", "total", "payable"))


def computed(context: Context, key: Any) -> tuple[object, ...]:
    content = read_content(context, "invoice", key)
    totals: Totals = price(priced_document(content.lines, content.terms))
    return (totals.tax_exclusive, totals.tax_total, totals.tax_inclusive, totals.payable)


def last_unit(context: Context) -> int:
    """Return the number of the last step that the log has."""
    rows = context.database.reader().execute("SELECT max(seq) FROM change_unit")
    return int(rows.fetchone()[0])
