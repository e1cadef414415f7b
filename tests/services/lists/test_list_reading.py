"""Lists as screens read them: rows, usual columns, counts and sums."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest

from domain.errors import BadInput
from domain.query.errors import QueryError
from domain.query.parser import MOST_VALUES
from domain.records.fields import FieldType
from domain.records.kinds import KINDS
from domain.records.record_query import RecordQuery
from domain.records.values import NextStep
from services.context import Context
from services.fields.changing import add_field
from services.fields.definitions import NewField
from services.lists.reading import (
    ListFigures,
    columns_of,
    count,
    keys_of,
    record_list_source,
    sums,
)
from services.records.use_cases import add_record, delete_record, list_records


def titles(context: Context, query: RecordQuery) -> list[str]:
    return [row.title for row in record_list_source(context, query).after(None, 100)]


@pytest.mark.row("COMP-06", "ACT-09", "DOC-17")
@pytest.mark.parametrize("kind", KINDS)
def test_a_list_of_every_kind_opens_with_its_usual_columns(context: Context, kind: str) -> None:
    data = {KINDS[kind].title[0]: "Мак"}
    add_record(context, kind, data | ({"due": "2037-01-05"} if kind == "activity" else {}))
    (row,) = record_list_source(context, RecordQuery(kind)).after(None, 10)
    names = [field.name for field in columns_of(context, RecordQuery(kind))]
    second = {
        **dict.fromkeys(("activity", "invoice", "quote"), "client"),
        "product": "code",
        "section": "parent",
        "own_company": "phone",
    }
    assert names[:2] == ["name", second.get(kind, "next_step")]
    third = {"activity": "due", "deal": "amount"}.get(kind)
    assert third in (None, names[2])
    assert {"responsible", "updated_at"} <= set(names)
    assert len(row.values) == len(names) == len(set(names))
    assert row.values[0] == row.title


@pytest.mark.row("ACT-09")
def test_the_next_step_stands_in_the_row(context: Context) -> None:
    key = add_record(context, "company", {"title": "Мак"})
    step = {"kind": "call", "subject": "договор", "due": "2037-01-05", "companies": [str(key)]}
    add_record(context, "activity", step)
    (row,) = record_list_source(context, RecordQuery("company")).after(None, 10)
    assert isinstance(row.values[1], NextStep)
    assert row.values[1].subject == "договор"


@pytest.mark.row("VIEW-01")
def test_columns_order_and_filter_are_those_asked_for(context: Context) -> None:
    for surname, city in (("Ким", "Псков"), ("Аева", "Псков"), ("Мак", "Орёл")):
        add_record(context, "contact", {"last_name": surname, "city": city})
    asked = RecordQuery("contact", "city:псков", ("city", "name"), ("-name",))
    source = record_list_source(context, asked)
    assert [row.values for row in source.after(None, 9)] == [("Псков", "Ким"), ("Псков", "Аева")]
    assert (count(context, asked), len(keys_of(context, asked))) == (2, 2)
    assert set(keys_of(context, asked)) == {row.id for row in source.after(None, 9)}


def test_what_is_not_there_is_said(context: Context) -> None:
    with pytest.raises(QueryError, match="“city”"):
        count(context, RecordQuery("contact", "zity:x"))
    with pytest.raises(BadInput, match="“city”"):
        record_list_source(context, RecordQuery("contact", columns=("zity",)))
    with pytest.raises(BadInput, match="“city”"):
        record_list_source(context, RecordQuery("contact", sort=("-zity",)))


@pytest.fixture
def deals(context: Context) -> Context:
    """Three deals in two currencies, and one without an amount."""
    for title, amount, currency in (("a", "10.50", "PLN"), ("b", "5", "PLN"), ("c", "7", "EUR")):
        add_record(context, "deal", {"title": title, "amount": amount, "currency": currency})
    add_record(context, "deal", {"title": "d"})
    return context


@pytest.fixture
def figures(deals: Context) -> Iterator[ListFigures]:
    figures = ListFigures(deals)
    yield figures
    figures.close()


@pytest.mark.row("DEAL-22")
def test_amounts_are_added_up_by_currency(deals: Context, figures: ListFigures) -> None:
    assert sums(deals, RecordQuery("deal")) == {"PLN": Decimal("15.5"), "EUR": Decimal(7)}
    assert sums(deals, RecordQuery("deal", "amount:<6")) == {"PLN": Decimal(5)}
    assert sums(deals, RecordQuery("deal", columns=("name",))) == {}
    assert sums(deals, RecordQuery("contact")) == {}
    found = figures.read(RecordQuery("deal"))
    assert found is not None
    assert (found.count, found.sums["EUR"]) == (4, Decimal(7))
    with pytest.raises(QueryError):
        figures.read(RecordQuery("deal", "zity:x"))


def test_only_the_figures_asked_for_last_are_worth_waiting_for(figures: ListFigures) -> None:
    numbers = {"a": 1, "b": 1, "amount:>1": 3}
    queries = [RecordQuery("deal", text) for text in [*numbers] * 20]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(figures.read, queries))
    for query, figure in zip(queries, found, strict=True):
        assert figure is None or figure.count == numbers[query.filter]
    last = figures.read(queries[-1])
    assert last is not None
    assert last.count == 3


@pytest.mark.row("MASS-05")
def test_the_bin_tells_who_deleted_what_and_when(context: Context, other: Context) -> None:
    kept, gone = (add_record(context, "contact", {"last_name": name}) for name in ("Ким", "Аева"))
    delete_record(other, "contact", gone)
    in_bin = RecordQuery("contact", in_bin=True)
    assert titles(context, in_bin) == ["Аева"]
    assert titles(context, RecordQuery("contact")) == ["Ким"]
    names = [field.name for field in columns_of(context, in_bin)]
    assert names[:3] == ["name", "deleted_at", "deleted_by"]
    (row,) = record_list_source(context, in_bin).after(None, 10)
    assert getattr(row.values[2], "login", None) == "boris"
    for text, number in (("deleted_by:boris", 1), ("deleted_by:anna", 0), ("deleted:today", 1)):
        assert count(context, RecordQuery("contact", text, in_bin=True)) == number
    sorted_by = RecordQuery("contact", sort=("deleted_by",), in_bin=True)
    assert titles(context, sorted_by) == ["Аева"]
    (alive,) = list_records(context, "contact", columns_of(context, in_bin))
    assert (alive.id, alive.values["deleted_by"]) == (kept, None)


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("contact", "emails:{}@b.pl"),
        ("contact", "phones:+48600{:06}"),
        ("contact", "company.employees:{}"),
        ("activity", "contact.company.city:w{}"),
        ("deal", "client:w{}"),
        ("product", "section:a{}/b"),
        ("contact", "birth_date:28.02.1{:03}"),
    ],
)
def test_a_long_list_of_values_may_be_pasted(context: Context, kind: str, asked: str) -> None:
    name, _colon, value = asked.partition(":")
    values = [value.format(number) for number in range(MOST_VALUES + 1)]
    pasted = f"{name}:{','.join(values[:-1])}"
    assert count(context, RecordQuery(kind, pasted)) == 0
    assert count(context, RecordQuery(kind, f"-({pasted})")) == 0
    with pytest.raises(QueryError, match="too many parts") as caught:
        count(context, RecordQuery(kind, f"{name}:{','.join(values)}"))
    assert caught.value.position == len(pasted) + 1


@pytest.mark.parametrize("type_", [FieldType.MONEY, FieldType.DECIMAL])
def test_the_currency_of_a_deal_is_not_asked_of_another_number(
    context: Context, type_: FieldType
) -> None:
    budget = add_field(context, NewField("deal", "Budget", type_))
    values = {"title": "Chairs", "amount": "5", "currency": "EUR", budget.name: "2000"}
    deal = add_record(context, "deal", values)
    assert keys_of(context, RecordQuery("deal", "budget:>1000 amount:5 €")) == [deal]
    if type_ is FieldType.MONEY:
        assert keys_of(context, RecordQuery("deal", "budget:>1000 RUB")) == [deal]
        assert count(context, RecordQuery("deal", "budget:>1000 EUR")) == 0
        return
    with pytest.raises(QueryError, match="leave the currency out"):
        count(context, RecordQuery("deal", "budget:>1000 EUR"))


def test_a_whole_list_is_put_in_order_by_the_sorter(context: Context) -> None:
    """With a LIMIT, however high, SQLite sorts in a tree instead: in four times the time."""
    add_record(context, "contact", {"last_name": "Ames", "city": "Boston"})
    source, asked = record_list_source(context, RecordQuery("contact", sort=("city",))), list[str]()
    connection = context.database.reader()
    connection.set_trace_callback(asked.append)
    assert len(source.at(0, 10)) == 1
    connection.set_trace_callback(None)
    (listing,) = [
        text for text in asked if text.startswith("SELECT r.rowid FROM") and "ORDER" in text
    ]
    assert "SorterOpen" in [row[1] for row in connection.execute(f"EXPLAIN {listing}")]
