"""The values of dictionaries, and the stages of pipelines, as their tables have them."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple
from uuid import UUID

from domain.dictionaries import STAGES
from storage.reads.history import deleted_row
from storage.reads.labels import choice_label


class ValueTable(NamedTuple):
    """Where values are kept: the table, and its columns for their dictionary and for their name."""

    name: str
    owner: str
    label: str


VALUES = ValueTable("dictionary_value", "dictionary_id", "label")
STAGE_VALUES = ValueTable("stage", "pipeline_id", "name")


class StoredValue(NamedTuple):
    """A value as its table has it; `label` is empty under its shipped name."""

    id: bytes
    code: str
    label: str
    meaning: str
    color: str
    sort: int
    is_system: int
    is_active: int
    probability: int | None

    def shown_in(self, dictionary: str) -> str:
        """Return how the value of a dictionary is shown; all stages are values of STAGES."""
        return choice_label(dictionary, self.code, self.label)


def read_values(
    connection: sqlite3.Connection, table: ValueTable, owner: bytes
) -> list[StoredValue]:
    """Return the values of a dictionary in their order, those out of use last."""
    return _read(connection, table, f"v.{table.owner} = ? ORDER BY NOT v.is_active, v.sort", owner)


def read_choices(connection: sqlite3.Connection, dictionary: str) -> list[StoredValue]:
    """Return the values of the dictionary with this code, as `read_values` does."""
    owner = connection.execute("SELECT id FROM dictionary WHERE code = ?", (dictionary,)).fetchone()
    return read_values(connection, VALUES, owner[0]) if owner else []


def read_stages(connection: sqlite3.Connection) -> list[StoredValue]:
    """Return the stages of all pipelines in their order, those out of use last.

    Those of a pipeline that is out of use stand behind the others.
    """
    order = "1 ORDER BY NOT v.is_active, NOT p.is_active, p.sort, p.id, v.sort"
    return _read(connection, STAGE_VALUES, order, joined="JOIN pipeline p ON p.id = v.pipeline_id")


def read_stages_beside(connection: sqlite3.Connection, stage: UUID | None) -> list[StoredValue]:
    """Return the stages of the pipeline of a stage, without one those of the first in use."""
    row = connection.execute(
        "SELECT p.id FROM pipeline p ORDER BY p.id IS NOT (SELECT pipeline_id FROM stage "
        "WHERE id = ?), NOT p.is_active, p.sort, p.id LIMIT 1",
        (stage.bytes if stage else None,),
    ).fetchone()
    return read_values(connection, STAGE_VALUES, row[0]) if row else []


def read_label(connection: sqlite3.Connection, dictionary: str, key: bytes) -> str:
    """Return how the value with a key is shown, or was until it was deleted; "" for none.

    The dictionary of all stages is STAGES.
    """
    table = STAGE_VALUES if dictionary == STAGES else VALUES
    row = connection.execute(
        f"SELECT code, {table.label} FROM {table.name} WHERE id = ?", (key,)
    ).fetchone()
    if row is not None:
        return choice_label(dictionary, *row)
    gone = deleted_row(connection, table.name, key)
    return choice_label(dictionary, gone["code"], gone[table.label]) if gone else ""


def _read(
    connection: sqlite3.Connection,
    table: ValueTable,
    where: str,
    *parameters: bytes,
    joined: str = "",
) -> list[StoredValue]:
    others = "v.is_system, v.is_active, NULL" if table is VALUES else "0, v.is_active, probability"
    rows = connection.execute(
        f"SELECT v.id, v.code, v.{table.label}, v.meaning, v.color, v.sort, {others} "
        f"FROM {table.name} v {joined} WHERE {where}, v.code, v.id",
        parameters,
    )
    return [StoredValue._make(row) for row in rows]
