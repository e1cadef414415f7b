"""The values that fields are chosen from, as queries and forms name them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import cache

from domain.dictionaries import STAGES
from domain.query.names import Option
from domain.records.computed_fields import PIPELINE
from domain.records.fields import Field, FieldType, Tags
from storage.reads.computed_sql import PIPELINE_CODE
from storage.reads.dictionary_values import StoredValue, read_choices, read_stages
from storage.reads.labels import choice_label

MOST_TAGS = 500
"""How many tags are offered at most, in the order of the alphabet."""


def read_options(connection: sqlite3.Connection) -> Callable[[Field], Sequence[Option]]:
    """Return what gives the values of a field of type CHOICE, STAGE or USER, or its tags so far.

    Each is read once.

    Values out of use are given too, for records may still have them; those in use come first.
    """

    @cache
    def of_dictionary(code: str) -> list[Option]:
        return [_option(code, value) for value in read_choices(connection, code)]

    @cache
    def of_stages() -> list[Option]:
        return list(dict.fromkeys(_option(STAGES, stage) for stage in read_stages(connection)))

    @cache
    def of_people() -> list[Option]:
        rows = connection.execute(
            'SELECT login, name, is_active FROM "user" ORDER BY NOT is_active, name, login'
        )
        return [Option(login, name, bool(is_active)) for login, name, is_active in rows]

    @cache
    def of_tags(table: str) -> list[Option]:
        rows = connection.execute(_TAGS.format(table=table), (MOST_TAGS,))
        return [Option(tag) for (tag,) in rows]

    @cache
    def of_pipelines() -> list[Option]:
        rows = connection.execute(
            f"SELECT {PIPELINE_CODE}, p.name, p.is_active FROM pipeline p "
            "ORDER BY NOT p.is_active, p.sort, p.id"
        )
        return [
            Option(code, choice_label(PIPELINE, code, name), bool(is_active))
            for code, name, is_active in rows
        ]

    def options(field: Field) -> Sequence[Option]:
        if isinstance(field.store, Tags):
            return of_tags(field.store.table)
        match field.type:
            case FieldType.CHOICE if field.choices == PIPELINE:
                return of_pipelines()
            case FieldType.CHOICE:
                return of_dictionary(str(field.choices))
            case FieldType.STAGE:
                return of_stages()
            case FieldType.USER:
                return of_people()
        return ()

    return options


# Steps from one tag to the next in the index, whatever number of records have each.
_TAGS = (
    "WITH RECURSIVE known(folded) AS (SELECT min(folded) FROM {table} UNION ALL "
    "SELECT (SELECT min(x.folded) FROM {table} x WHERE x.folded > k.folded) FROM known k "
    "WHERE k.folded IS NOT NULL) SELECT (SELECT x.tag FROM {table} x WHERE x.folded = k.folded "
    "LIMIT 1) FROM known k WHERE k.folded IS NOT NULL LIMIT ?"
)


def _option(dictionary: str, value: StoredValue) -> Option:
    code = value.code or value.label
    return Option(code, value.shown_in(dictionary), bool(value.is_active), value.meaning)
