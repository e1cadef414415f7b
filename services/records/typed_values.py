"""Values of fields as one would type them into a form, and what is typed as `add_record` takes it.

What stands in a form for a value reads back as that value: `read_typed` undoes `as_typed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from typing import Any
from uuid import UUID

from domain.contact_points.point_labels import show_label
from domain.parts import Address, LineItem, Part, Requisites
from domain.records.fields import ROW_TYPES, Field, FieldType, Points
from domain.records.references import Reference, references_in
from domain.records.values import AttachedFile, Choice, Deadline, Money, Person, Point, Value
from domain.yes_no import read_mark

BETWEEN = "; "
"""Stands between several values: names of companies have commas in them."""

_LABELLED = re.compile(r"^(?P<value>.+?)\s*\((?P<label>[^()]*)\)$")
_ITEM = re.compile(r'\s*(?:"((?:[^"]|"")*)"\s*(?=[;\n]|$)|([^;\n]*))(?:[;\n]|$)')
_FULL_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_DAY_OF_YEAR = re.compile(r"--(\d\d)-(\d\d)")


def as_typed(field: Field, value: Value | Reference | Point | Part, zone: tzinfo) -> str:
    """Return a value as one would type it; times are those of `zone`."""
    match value:
        case None:
            return ""
        case bool():
            return "+" if value else ""
        case Decimal():
            return f"{value.normalize():f}"
        case datetime():
            return _moment(value.astimezone(zone))
        case date():
            return f"{value:%d.%m.%Y}"
        case Choice():
            return value.label
        case Person():
            return value.name
        case Reference():
            return value.title
        case Money():
            return f"{value.amount.normalize():f} {value.currency}"
        case AttachedFile():
            return value.name
        case Point() if field.is_custom:
            return value.value
        case Point():
            is_plain = value.label in ("", "other") and not _LABELLED.match(value.value)
            label = show_label(value.label)
            return value.value if is_plain else f"{value.value} ({label})"
        case Deadline():
            return as_typed(field, value.at or value.on, zone)
        case tuple() if references := references_in(value):
            return BETWEEN.join(_item(name) for name in names_of(references))
        case tuple():
            return BETWEEN.join(_item(as_typed(field, item, zone)) for item in value)
        case str() if field.type is FieldType.PARTIAL_DATE:
            return _DAY_OF_YEAR.sub(r"\2.\1", _FULL_DATE.sub(r"\3.\2.\1", value))
    return str(value)


def read_typed(field: Field, text: str, before: Value = None, zone: tzinfo | None = None) -> object:
    """Return what a text says, as the data of `add_record` and `edit_record` hold it.

    `before` is the value that the form has shown in `zone`: what is left of it as it was is the
    same record, number or moment, whatever else its text might mean. What does not fit the field is
    refused when it is written.
    """
    typed = text.strip()
    if field.type is FieldType.BOOL:
        return read_mark(typed, field.name)
    if field.multiple:
        known = _known_items(field, before, zone or UTC) if isinstance(before, tuple) else []
        return [_read_item(field, item, known) for item in _several(typed)]
    if isinstance(before, Deadline):
        before = before.at
    if (
        zone
        and isinstance(before, datetime | AttachedFile)
        and typed == as_typed(field, before, zone)
    ):
        return _data_of(before)
    return typed or None


def as_data(field: Field, value: Value) -> object:
    """Return a value as the data of `add_record` holds it."""
    if isinstance(value, Choice | Person):
        return code_of(value)
    if isinstance(value, Reference):
        return str(value.id)
    if field.type in ROW_TYPES:
        items: tuple[object, ...] = value if isinstance(value, tuple) else ()
        return [asdict(item) for item in items if isinstance(item, Address | Requisites | LineItem)]
    return read_typed(field, as_typed(field, value, UTC), value, UTC)


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


def _moment(local: datetime) -> str:
    return f"{local:%d.%m.%Y %H:%M:%S}" if local.second else f"{local:%d.%m.%Y %H:%M}"


def _item(text: str) -> str:
    """Return one of several values, in quotes where it would look like two."""
    if re.search(r'[;\n]|^\s*"', text):
        return '"' + text.replace('"', '""') + '"'
    return text


def _several(text: str) -> Iterator[str]:
    """Return the values that stand between semicolons or on lines of their own."""
    place = 0
    while place < len(text):
        found = _ITEM.match(text, place)
        assert found is not None
        quoted, plain = found.groups()
        item = (plain if quoted is None else quoted.replace('""', '"')).strip()
        if item:
            yield item
        place = found.end()


def _known_items(field: Field, before: tuple[Any, ...], zone: tzinfo) -> list[tuple[str, object]]:
    """Return what stands in the form for each of several values, and that as data."""
    if references := references_in(before):
        return [(name, str(key)) for name, key in names_of(references).items()]
    return [(as_typed(field, item, zone), _data_of(item)) for item in before]


def _data_of(value: Any) -> object:
    """Return one value as the data of `add_record` and `edit_record` hold it."""
    match value:
        case Point():
            return {"value": value.value, "label": value.label}
        case Money():
            return {"amount": value.amount, "currency": value.currency}
        case AttachedFile():
            return str(value.id)
        case Choice() | Person():
            return code_of(value)
        case date():
            return value.isoformat()
        case Address() | Requisites() | LineItem():
            return asdict(value)
    return value


def _read_item(field: Field, text: str, known: list[tuple[str, object]]) -> object:
    """Return one of several values; one of the `known` ones that it names is taken from them."""
    for place, (name, data) in enumerate(known):
        if _one_line(name) == _one_line(text):
            del known[place]
            return data
    if isinstance(field.store, Points) and (found := _LABELLED.match(text)):
        return {"value": found["value"], "label": found["label"]}
    return text


def _one_line(text: str) -> str:
    return " ".join(text.split())
