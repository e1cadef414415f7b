"""Dictionaries and their values, and pipelines with their stages, which are read as such."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from typing import NamedTuple
from uuid import UUID

from domain.pipelines import stages_of
from domain.records.fields import Column, Field
from domain.records.kinds import KINDS
from storage.reads.custom_sql import path_of
from storage.reads.dictionary_values import STAGE_VALUES, VALUES, ValueTable, read_stages
from storage.reads.sql import Sql


class StoredDictionary(NamedTuple):
    """A dictionary, or the stages of a pipeline; `field` is the kind and label of a custom field
    that is chosen from it, `name` that of the pipeline."""

    id: bytes
    code: str
    table: ValueTable
    field: tuple[str, str] | None = None
    name: str = ""


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
        dictionary = stages_of(code or key.hex())
        found.append(StoredDictionary(key, dictionary, STAGE_VALUES, name=name))
    return found


def read_first_stage(connection: sqlite3.Connection) -> UUID:
    """Return the stage at which deals begin: the first one in progress of the first pipeline.

    That is the first one in use.
    """
    stages = read_stages(connection)
    return UUID(bytes=next(stage.id for stage in stages if stage.meaning == "in_progress"))


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
