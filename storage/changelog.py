"""Triggers that write every change of a logged table to the change log (FEATURES HIST-06).

They are generated from the tables, so a new column or table is logged as soon as it exists. They
catch what an ORM cannot see: bulk statements, imports, and every other process.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import sqlmodel  # noqa: F401 - before SQLAlchemy, see tests/test_hygiene.py
from sqlalchemy import Table

from storage.guards import create_guards
from storage.keeping import create_keepers
from storage.tables import MODELS
from storage.tables.base import Key

UNLOGGED_COLUMNS = frozenset({"id", "created_at", "updated_at", "remind_at"})
"""Columns that never change, or follow from others or from the log itself.

A reminder is put off and dismissed many times a day, which nobody wants to undo or read about.
"""


def logged_tables() -> Iterator[Table]:
    """Return the tables whose changes are logged."""
    for model in MODELS.values():
        table: Table = model.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time
        if table.info.get("logged"):
            yield table


def create_triggers(connection: sqlite3.Connection) -> None:
    """Replace the log's triggers, and those of `storage.guards` and `storage.keeping`.

    A file that is brought to an older version than the newest lacks some of the tables.
    """
    drop_triggers(connection, ("log_", "guard_", "keep_"))
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    present = {name for (name,) in rows}
    for table in logged_tables():
        if table.name not in present:
            continue
        for statement in trigger_statements(table):
            connection.execute(statement)
    create_guards(connection, present)
    create_keepers(connection, present)


def drop_triggers(connection: sqlite3.Connection, beginnings: tuple[str, ...] = ("",)) -> None:
    """Remove the triggers whose names begin so: every one of the file by default."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in names:
        if name.startswith(beginnings):
            connection.execute(f'DROP TRIGGER "{name}"')


def trigger_statements(table: Table) -> Iterator[str]:
    """Return the three triggers that log the changes of `table`."""
    owner = table.info.get("owner", "id")
    insert = (
        "INSERT INTO change(unit, kind, record, owner, op, old) "
        f"VALUES (crm_unit(), '{table.name}', "
    )
    yield f'CREATE TRIGGER log_insert_{table.name} AFTER INSERT ON "{table.name}" BEGIN ' + (
        f"{insert}NEW.id, NEW.{owner}, 'I', NULL); END"
    )
    everything = ", ".join(f"'{c.name}', {_json(table, c.name)}" for c in table.columns)
    yield f'CREATE TRIGGER log_delete_{table.name} AFTER DELETE ON "{table.name}" BEGIN ' + (
        f"{insert}OLD.id, OLD.{owner}, 'D', json_object({everything})); END"
    )
    watched = [c.name for c in table.columns if c.name not in UNLOGGED_COLUMNS]
    changed = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in watched)
    yield (
        f'CREATE TRIGGER log_update_{table.name} AFTER UPDATE ON "{table.name}" WHEN {changed} '
        f"BEGIN {insert}NEW.id, NEW.{owner}, 'U', {_old_values(table, watched)}); END"
    )


def _json(table: Table, column: str) -> str:
    """Return SQL for the old value of a column as it stands in the log."""
    if isinstance(table.columns[column].type, Key):
        return f'iif(OLD."{column}" IS NULL, NULL, hex(OLD."{column}"))'
    return f'OLD."{column}"'


def _old_values(table: Table, watched: list[str]) -> str:
    parts = [
        f"SELECT '{name}' AS name, {_json(table, name)} AS value "
        f'WHERE OLD."{name}" IS NOT NEW."{name}"'
        for name in watched
        if name != "custom"
    ]
    if "custom" in watched:
        parts.append(_CUSTOM_VALUES)
    return f"(SELECT json_group_object(name, value) FROM ({' UNION ALL '.join(parts)}))"


# Fields inside the JSON column are logged one by one, so that two people may change two of them.
_CUSTOM_VALUES = (
    "SELECT 'custom.' || name, CASE WHEN type IS NULL THEN NULL ELSE old END FROM ("
    "SELECT o.key AS name, o.type AS type, OLD.custom -> o.fullkey AS old, "
    "NEW.custom -> o.fullkey AS new FROM json_each(OLD.custom) o "
    "UNION ALL SELECT n.key, NULL, NULL, NEW.custom -> n.fullkey FROM json_each(NEW.custom) n "
    "WHERE n.key NOT IN (SELECT key FROM json_each(OLD.custom))) WHERE old IS NOT new"
)
