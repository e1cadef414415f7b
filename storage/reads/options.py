"""The values that fields are chosen from, as queries and forms name them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import cache

from domain.fields import Field, FieldType
from domain.query.names import Option
from storage.reads.labels import choice_label


def read_options(connection: sqlite3.Connection) -> Callable[[Field], Sequence[Option]]:
    """Return what gives the values of a field of type CHOICE, STAGE or USER, each read once.

    Values out of use are given too, for records may still have them; those in use come first.
    """

    @cache
    def of_dictionary(code: str) -> list[Option]:
        rows = connection.execute(
            "SELECT v.code, v.label, v.is_active FROM dictionary_value v JOIN dictionary d "
            "ON d.id = v.dictionary_id WHERE d.code = ? ORDER BY NOT v.is_active, v.sort, v.code",
            (code,),
        )
        return [
            Option(value, choice_label(code, value, label), bool(is_active))
            for value, label, is_active in rows
        ]

    @cache
    def of_stages() -> list[Option]:
        rows = connection.execute(
            "SELECT s.code, s.name, s.is_active FROM stage s "
            "JOIN pipeline p ON p.id = s.pipeline_id "
            "ORDER BY NOT s.is_active, p.sort, p.id, s.sort"
        )
        options = (
            Option(code or name, choice_label("stage", code, name), bool(is_active))
            for code, name, is_active in rows
        )
        return list(dict.fromkeys(options))

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
