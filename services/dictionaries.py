"""Dictionaries: the values that choice fields offer (FEATURES DICT-01, DICT-02)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from domain.errors import BadInput, NotAllowed, NotFound
from domain.i18n import _
from domain.shipped import DICTIONARIES
from domain.text import fold, strip_control, words
from services.context import Context
from storage.reads.field_sql import choice_label


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value of a dictionary as lists show one."""

    id: UUID
    dictionary: str
    code: str
    label: str
    is_system: bool


def list_values(context: Context, dictionary: str = "") -> list[ValueView]:
    """Return the values in use of one dictionary, or of all. Raises NotFound for an unknown one."""
    rows = context.database.reader().execute(
        "SELECT v.id, d.code, v.code, v.label, v.is_system FROM dictionary_value v "
        "JOIN dictionary d ON d.id = v.dictionary_id WHERE v.is_active AND (? = '' OR d.code = ?) "
        "ORDER BY d.code, v.sort",
        (dictionary, dictionary),
    )
    values = [
        ValueView(UUID(bytes=key), group, code, choice_label(group, code, label), bool(is_system))
        for key, group, code, label, is_system in rows
    ]
    if not values and dictionary not in DICTIONARIES:
        raise NotFound(_no_dictionary(dictionary))
    return values


def add_value(context: Context, dictionary: str, label: str) -> UUID:
    """Add a value at the end of a dictionary. Raises NotFound, or BadInput when it is there."""
    from storage.tables import DictionaryValue

    label = _clean(label)
    with context.database.write(context.actor, "edit_dictionary") as unit:
        row = unit.connection.execute(
            "SELECT id, (SELECT coalesce(max(sort), 0) + 1 FROM dictionary_value "
            "WHERE dictionary_id = d.id) FROM dictionary d WHERE code = ?",
            (dictionary,),
        ).fetchone()
        if row is None:
            raise NotFound(_no_dictionary(dictionary))
        _check_free(list_values(context, dictionary), label)
        code = _free_code(unit.connection, row[0], label)
        value = DictionaryValue(
            dictionary_id=UUID(bytes=row[0]), code=code, label=label, sort=row[1]
        )
        return unit.add(value).id


def delete_value(context: Context, dictionary: str, code: str) -> None:
    """Take a value out of use; records that have it keep it.

    Raises NotAllowed for a system value, whoever asks (DICT-02, exam A2), and NotFound.
    """
    from storage.tables import DictionaryValue

    value = _value(list_values(context, dictionary), dictionary, code)
    if value.is_system:
        raise NotAllowed(
            _(
                "“{label}” is a system value: the program needs it, so nobody can delete it. "
                "It can be renamed."
            ).format(label=value.label)
        )
    with context.database.write(context.actor, "edit_dictionary") as unit:
        row = unit.get(DictionaryValue, value.id)
        assert row is not None
        row.is_active = False


def rename_value(context: Context, dictionary: str, code: str, label: str) -> None:
    """Give a value, also a system one, another name. Raises NotFound or BadInput."""
    from storage.tables import DictionaryValue

    label = _clean(label)
    values = list_values(context, dictionary)
    value = _value(values, dictionary, code)
    _check_free([other for other in values if other != value], label)
    with context.database.write(context.actor, "edit_dictionary") as unit:
        row = unit.get(DictionaryValue, value.id)
        assert row is not None
        row.label = label


def _clean(label: str) -> str:
    label = " ".join(strip_control(label).split())
    if not label:
        raise BadInput(_("A value needs a name."))
    return label


def _check_free(values: Iterable[ValueView], label: str) -> None:
    if any(fold(value.label) == fold(label) for value in values):
        raise BadInput(_("“{label}” is in the dictionary already.").format(label=label))


def _value(values: Iterable[ValueView], dictionary: str, code: str) -> ValueView:
    for value in values:
        if value.code == code:
            return value
    raise NotFound(
        _("The dictionary {dictionary} has no value “{code}”.").format(
            dictionary=dictionary, code=code
        )
    )


def _no_dictionary(name: str) -> str:
    return _("There is no dictionary “{name}”. There are: {known}.").format(
        name=name, known=", ".join(DICTIONARIES)
    )


def _free_code(connection: sqlite3.Connection, dictionary: bytes, label: str) -> str:
    base = "_".join(words(label)) or "value"
    taken = {
        code
        for (code,) in connection.execute(
            "SELECT code FROM dictionary_value WHERE dictionary_id = ?", (dictionary,)
        )
    }
    code, number = base, 2
    while code in taken:
        code, number = f"{base}_{number}", number + 1
    return code
