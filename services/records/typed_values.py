"""Values of fields as one would type them into a form, and what is typed as `add_record` takes it.

What stands in a form for a value reads back as that value: `read_typed` undoes `as_typed`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal
from uuid import UUID

from domain.activities import ACTIVITY_KINDS, DIRECTIONS
from domain.fields import POINT_TYPES, Field, FieldType
from domain.i18n import _
from domain.references import Reference
from domain.text import fold
from domain.values import Choice, Deadline, Person, Point, Value

BETWEEN = "; "
"""Stands between several values: names of companies have commas in them."""

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
        case tuple():
            return BETWEEN.join(as_typed(field, item, zone) for item in value)
        case str() if field.type is FieldType.CODE and value:
            return _(_CODES.get(value, value))
    return str(value)


def read_typed(field: Field, text: str, known: Mapping[str, UUID] | None = None) -> object:
    """Return what a text says, as the data of `add_record` and `edit_record` hold it.

    `known` are the records that a text may name, by their titles; others are named by title. What
    does not fit the field is refused when it is written.
    """
    typed = text.strip()
    if field.type is FieldType.BOOL:
        return bool(typed) and fold(typed) not in _NO
    if field.type in POINT_TYPES:
        return [_point(item) for item in _several(typed)]
    if field.type is FieldType.RECORD:
        names = [_record(item, known or {}) for item in _several(typed)]
        return names if field.multiple else (names[0] if names else None)
    if field.multiple:
        return _several(typed)
    if field.type is FieldType.CODE:
        return _code(typed)
    return typed or None


_CODES = ACTIVITY_KINDS | DIRECTIONS
_NO = frozenset({"no", "-", "нет", "nie", "0"})


def _several(text: str) -> Sequence[str]:
    return [item.strip() for item in re.split(r"[;\n]", text) if item.strip()]


def _point(text: str) -> object:
    found = _LABELLED.match(text)
    return {"value": found["value"], "label": found["label"]} if found else text


def _record(title: str, known: Mapping[str, UUID]) -> str:
    return str(known[title]) if title in known else title


def _code(text: str) -> str | None:
    """Return the code whose word in the interface language begins so."""
    wanted = fold(text)
    for code, label in _CODES.items():
        if wanted and (code == wanted or fold(_(label)).startswith(wanted)):
            return code
    return text or None
