"""Dictionaries and their values, and pipelines with their stages, which are read as such."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from typing import NamedTuple
from uuid import UUID

from domain.dictionaries import STAGES
from domain.fields import Column, Field
from domain.kinds import KINDS
from domain.shipped import PIPELINE_CODE
from storage.reads.custom_sql import path_of
from storage.reads.sql import Sql


class ValueTable(NamedTuple):
    """Where values are kept: the table, and its columns for their dictionary and for their name."""

    name: str
    owner: str
    label: str


VALUES = ValueTable("dictionary_value", "dictionary_id", "label")
STAGE_VALUES = ValueTable("stage", "pipeline_id", "name")


class StoredDictionary(NamedTuple):
    """A dictionary, or the stages of a pipeline; `field` is the kind and label of a custom field
    that is chosen from it, `name` that of the pipeline."""

    id: bytes
    code: str
    table: ValueTable
    field: tuple[str, str] | None = None
    name: str = ""


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


def read_dictionaries(connection: sqlite3.Connection) -> list[StoredDictionary]:
    """Return all dictionaries but those of custom fields that are gone, and all pipelines."""
    found = [
        StoredDictionary(key, code, VALUES, (kind, label) if kind else None)
        for key, code, kind, label in connection.execute(
            "SELECT d.id, d.code, min(f.kind), f.label FROM dictionary d "
            "LEFT JOIN field_definition f ON f.choices = d.code "
            "GROUP BY d.id HAVING max(f.id IS NULL OR f.deleted_at IS NULL) ORDER BY d.code"
        )
    ]
    pipelines = connection.execute("SELECT id, code, name FROM pipeline ORDER BY sort, id")
    for key, code, name in pipelines:
        dictionary = STAGES if code == PIPELINE_CODE else f"{STAGES}.{code or key.hex()}"
        found.append(StoredDictionary(key, dictionary, STAGE_VALUES, name=name))
    return found


def read_values(connection: sqlite3.Connection, dictionary: StoredDictionary) -> list[StoredValue]:
    """Return the values of a dictionary in their order, those out of use last."""
    table = dictionary.table
    others = "is_system, is_active, NULL" if table is VALUES else "0, is_active, probability"
    rows = connection.execute(
        f"SELECT id, code, {table.label}, meaning, color, sort, {others} FROM {table.name} "
        f"WHERE {table.owner} = ? ORDER BY NOT is_active, sort, code, id",
        (dictionary.id,),
    )
    return [StoredValue._make(row) for row in rows]


def read_first_stage(connection: sqlite3.Connection) -> UUID:
    """Return the stage at which deals begin: the first one in progress of the first pipeline."""
    (key,) = connection.execute(
        "SELECT s.id FROM stage s JOIN pipeline p ON p.id = s.pipeline_id "
        "WHERE s.is_active AND s.meaning = 'in_progress' ORDER BY p.sort, p.id, s.sort LIMIT 1"
    ).fetchone()
    return UUID(bytes=key)


def count_uses(
    connection: sqlite3.Connection, fields: Iterable[Field], values: Collection[tuple[bytes, str]]
) -> dict[bytes, int]:
    """Return how many records have each value in one of these fields, those in the bin as well.

    The values are given, and counted, by their keys; beside each stands its code.
    """
    counts = dict.fromkeys((key for key, _code in values), 0)
    for field in fields:
        held = {_held(field, key, code): key for key, code in values}
        marks = ", ".join("?" for _key in held)
        for value, count in connection.execute(
            f"SELECT value, count(*) FROM ({_uses(field)}) WHERE value IN ({marks}) GROUP BY value",
            list(held),
        ):
            counts[held[value]] += count
    return counts


def records_with(field: Field, key: bytes, code: str) -> Sql:
    """Return a select of the keys of the records that have a value in a field."""
    return Sql(f"SELECT id FROM ({_uses(field)}) WHERE value = ?", (_held(field, key, code),))


def _uses(field: Field) -> str:
    """Return a select of `id` and `value`, the key of each record and what it has there."""
    table = KINDS[field.kind].table
    if isinstance(field.store, Column):
        column = field.store.name
        return f'SELECT id, "{column}" AS value FROM "{table}" WHERE "{column}" IS NOT NULL'
    return (
        f'SELECT r.id AS id, j.value AS value FROM "{table}" r, '
        f"json_each(r.custom, {path_of(field)}) j WHERE r.custom <> '{{}}'"
    )


def _held(field: Field, key: bytes, code: str) -> bytes | str:
    """Return what a record has of a value: its key in a column, its code in a custom field."""
    return key if isinstance(field.store, Column) else code
