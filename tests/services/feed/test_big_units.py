"""A step of many records is one line of the feed, from which its records are listed."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest

from domain.paging import every_row
from domain.timeline import HistoryRow, RecordedStep
from services.context import Context
from services.feed import opening
from services.feed.opening import FeedOpener
from services.feed.pages import feed_pages
from services.importing import parts
from services.importing.files import import_file
from services.lists.bulk import bulk_edit
from services.lists.bulk_changes import FieldChange
from services.records.use_cases import add_record, edit_record
from services.undo import undo
from storage import unit as units
from tests.screens.desk import add_contact

pytestmark = pytest.mark.row("HIST-05", "FEED-01")

MANY = 30


@pytest.fixture
def contacts(context: Context) -> list[UUID]:
    return [add_contact(context, f"Ivanov{number:02}") for number in range(MANY)]


@pytest.fixture
def unit(context: Context, contacts: list[UUID]) -> int:
    """A change of many, with one of a single record before and one after it."""
    edit_record(context, "contact", contacts[0], {"comment": "before"})
    company = add_record(context, "company", {"title": "Vega"})
    bulk_edit(context, "contact", contacts, [FieldChange("position", value="chief")])
    (line, *_rest) = steps(context)
    edit_record(context, "company", company, {"comment": "after"})
    return line.unit


def lines(context: Context, text: str = "", limit: int = 100) -> list[HistoryRow]:
    return feed_pages(context, text).after(None, limit)


def steps(context: Context, text: str = "") -> list[RecordedStep]:
    return [row for row in lines(context, text) if isinstance(row, RecordedStep)]


def test_a_change_of_many_is_one_line_that_counts_them(context: Context, unit: int) -> None:
    after, many, before, noted, *_rest = steps(context)
    assert after.of == "Vega"
    assert many.unit == unit
    assert many.action == "many records changed"
    assert many.author == "anna"
    assert many.records == (("contact", MANY),)
    assert (many.record, many.changes) == (None, ())
    assert before.of == "Vega"
    assert noted.of == "Ivanov00"
    # What a filter leaves of it is folded as well, if it is still much.
    assert [one.records for one in steps(context, "field:position")] == [(("contact", MANY),)]


def test_its_records_are_listed_by_its_number(context: Context, unit: int) -> None:
    listed = steps(context, f"step:{unit}")
    assert sorted(one.of for one in listed) == [f"Ivanov{number:02}" for number in range(MANY)]
    assert {one.changes[0].new for one in listed} == {"chief"}
    assert [one.of for one in steps(context, f"step:{unit} record:ivanov07")] == ["Ivanov07"]
    assert steps(context, f"step:{unit} kind:deal") == steps(context, "step:999999") == []
    assert len(steps(context, f"-step:{unit}")) == len(steps(context)) - 1


def test_few_of_it_that_pass_a_filter_stand_by_themselves(context: Context, unit: int) -> None:
    (line,) = steps(context, "record:ivanov07 field:position")
    assert (line.of, line.records) == ("Ivanov07", ())


@pytest.mark.parametrize("text", ["", "field:position", "who:me", "record:ivanov", "ivanov"])
def test_pages_of_any_size_tell_the_same(context: Context, unit: int, text: str) -> None:
    undo(context)
    undo(context)
    whole = lines(context, text)
    assert any(isinstance(row, RecordedStep) and row.records for row in whole)
    pages = feed_pages(context, text)
    assert list(every_row(pages)) == whole
    for limit in (1, 3):
        for ordinal, row in enumerate(whole):
            assert pages.after(row, limit) == whole[ordinal + 1 : ordinal + 1 + limit]
            assert pages.before(row, limit) == whole[max(0, ordinal - limit) : ordinal]
        assert pages.before(None, limit) == whole[-limit:]
    assert pages.rank(whole[-1]) == len(whole) - 1


def test_the_history_of_a_record_tells_what_was_changed_of_it(
    context: Context, unit: int, contacts: list[UUID]
) -> None:
    from domain.records.references import Reference

    pages = feed_pages(context, "field:position", Reference("contact", contacts[3], ""))
    (line,) = pages.after(None, 9)
    assert isinstance(line, RecordedStep)
    assert (line.changes[0].new, line.records) == ("chief", ())


def test_records_of_many_kinds_are_counted_by_kind(context: Context) -> None:
    from services.seeding.demo import make_demo

    make_demo(context)
    (line,) = steps(context)
    counts = dict(line.records)
    assert counts["contact"] > 10
    assert counts["company"] > 5
    connection = context.database.reader()
    for kind in ("contact", "deal", "product"):
        (number,) = connection.execute(f'SELECT count(*) FROM "{kind}"').fetchone()
        assert counts[kind] == number


def test_what_only_has_other_parts_now_is_counted_as_what_it_is(
    context: Context, contacts: list[UUID]
) -> None:
    bulk_edit(context, "contact", contacts, [FieldChange("city", value="Łódź")])
    (line, *_rest) = steps(context)
    assert line.records == (("contact", MANY),)


def test_what_was_written_in_parts_is_one_line(
    context: Context, other: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = count(1)

    def let_others_have_their_turn(_seconds: float) -> None:
        add_record(other, "company", {"title": f"Vega {next(number)}"})

    monkeypatch.setattr(parts, "PART_SECONDS", 0)
    monkeypatch.setattr(units, "sleep", let_others_have_their_turn)
    path = tmp_path / "chairs.csv"
    rows = "".join(f"Chair {n};Hall\n" for n in range(1200))
    path.write_text(f"Name;Section\n{rows}", "utf-8")
    import_file(context, path)
    *others, line = steps(context)
    assert [one.of for one in others] == ["Vega 2", "Vega 1"]
    assert line.records == (("product", 1200), ("section", 1))
    assert len(lines(context, f"step:{line.unit} kind:product", 2000)) == 1200
    assert steps(context, f"-step:{line.unit}") == others
    (chair,) = {one.of for one in steps(context, "record:1100 step:" + str(line.unit))}
    assert chair == "Chair 1100"
    whole = lines(context)
    pages = feed_pages(context, "")
    for ordinal, row in enumerate(whole):
        assert pages.after(row, 9) == whole[ordinal + 1 :]
        assert pages.before(row, 9) == whole[:ordinal]
    undo(context)
    after, before, undone, *rest = steps(context)
    assert (after.of, before.of) == ("Vega 4", "Vega 3")
    assert (undone.records, rest) == (line.records, [*others, line])
    week = timedelta(days=7)
    with sqlite3.connect(context.database.path) as connection:
        connection.execute(
            "UPDATE change_unit SET clock = clock - ? WHERE seq <= ?",
            (week // timedelta(milliseconds=1) << 16, line.unit),
        )
    since = (context.now() - week / 2).date()
    told = [dict(one.records) for one in steps(context, f"when:>={since}")]
    assert [one.get("product") for one in told] == [None, None, 1200, 200, None, 500, None]


def test_a_screen_counts_a_unit_once(
    context: Context, unit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "AT_ONCE_SECONDS", 60.0)
    opener = FeedOpener(context)
    statements: list[str] = []
    context.database.reader().set_trace_callback(statements.append)
    try:
        counted = []
        for _time in range(2):
            assert opener.open_at_once("", None, 50) is not None
            counted.append(sum("GROUP BY 1" in one for one in statements))
    finally:
        context.database.reader().set_trace_callback(None)
        opener.close()
    assert counted[0] == counted[1] > 0
