"""The change log: whatever writes a row of a logged table, the log knows what was there before."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Integer, Table, inspect

from domain.ids import new_id
from services.context import Context
from services.records.use_cases import add_record, edit_record
from storage.changelog import UNLOGGED_COLUMNS, drop_triggers, logged_tables
from storage.database import Database
from storage.tables import MODELS, Contact
from storage.tables.base import Amount, Day, Key, Moment
from storage.unit import Unit
from storage.values import custom_out

KEPT_BY_THE_PROGRAM = {
    "change",
    "change_unit",
    "custom_phone",
    "draft",
    "meta",
    "ring",
    "run_claim",
    "search_doc",
    "section_within",
}
TABLES = [inspect(model).local_table for model in MODELS.values()]
LOGGED = [table for table in TABLES if table.info.get("logged")]


class TakeBack(Exception):
    """Ends a unit without keeping anything."""


@contextmanager
def trial(context: Context) -> Iterator[Unit]:
    """Open a unit in which references need not exist, and take everything back."""

    with suppress(TakeBack), context.database.write(context.actor, "trial") as unit:
        unit.connection.execute("PRAGMA defer_foreign_keys = ON")
        yield unit
        raise TakeBack


def changes(connection: sqlite3.Connection, since: int = 0) -> list[tuple[str, str, Any]]:
    """Return kind, operation and old values of what was logged after a number, in order."""
    rows = connection.execute(
        "SELECT kind, op, old FROM change WHERE seq > ? ORDER BY seq", (since,)
    )
    return [(kind, op, json.loads(old) if old else None) for kind, op, old in rows]


def last_seq(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(seq), 0) FROM change").fetchone()[0])


def stored_value(column: Column[Any], turn: int) -> object:
    """Return a value for a column, another one for each turn."""
    match column.type:
        case Key():
            return new_id().bytes
        case Boolean():
            return turn % 2
        case Day():
            return f"2026-01-0{turn + 1}"
        case Integer() | Moment() | Amount():
            return 1_000_000 * turn + 1
    return json.dumps({"colour": turn}) if column.name == "custom" else f"text {turn}"


def as_logged(value: object) -> object:
    return value.hex().upper() if isinstance(value, bytes) else value


def test_only_what_the_program_keeps_for_itself_is_not_logged() -> None:
    assert {table.name for table in TABLES} - {t.name for t in LOGGED} == KEPT_BY_THE_PROGRAM
    assert [table.name for table in logged_tables()] == [table.name for table in LOGGED]


@pytest.mark.row("HIST-06")
@pytest.mark.parametrize("table", LOGGED, ids=lambda table: table.name)
def test_every_logged_table_logs_what_was_there_before(context: Context, table: Table) -> None:
    with trial(context) as unit:
        connection = unit.connection
        # They refuse values that make no sense, as these do not, or bring others in step.
        drop_triggers(connection, ("guard_", "keep_"))
        start = last_seq(connection)
        row = {column.name: stored_value(column, 0) for column in table.columns}
        unit.insert_many(table.name, [row])
        assert changes(connection, start) == [(table.name, "I", None)]
        for column in table.columns:
            if column.name in UNLOGGED_COLUMNS or column.name == "is_system":
                continue
            before, start = row[column.name], last_seq(connection)
            row[column.name] = stored_value(column, 1)
            connection.execute(
                f'UPDATE "{table.name}" SET "{column.name}" = ? WHERE id = ?',
                (row[column.name], row["id"]),
            )
            old = {column.name: as_logged(before)}
            if column.name == "custom":
                old = {"custom.colour": "0"}
            assert changes(connection, start) == [(table.name, "U", old)]
        start = last_seq(connection)
        connection.execute(f'DELETE FROM "{table.name}" WHERE id = ?', (row["id"],))
        whole = {name: as_logged(value) for name, value in row.items()}
        assert changes(connection, start) == [(table.name, "D", whole)]


def test_columns_that_follow_from_the_log_are_not_logged(context: Context) -> None:
    contact = add_record(context, "contact", {"last_name": "Иванова"})
    start = last_seq(context.database.reader())
    with context.database.write(context.actor, "touch") as unit:
        unit.connection.execute("UPDATE contact SET updated_at = 1, last_name = last_name")
    assert changes(context.database.reader(), start) == []
    edit_record(context, "contact", contact, {"last_name": "Иванова"})
    assert changes(context.database.reader(), start) == []


def test_bulk_statements_are_logged_row_by_row(context: Context) -> None:
    rows = [
        {"id": new_id().bytes, "last_name": f"N{i}", "created_at": 1, "updated_at": 1}
        for i in range(500)
    ]
    start = last_seq(context.database.reader())
    with context.database.write(context.actor, "bulk") as unit:
        unit.insert_many("contact", rows)
        unit.connection.execute("UPDATE contact SET position = last_name")
        unit.connection.execute("DELETE FROM contact WHERE last_name < 'N3'")
    logged = changes(context.database.reader(), start)
    assert [op for _kind, op, _old in logged].count("I") == 500
    assert logged[500:1000] == [("contact", "U", {"position": ""})] * 500
    assert {op for _kind, op, _old in logged[1000:]} == {"D"}
    assert len(logged) == 1000 + 223


def test_replacing_a_row_logs_that_the_old_one_went(context: Context) -> None:
    contact = add_record(context, "contact", {"last_name": "Иванова"})
    start = last_seq(context.database.reader())
    with context.database.write(context.actor, "replace") as unit:
        unit.connection.execute(
            "REPLACE INTO contact(id, last_name, created_at, updated_at) VALUES (?, 'X', 1, 1)",
            (contact.bytes,),
        )
    ops = [op for _kind, op, _old in changes(context.database.reader(), start)]
    assert sorted(ops) == ["D", "I"]


def test_an_old_null_differs_from_unchanged(context: Context) -> None:
    deal = add_record(context, "deal", {"title": "Roof", "currency": "PLN"})
    start = last_seq(context.database.reader())
    edit_record(context, "deal", deal, {"amount": "5"})
    edit_record(context, "deal", deal, {"amount": None})
    assert changes(context.database.reader(), start) == [
        ("deal", "U", {"amount": None}),
        ("deal", "U", {"amount": 5_000_000}),
    ]


CUSTOM_CHANGES = [
    ({}, {"a": 1}, {"custom.a": None}),
    ({"a": 1}, {}, {"custom.a": "1"}),
    ({"a": 1, "b": "x"}, {"a": 1, "b": "y"}, {"custom.b": '"x"'}),
    ({"a": 1, "b": 2}, {"b": 3, "c": 4}, {"custom.a": "1", "custom.b": "2", "custom.c": None}),
    ({"a": None}, {}, {"custom.a": "null"}),
    ({"a": []}, {"a": ["x"]}, {"custom.a": "[]"}),
    ({"a": ["x", "ё"]}, {"a": ["ё", "x"]}, {"custom.a": '["x","ё"]'}),
    ({"a": True}, {"a": False}, {"custom.a": "true"}),
    ({"цвет машины": "синий"}, {"цвет машины": 'a "b"'}, {"custom.цвет машины": '"синий"'}),
]


@pytest.mark.parametrize(("before", "after", "old"), CUSTOM_CHANGES)
def test_custom_fields_are_logged_one_by_one(
    context: Context, before: dict[str, object], after: dict[str, object], old: dict[str, object]
) -> None:
    with context.database.write(context.actor, "add_contact") as unit:
        contact = unit.add(Contact(last_name="И", custom=custom_out(before)))
    start = last_seq(context.database.reader())
    with context.database.write(context.actor, "edit_contact") as unit:
        row = unit.get(Contact, contact.id)
        assert row is not None
        row.custom = custom_out(after)
    assert changes(context.database.reader(), start) == [("contact", "U", old)]


def test_another_process_is_logged_under_its_author(
    context: Context, crm_process: Callable[..., Any]
) -> None:
    done = crm_process("--as", "boris", "add", "contact", "--json", '{"last_name": "Ким"}')
    row = (
        context.database.reader()
        .execute(
            "SELECT w.login, u.verb, c.op, hex(c.record) FROM change c "
            "JOIN change_unit u ON u.seq = c.unit "
            "JOIN \"user\" w ON w.id = u.actor WHERE c.kind = 'contact'"
        )
        .fetchall()
    )
    assert row == [("boris", "add_contact", "I", done.word.replace("-", "").upper())]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO dictionary(id, code) VALUES (x'00', 'x')",
        "UPDATE dictionary_value SET label = 'x'",
        "DELETE FROM stage",
    ],
)
def test_nobody_writes_outside_a_use_case(database: Database, statement: str) -> None:
    with pytest.raises(sqlite3.OperationalError):
        database.reader().execute(statement)
    foreign = sqlite3.connect(database.path)
    with pytest.raises(sqlite3.OperationalError, match="crm_unit"):
        foreign.execute(statement)
    foreign.close()


def test_a_unit_says_who_did_what_where(context: Context) -> None:
    add_record(context, "lead", {"title": "Roof"})
    connection = context.database.reader()
    (device,) = connection.execute("SELECT value FROM meta WHERE name = 'device'").fetchone()
    row = connection.execute(
        "SELECT actor, verb, undoes, device FROM change_unit ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    assert row == (context.actor.user_id.bytes, "add_lead", None, device)


def units(context: Context) -> list[tuple[int, int]]:
    rows = context.database.reader().execute("SELECT seq, clock FROM change_unit ORDER BY seq")
    return rows.fetchall()


def test_a_unit_that_changes_nothing_leaves_no_trace(context: Context) -> None:
    contact = add_record(
        context, "contact", {"last_name": "Иванова", "phones": ["8 916 123-45-67"]}
    )
    before = units(context)
    with context.database.write(context.actor, "nothing"):
        pass
    edit_record(context, "contact", contact, {"phones": ["8 916 123-45-67"], "city": ""})
    assert units(context) == before


def test_a_unit_that_fails_leaves_no_trace(context: Context) -> None:
    before = units(context)
    with trial(context) as unit:
        unit.add(Contact(last_name="Иванова"))
        unit.session.flush()
    assert units(context) == before
    assert context.database.reader().execute("SELECT count(*) FROM contact").fetchone() == (0,)


def test_the_clock_never_runs_backwards(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    add_record(context, "contact", {"last_name": "A"})
    yesterday = time.time_ns() - 86_400 * 10**9
    monkeypatch.setattr(time, "time_ns", lambda: yesterday)
    for name in "BCD":
        add_record(context, "contact", {"last_name": name})
    clocks = [clock for _seq, clock in units(context)]
    assert clocks == sorted(set(clocks))


def test_units_of_one_millisecond_are_told_apart(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow = time.time_ns() + 86_400 * 10**9
    monkeypatch.setattr(time, "time_ns", lambda: tomorrow)
    for name in "ABC":
        add_record(context, "contact", {"last_name": name})
    last = [clock for _seq, clock in units(context)][-3:]
    first = tomorrow // 1_000_000 << 16
    assert last == [first, first + 1, first + 2]


@pytest.mark.row("DICT-02", "A2")
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM dictionary_value",
        "DELETE FROM dictionary_value WHERE code = 'reached'",
        "UPDATE dictionary_value SET is_system = 0 WHERE code = 'reached'",
        "UPDATE dictionary_value SET is_active = 0 WHERE code = 'reached'",
        "UPDATE dictionary_value SET code = 'gone' WHERE code = 'reached'",
        "REPLACE INTO dictionary_value(id, dictionary_id, code) "
        "SELECT id, dictionary_id, 'gone' FROM dictionary_value WHERE code = 'reached'",
    ],
)
def test_a_system_value_stands_against_raw_sql(context: Context, statement: str) -> None:
    read = "SELECT * FROM dictionary_value ORDER BY id"
    before = context.database.reader().execute(read).fetchall()
    with (
        pytest.raises(sqlite3.IntegrityError, match="system value"),
        context.database.write(context.actor, "vandalism") as unit,
    ):
        unit.connection.execute(statement)
    assert context.database.reader().execute(read).fetchall() == before


def test_a_system_value_may_be_renamed_and_moved(context: Context) -> None:
    with context.database.write(context.actor, "edit_dictionary") as unit:
        unit.connection.execute(
            "UPDATE dictionary_value SET label = 'Got through', sort = 9 WHERE code = 'reached'"
        )
    row = (
        context.database.reader()
        .execute("SELECT label, sort FROM dictionary_value WHERE code = 'reached'")
        .fetchone()
    )
    assert row == ("Got through", 9)
