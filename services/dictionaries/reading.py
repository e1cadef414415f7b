"""Dictionaries and their values as screens and the command line show them (FEATURES DICT-01)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.catalog.prices import PRICE_TYPES
from domain.choosing import named
from domain.dictionaries import STAGES, family, meaning_label
from domain.errors import NotFound
from domain.i18n import _
from domain.pipelines import GENERAL, PIPELINES
from domain.records.fields import Field, FieldRegistry, FieldType
from domain.records.kinds import KINDS
from domain.shipped import DICTIONARIES
from services.catalog.price_types import count_prices
from services.context import Context
from storage.reads.dictionaries import StoredDictionary, count_uses, read_dictionaries
from storage.reads.dictionary_values import VALUES, StoredValue, read_values
from storage.reads.labels import shipped_label


@dataclass(frozen=True, slots=True)
class DictionaryView:
    """A dictionary, or the stages of a pipeline: its code, and its label as shown."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value of a dictionary as lists show one.

    `shipped` is the name that it came with, "" for one that was added. `meaning` is what the
    program takes it for, `color` a name of `domain.value_colors`. `probability`, in percent, is
    that of a stage.
    """

    id: UUID
    dictionary: str
    code: str
    label: str
    is_system: bool
    is_active: bool = True
    shipped: str = ""
    meaning: str = ""
    color: str = ""
    probability: int | None = None
    sort: int = 0

    @property
    def meaning_label(self) -> str:
        """The meaning in words, "" where values of the dictionary have none."""
        return meaning_label(self.dictionary, self.meaning)


def list_dictionaries(context: Context) -> list[DictionaryView]:
    """Return all dictionaries: the shipped ones in their order, stages, then custom fields'."""
    found = _dictionaries(context.database.reader())
    return [DictionaryView(stored.code, label) for stored, label in found]


def list_values(
    context: Context, dictionary: str = "", *, with_inactive: bool = False
) -> list[ValueView]:
    """Return the values in use of one dictionary, or of all; those out of use last, if asked for.

    Raises NotFound for an unknown dictionary.
    """
    connection = context.database.reader()
    if dictionary:
        chosen = [find_dictionary(connection, dictionary)]
    else:
        chosen = [stored for stored, _label in _dictionaries(connection)]
    return [
        value
        for stored in chosen
        for value in values_of(connection, stored)
        if value.is_active or with_inactive
    ]


def count_records(context: Context, dictionary: str) -> dict[UUID, int]:
    """Return how many records have each value, those in the bin as well.

    Of a type of prices that is how many products have such a price. This may take a second. Raises
    NotFound for an unknown dictionary.
    """
    connection = context.database.reader()
    stored = find_dictionary(connection, dictionary)
    values = [(value.id, value.code) for value in _stored_values(connection, stored)]
    if stored.code == PRICE_TYPES:
        prices = count_prices(connection)
        return {UUID(bytes=key): prices.get(code, 0) for key, code in values}
    fields = fields_chosen_from(context.fields, stored)
    return {UUID(bytes=k): n for k, n in count_uses(connection, fields, values).items()}


def fields_chosen_from(fields: FieldRegistry, dictionary: StoredDictionary) -> list[Field]:
    """Return the fields, of all kinds, whose values are those of a dictionary."""
    if dictionary.table is VALUES:
        return [f for f in fields if f.type is FieldType.CHOICE and f.choices == dictionary.code]
    return [field for field in fields if field.type is FieldType.STAGE]


def find_dictionary(connection: sqlite3.Connection, text: str) -> StoredDictionary:
    """Return the dictionary with this code or label, or the only one that begins so.

    Raises NotFound with those that there are.
    """
    known = _dictionaries(connection)
    found = named(((stored, (stored.code, label)) for stored, label in known), text)
    if len(found) == 1:
        return found[0]
    raise NotFound(
        _("There is no dictionary “{name}”. There are: {known}.").format(
            name=text, known=", ".join(stored.code for stored, _label in known)
        )
    )


def values_of(connection: sqlite3.Connection, dictionary: StoredDictionary) -> list[ValueView]:
    """Return all values of a dictionary, those out of use last."""
    return [_view(dictionary, value) for value in _stored_values(connection, dictionary)]


def find_value(values: Sequence[ValueView], dictionary: str, text: str) -> ValueView:
    """Return the value with this code or label, or the only one that begins so. Raises NotFound."""
    found = named(((value, (value.code, value.label)) for value in values), text)
    if len(found) == 1:
        return found[0]
    raise NotFound(
        _("The dictionary {dictionary} has no value “{code}”. It has: {known}.").format(
            dictionary=dictionary, code=text, known=", ".join(value.code for value in values)
        )
    )


def _stored_values(
    connection: sqlite3.Connection, dictionary: StoredDictionary
) -> list[StoredValue]:
    return read_values(connection, dictionary.table, dictionary.id)


def _view(dictionary: StoredDictionary, value: StoredValue) -> ValueView:
    group = family(dictionary.code)
    return ValueView(
        id=UUID(bytes=value.id),
        dictionary=dictionary.code,
        code=value.code,
        label=value.shown_in(group),
        is_system=bool(value.is_system),
        is_active=bool(value.is_active),
        shipped=shipped_label(group, value.code),
        meaning=value.meaning,
        color=value.color,
        probability=value.probability,
        sort=value.sort,
    )


def _dictionaries(connection: sqlite3.Connection) -> list[tuple[StoredDictionary, str]]:
    """Return all dictionaries with their labels, in the order in which they are shown."""
    stored = read_dictionaries(connection)
    pipelines = [one for one in stored if one.table is not VALUES]
    order = [*DICTIONARIES]

    def place(one: StoredDictionary) -> tuple[int, str]:
        if one.code in DICTIONARIES:
            return order.index(one.code), ""
        return (len(order), "") if one in pipelines else (len(order) + 1, str(one.field))

    return [(one, _label(one, len(pipelines))) for one in sorted(stored, key=place)]


def pipeline_label(dictionary: StoredDictionary) -> str:
    """Return how the pipeline is called whose stages a dictionary has."""
    shipped = {one.code: one.name for one in PIPELINES}
    code = GENERAL.code if dictionary.code == STAGES else dictionary.code.partition(".")[2]
    return dictionary.name or (_(shipped[code]) if code in shipped else code)


def _label(dictionary: StoredDictionary, pipelines: int) -> str:
    if dictionary.table is not VALUES:
        if pipelines == 1:
            return _("Deal stages")
        return _("Deal stages: {pipeline}").format(pipeline=pipeline_label(dictionary))
    if dictionary.code in DICTIONARIES:
        return _(DICTIONARIES[dictionary.code][0])
    if dictionary.field is not None:
        kind, label = dictionary.field
        return f"{label} ({_(KINDS[kind].plural_label)})"
    return dictionary.code
