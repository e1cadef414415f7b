"""The feed is read along indexes: no line is counted or skipped over, nothing large is sorted."""

from __future__ import annotations

import sqlite3
from uuid import UUID

import pytest

from domain.records.kinds import KINDS
from domain.records.references import Reference
from services.context import Context
from services.feed.pages import read_feed_query
from storage.changelog import logged_tables
from storage.reads.feed import FeedReads
from storage.reads.feed_conditions import PART_TABLES, compile_feed
from tests.screens.desk import add_contact

pytestmark = pytest.mark.row("HIST-04", "HIST-05")


def plans(context: Context, text: str, of: Reference | None = None) -> list[str]:
    """Return the plans of all that is read of lines that pass a filter, in both directions."""
    connection = context.database.reader()
    condition = compile_feed(
        read_feed_query(context, text), connection, context.fields, context.actor.user_id
    )
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    try:
        reads = FeedReads(condition, of)
        first = reads.after(connection, None, 1)
        reads.after(connection, first[0], 5)
        reads.before(connection, first[0], 5)
    finally:
        connection.set_trace_callback(None)
    return [
        str(line[3])
        for statement in asked
        if not statement.startswith(("--", "BEGIN", "COMMIT"))
        for line in _explained(connection, statement)
    ]


def _explained(connection: sqlite3.Connection, statement: str) -> list[tuple[object, ...]]:
    return connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()


@pytest.fixture
def ivanov(context: Context) -> UUID:
    """A contact, so that there is a line."""
    return add_contact(context, "Ivanov")


FILTERS = (
    *("", "who:me", "when:today", "who:me when:-7d.."),
    *("field:position OR kind:contact", "ivanov"),
)


@pytest.mark.parametrize("text", FILTERS)
def test_lines_come_in_the_order_of_the_log_without_being_sorted(
    context: Context, ivanov: UUID, text: str
) -> None:
    found = plans(context, text)
    assert not [line for line in found if "TEMP B-TREE FOR ORDER BY" in line]
    assert not [line for line in found if line.startswith("SCAN") and "activity" in line]


def test_lines_of_a_person_are_read_by_the_index_of_people(context: Context, ivanov: UUID) -> None:
    wanted = "change_unit_by_actor (actor=? AND seq>? AND seq<?)"
    assert any(wanted in line for line in plans(context, "who:me"))


def test_lines_of_a_record_are_read_by_the_index_of_records(context: Context, ivanov: UUID) -> None:
    for found in (
        plans(context, f"record:{ivanov}"),
        plans(context, "who:me", Reference("contact", ivanov, "")),
    ):
        assert any("change_by_owner (owner=? AND seq>? AND seq<?)" in line for line in found)


def test_the_tables_of_parts_are_all_that_are_logged_under_a_record() -> None:
    kinds = {kind.table for kind in KINDS.values()}
    parts = {table.name for table in logged_tables() if "owner" in table.info}
    assert parts - kinds == set(PART_TABLES)
