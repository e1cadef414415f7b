"""Lists read in pages: any columns, any order, from any place, in both ways of reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from query_model import Model
from query_world import Made, World, open_worlds

from domain.ids import new_id
from domain.names.person_names import fold_company_title
from domain.query.names import find_field
from domain.query.parser import parse_query
from domain.records.computed_fields import fields_of
from domain.records.record_rows import RecordRow, Sort, Total
from domain.records.values import Deadline, NextStep
from domain.text import fold
from services.context import Context
from services.lists.bin import purge
from services.records.listing import read_sorts
from services.records.use_cases import add_record, delete_record, edit_record
from storage.reads import record_pages
from storage.reads.conditions import compile_query
from storage.reads.linked_order import LinkedOrder
from storage.reads.options import read_options
from storage.reads.record_pages import RecordPages
from storage.reads.record_set import RecordSet
from storage.reads.sort_keys import sort_key
from storage.reads.sql import Condition
from tests.domain.query.query_texts import NOW, WARSAW, queries

EARLIEST, LATEST = (moment.replace(tzinfo=UTC) for moment in (datetime.min, datetime.max))  # noqa: DTZ901

Worlds = list[tuple[Context, World]]


@pytest.fixture(scope="module")
def worlds(
    staffed_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[tuple[Context, World]]]:
    with open_worlds(staffed_file, tmp_path_factory.mktemp("worlds")) as made:
        yield made


def pages(
    context: Context, kind: str, text: str = "", sorts: str = "name", columns: str = "", **more: int
) -> RecordPages:
    """Return the list that these texts describe."""
    fields, reader = context.database.fields, context.database.reader
    query = parse_query(text, kind, fields, context.now(), read_options(reader()))
    return RecordPages(
        reader,
        kind,
        [find_field(fields, kind, name) for name in columns.split()],
        [
            Sort(find_field(fields, kind, name.lstrip("-")), name.startswith("-"))
            for name in sorts.split()
        ],
        compile_query(query, fields, context.actor.user_id),
        context.now(),
        **more,
    )


def value(world: World, made: Made, name: str, *, descending: bool) -> object:
    """Return what a record of the world is sorted by, None where it has no value."""
    text = made.values.get(name)
    match name:
        case "companies" | "contacts":
            linked = [world.records[UUID(key)] for key in made.values.get(name) or []]  # type: ignore[attr-defined]
            return value(world, linked[0], "name", descending=False) if linked else None
        case "emails":
            return fold(text[0]) if isinstance(text, list) else None
        case "next_step":
            steps = [
                step
                for step in world.of("activity")
                if str(made.id) in step.values.get(f"{made.kind}s", ())  # type: ignore[operator]
                and not step.is_deleted
                and not step.values.get("done_at")
            ]
            ends = [value(world, step, "due", descending=False) for step in steps]
            undated = EARLIEST if descending else LATEST
            dated = [end for end in ends if isinstance(end, datetime)]
            return min(dated) if dated else undated if steps else None
        case "name" if made.kind == "contact":
            names = (str(made.values.get(part) or "") for part in ("last_name", "first_name"))
            return fold(" ".join(names))
        case "name" if made.kind == "company":
            return fold_company_title(str(made.values["title"]))
        case "name":
            return fold(str(made.values["title"]))
        case "created":
            return made.id
        case "changed":
            return made.values["updated_at"]
        case "responsible":
            return {"anna": "anna", "boris": "борис волков"}.get(str(text))
        case "due" if text:
            due = str(text)
            if "T" in due:
                return datetime.fromisoformat(due)
            day_end = datetime.combine(date.fromisoformat(due), time(), NOW.tzinfo)
            return day_end + timedelta(days=1, microseconds=-1)
        case "amount" | "employees" if text not in (None, ""):
            return Decimal(str(text))
        case "is_important":
            return bool(text)
        case "city":
            return fold(str(text or "")) or None
    return text or None


def in_order(world: World, keys: set[UUID], sorts: str) -> list[UUID]:
    """Return keys of records as a list must have them."""
    names = sorts.split()
    rows = sorted((world.records[key] for key in keys), key=lambda made: made.id)
    if names[0].startswith("-"):
        rows.reverse()
    for name in reversed(names):
        bare = name.lstrip("-")
        falls = name.startswith("-")
        values = {made.id: value(world, made, bare, descending=falls) for made in rows}
        known = [made for made in rows if values[made.id] is not None]
        known.sort(key=lambda made: values[made.id], reverse=falls)  # type: ignore[arg-type, return-value]
        rows = known + [made for made in rows if values[made.id] is None]
    return [made.id for made in rows]


SORTS = {
    "contact": (
        "name",
        "-name",
        "changed",
        "-changed",
        "created",
        "responsible -name",
        "city",
        "name -created",
        "-created name",
        "companies",
        "-companies",
        "companies name",
        "emails",
        "-emails",
        "next_step",
        "-next_step",
    ),
    "company": ("name", "-name", "employees name", "-employees -changed", "city -name"),
    "deal": (
        "-created",
        "-amount name",
        "amount",
        "close_date -amount",
        "changed name",
        "contacts",
    ),
    "activity": ("-created", "due", "-due", "is_important -due", "responsible due", "-contacts"),
}


def keys_of(rows: Sequence[RecordRow]) -> list[UUID]:
    return [row.id for row in rows]


@pytest.mark.parametrize("steps", [0, 10**9], ids=["listed", "walked"])
@pytest.mark.parametrize("kind", ["contact", "deal", "activity"])
@settings(max_examples=40)
@given(data=st.data())
@pytest.mark.row("VIEW-01")
def test_pages_lie_in_order_from_any_place(
    worlds: Worlds, kind: str, steps: int, data: st.DataObject
) -> None:
    text, sorts = data.draw(queries(kind)), data.draw(st.sampled_from(SORTS[kind]))
    context, world = data.draw(st.sampled_from(worlds))
    limit = data.draw(st.integers(1, 7))
    source = pages(context, kind, text, sorts, steps=steps)
    query = parse_query(
        text, kind, context.database.fields, NOW, read_options(context.database.reader())
    )
    expected = in_order(world, Model(world, query, "anna").passing(), sorts)
    forward: list[RecordRow] = []
    while page := source.after(forward[-1] if forward else None, limit):
        forward += page
        assert len(forward) <= len(expected)
    assert keys_of(forward) == expected
    backward: list[RecordRow] = []
    while page := source.before(backward[0] if backward else None, limit):
        backward = page + backward
        assert len(backward) <= len(expected)
    assert keys_of(backward) == expected
    assert source.count() == len(expected)
    for place, row in enumerate(forward):
        assert source.rank(row) == place
        assert source.find(row.key) == row
    assert keys_of(source.at(limit, limit)) == expected[limit : 2 * limit]
    assert source.find(new_id()) is None


@pytest.mark.parametrize("kind", SORTS)
def test_every_field_can_be_a_column_and_sort_a_list(worlds: Worlds, kind: str) -> None:
    context, _world = worlds[0]
    for field in fields_of(context.database.fields, kind):
        for sign in ("", "-"):
            source = pages(context, kind, sorts=sign + field.name, columns=field.name)
            rows = source.after(None, 1000)
            assert len({row.id for row in rows}) == source.count()
            assert keys_of(source.before(None, 3)) == keys_of(rows)[-3:]
            # Surnames are sorted with the names behind them.
            shown = [row.title if field.name == "last_name" else row.values[0] for row in rows]
            given = [value not in (None, "", ()) for value in shown]
            assert given == sorted(given, reverse=True)  # those without a value come last


@pytest.mark.parametrize(
    ("kind", "sorts"),
    [
        ("contact", "companies"),
        ("contact", "-emails"),
        ("deal", "contacts"),
        ("lead", "messengers"),
    ],
)
@pytest.mark.parametrize("is_forward", [True, False])
def test_a_page_by_what_other_tables_hold_is_read_along_their_index(
    worlds: Worlds, kind: str, sorts: str, *, is_forward: bool
) -> None:
    context, _world = worlds[0]
    (sort,) = read_sorts(context, kind, sorts)
    key = sort_key(sort, context.now())
    assert key.linked
    records = RecordSet(kind, Condition("1"))
    order = LinkedOrder(records, key.linked, key.sql, key.descending)
    (statement,) = [
        piece
        for piece in order.pieces(("m", b"k"), forward=is_forward)
        if key.linked.source in piece.text
    ]
    plan = [
        row[3]
        for row in context.database.reader().execute(
            f"EXPLAIN QUERY PLAN {statement.text}", statement.parameters
        )
    ]
    assert "USE TEMP B-TREE FOR RIGHT PART OF ORDER BY" in plan  # of few rows, again and again
    assert not [step for step in plan if step.startswith("SCAN")]
    # Two lower bounds would be one too many: SQLite might begin at the lower one of them.
    is_rising = is_forward != key.descending
    assert (key.linked.least in statement.text) is not is_rising


@pytest.mark.parametrize("steps", [0, 10**9], ids=["listed", "walked"])
def test_a_row_that_is_gone_still_marks_its_place(context: Context, steps: int) -> None:
    names = ("Аева", "Бева", "Вева", "Гева")
    keys = [add_record(context, "contact", {"last_name": name}) for name in names]
    source = pages(context, "contact", steps=steps)
    rows = source.after(None, 10)
    delete_record(context, "contact", keys[1])
    assert keys_of(source.after(rows[1], 10)) == keys[2:]
    assert keys_of(source.before(rows[1], 10)) == keys[:1]
    assert (source.rank(rows[1]), source.count(), source.find(keys[1])) == (1, 3, None)


def test_rows_deleted_for_good_do_not_mislead_a_list_that_is_held(context: Context) -> None:
    names = [f"А{letter}ева" for letter in "абвгдежз"]
    keys = [add_record(context, "contact", {"last_name": name}) for name in names]
    for key in keys:
        delete_record(context, "contact", key)
    source = pages(context, "contact", steps=0, in_bin=True)
    rows = source.after(None, 10)
    held = source.held(context.database.reader)
    purge(context, "contact", keys[1:6])
    assert keys_of(held.after(rows[0], 10)) == keys[6:]
    assert keys_of(held.after(rows[3], 10)) == keys[6:]
    assert keys_of(held.after(rows[6], 10)) == keys[7:]
    assert keys_of(held.before(rows[6], 10)) == keys[:1]
    purge(context, "contact", keys[6:])
    assert keys_of(held.after(rows[0], 10)) == []


@pytest.mark.parametrize("steps", [0, 10**9], ids=["listed", "walked"])
def test_what_others_write_shows_in_the_next_page(
    context: Context, other: Context, steps: int
) -> None:
    first = add_record(context, "contact", {"last_name": "Бева"})
    source = pages(context, "contact", steps=steps)
    assert keys_of(source.after(None, 10)) == [first]
    second = add_record(other, "contact", {"last_name": "Аева"})
    assert keys_of(source.after(None, 10)) == [second, first]
    edit_record(other, "contact", second, {"last_name": "Вева"})
    assert keys_of(source.after(None, 10)) == [first, second]


@pytest.mark.row("ACT-09", "ACT-11")
def test_the_next_step_is_the_nearest_open_activity(context: Context) -> None:
    context = replace(context, clock=lambda _zone: NOW)
    client = add_record(context, "contact", {"last_name": "Ким"})
    idle = add_record(context, "contact", {"last_name": "Аев"})
    undated = add_record(context, "contact", {"last_name": "Яров"})
    step = {"kind": "call", "subject": "some day", "contacts": [str(undated)]}
    add_record(context, "activity", step)

    def plan(subject: str, due: str, **more: object) -> UUID:
        values = {"subject": subject, "kind": "call", "due": due, "contacts": [str(client)]}
        return add_record(context, "activity", values | more)

    def next_step() -> NextStep:
        row = pages(context, "contact", columns="next_step").find(client)
        assert row is not None
        (step,) = row.values
        assert isinstance(step, NextStep)
        return step

    plan("someday", "")
    assert (next_step().subject, next_step().deadline) == ("someday", None)
    plan("friday", "2026-11-27")
    assert next_step().subject == "friday"
    # On the same day an activity with a time comes before one without.
    late = plan("at ten", "2026-11-27T22:00")
    assert next_step().subject == "at ten"
    plan("done", "2026-11-20", done_at="2026-11-20T10:00")
    plan("before", "2026-11-26")
    assert (next_step().subject, next_step().responsible) == ("before", "anna")
    assert next_step().deadline == Deadline(on=date(2026, 11, 26))
    edit_record(context, "activity", late, {"due": "2026-11-24T10:00", "responsible": "boris"})
    at = datetime(2026, 11, 24, 10, tzinfo=WARSAW)
    assert (next_step().deadline, next_step().responsible) == (Deadline(at=at), "boris")
    for sort in ("next_step", "-next_step"):
        rows = pages(context, "contact", sorts=sort).after(None, 9)
        assert keys_of(rows) == [client, undated, idle]


def test_sums_are_by_currency_and_exact(context: Context) -> None:
    for amount, currency in (("0.1", "PLN"), ("0.2", "PLN"), ("9000000000000", "RUB"), ("5", "")):
        values = {"title": "X", "amount": amount, "currency": currency}
        add_record(context, "deal", values)
    add_record(context, "deal", {"title": "Y", "amount": "9000000000000", "currency": "RUB"})
    add_record(context, "deal", {"title": "none"})
    source = pages(context, "deal")
    amount_field = context.database.fields.get("deal", "amount")
    assert source.totals(amount_field) == [
        Total("PLN", Decimal("0.3"), 2),
        Total("RUB", Decimal(18_000_000_000_000), 2),
        Total("EUR", Decimal(5), 1),
    ]
    assert pages(context, "deal", "title:y").totals(amount_field)[0].count == 1


def test_the_bin_is_a_list_of_its_own(context: Context) -> None:
    kept = add_record(context, "contact", {"last_name": "Бева"})
    gone = add_record(context, "contact", {"last_name": "Аева"})
    delete_record(context, "contact", gone)
    assert keys_of(pages(context, "contact").after(None, 9)) == [kept]
    assert keys_of(pages(context, "contact", in_bin=True).after(None, 9)) == [gone]


@pytest.mark.row("DOC-17")
@pytest.mark.parametrize(
    ("kind", "sorts", "text"),
    [
        ("activity", "due", ""),
        ("activity", "-due", ""),
        ("contact", "city", ""),
        ("contact", "-city", "type:client"),
        ("contact", "phones", "anna"),
        ("company", "-phones", ""),
        ("contact", "next_step", "-type:press"),
        ("contact", "-next_step name", ""),
    ],
)
def test_the_first_rows_for_somebody_who_waits_are_those_of_the_whole_list(
    worlds: Worlds, kind: str, sorts: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_pages, "LISTED_SECONDS", -1.0)
    for context, _world in worlds:
        listed = pages(context, kind, text, sorts)
        every = listed.after(None, 1_000)
        waited = pages(context, kind, text, sorts)
        with waited.within(60):
            first = waited.after(None, 3)
            rest = waited.after(first[-1], 1_000) if first else []
        assert [*first, *rest] == every
        assert waited.before(None, 1_000) == every
