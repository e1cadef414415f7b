"""The values that fields are chosen from, as queries and forms name them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import cache

from domain.dictionaries import STAGES
from domain.fields import Field, FieldType
from domain.query.names import Option
from storage.reads.dictionary_values import StoredValue, read_choices, read_stages


def read_options(connection: sqlite3.Connection) -> Callable[[Field], Sequence[Option]]:
    """Return what gives the values of a field of type CHOICE, STAGE or USER, each read once.

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

    def options(field: Field) -> Sequence[Option]:
        match field.type:
            case FieldType.CHOICE:
                return of_dictionary(str(field.choices))
            case FieldType.STAGE:
                return of_stages()
            case FieldType.USER:
                return of_people()
        return ()

    return options


def _option(dictionary: str, value: StoredValue) -> Option:
    code = value.code or value.label
    return Option(code, value.shown_in(dictionary), bool(value.is_active))
