"""Values of fields as one would type them into a form, and what is typed as `add_record` takes it.

What stands in a form for a value reads back as that value: `read_typed` undoes `as_typed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal

from domain.activities import ACTIVITY_KINDS, DIRECTIONS
from domain.fields import POINT_TYPES, Field, FieldType
from domain.i18n import _
from domain.references import Reference
from domain.text import fold
from domain.values import Choice, Deadline, Person, Point, Value

BETWEEN = "; "
"""Stands between several values: names of companies have commas in them."""

_LABELLED = re.compile(r"^(?P<value>.+?)\s*\((?P<label>[^()]*)\)$")
_ITEM = re.compile(r'\s*(?:"((?:[^"]|"")*)"\s*(?=[;\n]|$)|([^;\n]*))(?:[;\n]|$)')
_FULL_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_DAY_OF_YEAR = re.compile(r"--(\d\d)-(\d\d)")


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
            return _moment(value.astimezone(zone))
        case date():
            return f"{value:%d.%m.%Y}"
        case Choice():
            return value.label
        case Person():
            return value.name
        case Reference():
            return value.title
        case Point():
            is_plain = value.label in ("", "other") and not _LABELLED.match(value.value)
            label = "" if value.label == "other" else value.label
            return value.value if is_plain else f"{value.value} ({label})"
        case Deadline():
            return as_typed(field, value.at or value.on, zone)
        case tuple():
            return BETWEEN.join(_item(as_typed(field, item, zone)) for item in value)
        case str() if field.type is FieldType.CODE and value:
            return _(_CODES.get(value, value))
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
        return bool(typed) and fold(typed) not in _NO
    if field.multiple or field.type in POINT_TYPES:
        known: list[Reference | Point | str] = [*before] if isinstance(before, tuple) else []
        return [_read_item(field, item, known) for item in _several(typed)]
    if isinstance(before, Deadline):
        before = before.at
    if zone and isinstance(before, datetime) and typed == as_typed(field, before, zone):
        return before.isoformat()
    if field.type is FieldType.CODE:
        return _code(field, typed)
    return typed or None


_CODES = ACTIVITY_KINDS | DIRECTIONS
_NO = frozenset({"no", "-", "нет", "nie", "0"})


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


def _read_item(field: Field, text: str, known: list[Reference | Point | str]) -> object:
    """Return one of several values; one of the `known` ones that it names is taken from them."""
    for place, item in enumerate(known):
        if _one_line(_typed_item(field, item)) == _one_line(text):
            del known[place]
            match item:
                case Reference():
                    return str(item.id)
                case Point():
                    return {"value": item.value, "label": item.label}
                case _:
                    return item
    if field.type in POINT_TYPES and (found := _LABELLED.match(text)):
        return {"value": found["value"], "label": found["label"]}
    return text


def _typed_item(field: Field, item: Reference | Point | str) -> str:
    return item if isinstance(item, str) else as_typed(field, item, UTC)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _code(field: Field, typed: str) -> str | None:
    """Return the code whose word in the interface language it is, or begins so."""
    wanted = fold(typed)
    codes: Sequence[str] = field.choices if isinstance(field.choices, tuple) else ()
    labels = {code: fold(_(_CODES.get(code, code))) for code in codes}
    exact = [code for code, label in labels.items() if wanted in (code, label)]
    begin = [code for code, label in labels.items() if wanted and label.startswith(wanted)]
    return next(iter([*exact, *begin]), typed) or None
