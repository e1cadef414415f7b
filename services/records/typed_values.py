"""Values of fields as one would type them into a form, and what is typed as `add_record` takes it.

What stands in a form for a value reads back as that value: `read_typed` undoes `as_typed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo
from decimal import Decimal
from uuid import UUID

from domain.fields import POINT_TYPES, Field, FieldType
from domain.references import Reference, references_in
from domain.values import Choice, Deadline, Person, Point, Value
from domain.yes_no import read_mark

BETWEEN = "; "
"""Stands between several values: names of companies have commas in them."""

_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_CLOSED = re.compile(_QUOTED.pattern + '(?!")')
_ITEM = re.compile(rf"\s*(?:{_QUOTED.pattern}\s*(?=[;\n]|\Z)|[^;\n]+)")
_LABELLED = re.compile(r"^(?P<value>.+?)\s*\((?P<label>[^()]*)\)$")


def as_typed(field: Field, value: Value | Reference | Point, zone: tzinfo) -> str:
    """Return a value as one would type it; times are those of `zone`."""
    match value:
        case None:
            return ""
        case bool():
            return "+" if value else ""
        case Decimal():
            return f"{value.normalize():f}"
        case datetime():
            return f"{value.astimezone(zone):%d.%m.%Y %H:%M}"
        case date():
            return f"{value:%d.%m.%Y}"
        case Choice():
            return value.label
        case Person():
            return value.name
        case Reference():
            return value.title
        case Point():
            is_plain = value.label in ("", "other")
            return value.value if is_plain else f"{value.value} ({value.label})"
        case Deadline():
            return as_typed(field, value.at or value.on, zone)
        case tuple() if references := references_in(value):
            return BETWEEN.join(_quoted(name) for name in names_of(references))
        case tuple():
            return BETWEEN.join(_quoted(as_typed(field, item, zone)) for item in value)
    return str(value)


def read_typed(field: Field, text: str, known: Mapping[str, UUID] | None = None) -> object:
    """Return what a text says, as the data of `add_record` and `edit_record` hold it.

    `known` are the records that a text may name, by their titles; others are named by title. What
    does not fit the field is refused when it is written.
    """
    typed = text.strip()
    if field.type is FieldType.BOOL:
        return read_mark(typed, field.name)
    if field.type in POINT_TYPES:
        return [_point(item) for item in _several(typed)]
    if field.type is FieldType.RECORD:
        names = [_record(item, known or {}) for item in _several(typed)]
        return names if field.multiple else (names[0] if names else None)
    if field.multiple:
        return _several(typed)
    return typed or None


def code_of(value: Value) -> str:
    """Return what names a value that is chosen from a list, "" for none."""
    match value:
        case Choice():
            return value.code
        case Person():
            return value.login
    return value if isinstance(value, str) else ""


def names_of(records: Iterable[Reference]) -> dict[str, UUID]:
    """Return the records by the names under which a form tells them apart, in their order.

    That is the title, with a number where several are called alike.
    """
    names: dict[str, UUID] = {}
    for record in records:
        name, number = record.title, 2
        while name in names:
            name, number = f"{record.title} ({number})", number + 1
        names[name] = record.id
    return names


def _several(text: str) -> list[str]:
    """Return the values in a text, which `;` or the end of the line parts outside of quotes."""
    items = (item.strip() for item in _ITEM.findall(text))
    return [_unquoted(item) for item in items if item]


def _quoted(item: str) -> str:
    """Return a value as it stands among several: in quotes where it would be read as another."""
    if _several(item) == [item] and (item[0] != '"' or _CLOSED.match(item)):
        return item
    return '"{}"'.format(item.replace('"', '""'))


def _unquoted(item: str) -> str:
    is_quoted = _QUOTED.fullmatch(item)
    return item[1:-1].replace('""', '"').strip() if is_quoted else item


def _point(text: str) -> object:
    found = _LABELLED.match(text)
    return {"value": found["value"], "label": found["label"]} if found else text


def _record(title: str, known: Mapping[str, UUID]) -> str:
    return str(known[title]) if title in known else title
