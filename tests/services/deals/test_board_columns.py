"""The board of deals: its columns in pages, the sums above them, and a deal by one line."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from uuid import UUID

import pytest

from domain.errors import BadInput, Conflict, NotFound
from domain.ids import new_id
from domain.query.errors import QueryError
from domain.records.record_query import RecordQuery
from domain.records.record_rows import RecordRow
from domain.records.values import Choice, NextStep, Person
from services.context import Context
from services.currencies.rates import add_rate
from services.deals.board import (
    BoardOpener,
    add_deal_line,
    read_deal_line,
)
from services.deals.funnel import StageTotal, read_funnel
from services.deals.moving import move_deals
from services.deals.pipelines import PipelineView, StageView, find_pipeline
from services.deals.taking import take_deals
from services.lists.opening import OpenedList
from services.records.use_cases import add_record, delete_record, edit_record, show_record
from services.undo import undo

ALL = RecordQuery("deal")


def deal(context: Context, title: str, stage: str = "new", **fields: object) -> UUID:
    return add_record(context, "deal", {"title": title, "stage": stage} | fields)


def general(context: Context) -> PipelineView:
    return find_pipeline(context, "general")


def stage(context: Context, code: str) -> StageView:
    return next(one for one in general(context).stages if one.code == code)


def column(context: Context, code: str, query: RecordQuery = ALL, rows: int = 16) -> OpenedList:
    opener = BoardOpener(context)
    opened = opener.open_beside(query, general(context), rows)
    opener.close()
    assert opened is not None
    return opened[stage(context, code).id]


def heads(context: Context, text: str = "") -> dict[str, StageTotal]:
    return {one.stage.code: one for one in read_funnel(context, general(context), text).stages}


def titles(rows: list[RecordRow]) -> list[str]:
    return [row.title for row in rows]


@pytest.mark.row("DEAL-02")
def test_a_column_has_the_deals_of_its_stage_the_latest_first(context: Context) -> None:
    for title in ("Chairs", "Desks", "Lamps"):
        deal(context, title)
    first = deal(context, "Shelves")
    deal(context, "Sofas", "offer")
    move_deals(context, [first], stage(context, "offer").id)
    assert titles(column(context, "new").after(None, 9)) == ["Lamps", "Desks", "Chairs"]
    assert titles(column(context, "offer").after(None, 9)) == ["Shelves", "Sofas"]
    assert column(context, "won").after(None, 9) == []


def test_a_column_is_read_in_pages_from_both_ends(context: Context) -> None:
    for number in range(50):
        deal(context, f"Deal {number:02}")
    opened = column(context, "new")
    newest = [f"Deal {number:02}" for number in reversed(range(50))]
    rows = opened.after(None, 16)
    while more := opened.after(rows[-1], 16):
        rows += more
    assert titles(rows) == newest
    last = opened.before(None, 7)
    assert titles(last) == newest[-7:]
    assert titles(opened.before(last[0], 3)) == newest[-10:-7]
    assert titles(opened.at(20, 2)) == newest[20:22]
    assert [opened.rank(row) for row in rows] == list(range(50))
    assert all(one.place > other.place for one, other in pairwise(rows))


def test_a_card_tells_client_amount_next_step_and_who_has_it(context: Context) -> None:
    company = add_record(context, "company", {"title": "Romashka"})
    key = deal(context, "Chairs", company=str(company), amount="1200", currency="PLN")
    add_record(
        context,
        "activity",
        {"kind": "call", "subject": "ask", "due": "2026-11-24", "deals": [str(key)]},
    )
    opened = column(context, "new")
    (row,) = opened.after(None, 9)
    names = [field.name for field in (*opened.columns, *opened.beside)]
    value = dict(zip(names, row.values, strict=True))
    assert str(getattr(value["client"], "title", "")) == "Romashka"
    assert (value["amount"], value["currency"]) == (Decimal(1200), "PLN")
    assert isinstance(value["next_step"], NextStep)
    assert value["next_step"].subject == "ask"
    assert isinstance(value["stage"], Choice)
    assert isinstance(value["responsible"], Person)


@pytest.mark.row("DEAL-22")
def test_the_board_has_what_the_filter_shows(context: Context) -> None:
    deal(context, "Chairs for a school")
    deal(context, "Chairs for an office", "offer")
    deal(context, "Desks")
    gone = deal(context, "Chairs that nobody wants")
    delete_record(context, "deal", gone)
    query = RecordQuery("deal", "chairs")
    assert titles(column(context, "new", query).after(None, 9)) == ["Chairs for a school"]
    assert titles(column(context, "offer", query).after(None, 9)) == ["Chairs for an office"]
    counts = {code: one.count for code, one in heads(context, "chairs").items() if one.count}
    assert counts == {"new": 1, "offer": 1}
    with pytest.raises(QueryError):
        column(context, "new", RecordQuery("deal", "stage:"))


@pytest.mark.row("REP-04")
def test_a_head_has_count_sums_and_what_is_likely(context: Context) -> None:
    deal(context, "Chairs", amount="100.50", currency="EUR")
    deal(context, "Desks", amount="50", currency="EUR", probability="50")
    deal(context, "Lamps", amount="400", currency="PLN")
    deal(context, "Shelves")
    head = heads(context)["new"]
    assert head.count == 4
    assert head.amounts == {"EUR": Decimal("150.5"), "PLN": Decimal(400)}
    assert (head.base.amount, head.base.left_out) == (Decimal("150.50"), {"PLN": Decimal(400)})
    assert head.weighted.amount == Decimal("35.05")
    add_rate(context, "PLN", "0.25")
    head = heads(context)["new"]
    assert (head.base.amount, head.weighted.amount) == (Decimal("250.50"), Decimal("45.05"))
    assert not head.base.left_out
    assert heads(context)["won"].count == 0


def test_sums_beyond_64_bits_are_exact(context: Context) -> None:
    for _number in range(3):
        deal(context, "Everything", amount="9000000000000.000001", currency="EUR")
    assert heads(context)["new"].amounts == {"EUR": Decimal("27000000000000.000003")}


@pytest.mark.parametrize(
    ("line", "title", "amount", "currency"),
    [
        ("40 chairs 1 200,50 PLN", "40 chairs", "1200.50", "PLN"),
        ("40 chairs, 1200", "40 chairs", "1200", "EUR"),
        ("chairs € 5", "chairs", "5", "EUR"),
        ("Lampa za 300 złotych", "Lampa", "300", "PLN"),
        ("Шкаф 12 тыс. руб", "Шкаф", "12000", "RUB"),
        ("office 365 for Vega", "office 365 for Vega", None, "EUR"),
        ("  chairs  ", "chairs", None, "EUR"),
    ],
)
def test_a_line_is_a_title_and_an_amount(
    context: Context, line: str, title: str, amount: str | None, currency: str
) -> None:
    data = read_deal_line(context, line)
    assert (data["title"], data.get("amount"), data["currency"]) == (title, amount, currency)


@pytest.mark.row("B4.2")
@pytest.mark.row("DEAL-14")
def test_a_line_adds_a_deal_at_a_stage(context: Context) -> None:
    key = add_deal_line(context, "40 chairs 1200 PLN", "offer")
    values = show_record(context, "deal", key).values
    assert (values["title"], values["amount"], values["currency"]) == (
        "40 chairs",
        Decimal(1200),
        "PLN",
    )
    assert titles(column(context, "offer").after(None, 9)) == ["40 chairs"]
    for empty in ("", "   "):
        with pytest.raises(BadInput, match="what is sold"):
            add_deal_line(context, empty, "offer")


@pytest.mark.row("DEAL-18")
def test_a_deal_of_nobody_is_taken_once(context: Context, other: Context) -> None:
    key = deal(context, "Chairs")
    with pytest.raises(Conflict, match="yours already"):
        take_deals(context, [key])
    edit_record(context, "deal", key, {"responsible": None})
    assert take_deals(other, [key]) == 1
    taken = show_record(context, "deal", key).values["responsible"]
    assert isinstance(taken, Person)
    assert taken.login == other.actor.login
    with pytest.raises(Conflict, match="has it already"):
        take_deals(context, [key])
    undo(other)
    assert show_record(context, "deal", key).values["responsible"] is None
    with pytest.raises(NotFound):
        take_deals(context, [new_id()])


def test_a_page_of_a_column_is_read_along_its_index(context: Context) -> None:
    deal(context, "Chairs")
    statements: list[str] = []
    connection = context.database.reader()
    connection.set_trace_callback(statements.append)
    column_rows = BoardOpener(context).open_at_once(ALL, general(context), 16)
    connection.set_trace_callback(None)
    assert column_rows is not None
    pages = [s for s in statements if "deal_by_stage" in s]
    assert len(pages) == len(general(context).in_use)
    for statement in pages:
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
        assert any("USING" in line and "deal_by_stage (stage_id=?)" in line for line in plan), plan
        assert not any("TEMP B-TREE" in line for line in plan), plan
