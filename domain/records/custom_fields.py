"""What a custom field may be, and what it may be called (FEATURES CF-01, CF-04, CF-05, DOC-18)."""

from __future__ import annotations

import re
from typing import Final

from domain.choosing import named
from domain.errors import BadInput
from domain.i18n import N_, _
from domain.query import vocabulary
from domain.query.names import field_spellings, slug
from domain.records.computed_fields import fields_of
from domain.records.fields import Field, FieldRegistry, FieldType
from domain.records.kinds import KINDS
from domain.text import on_one_line

T = FieldType

CUSTOM_TYPES: Final[dict[FieldType, str]] = {
    T.TEXT: N_("Text"),
    T.LONG_TEXT: N_("Long text"),
    T.INTEGER: N_("Whole number"),
    T.DECIMAL: N_("Decimal number"),
    T.MONEY: N_("Money"),
    T.DATE: N_("Date"),
    T.MOMENT: N_("Date and time"),
    T.BOOL: N_("Yes or no"),
    T.CHOICE: N_("Choice from a list"),
    T.USER: N_("Colleague"),
    T.RECORD: N_("Link to a record"),
    T.FILE: N_("File"),
    T.SITE: N_("Web address"),
    T.PHONE: N_("Phone"),
    T.EMAIL: N_("E-mail"),
}
"""The types of custom fields, with what they are called, as message ids."""

_OTHER_NAMES: Final = {
    T.INTEGER: ("int", "number"),
    T.MOMENT: ("datetime", "time"),
    T.BOOL: ("yesno", "flag"),
    T.CHOICE: ("list",),
    T.USER: ("colleague",),
    T.RECORD: ("link", "entity"),
    T.SITE: ("url",),
}
"""What the command line also calls a type."""

SINGLE_TYPES: Final = frozenset({T.LONG_TEXT, T.BOOL})
"""Types of which several values in one field mean nothing."""

SEARCHED_TYPES: Final = frozenset(
    {T.TEXT, T.LONG_TEXT, T.INTEGER, T.CHOICE, T.SITE, T.PHONE, T.EMAIL}
)
"""Types whose values can be found by search."""

WIDENED_TYPES: Final = frozenset(
    {
        (T.TEXT, T.LONG_TEXT),
        (T.EMAIL, T.TEXT),
        (T.EMAIL, T.LONG_TEXT),
        (T.SITE, T.TEXT),
        (T.SITE, T.LONG_TEXT),
    }
)
"""Pairs of types of which the second can hold whatever the first does."""

LONGEST_NAME: Final = 40
LONGEST_LABEL: Final = 60

_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_WORDS_OF_QUERIES: Final = frozenset(
    slug(word)
    for word in (
        *vocabulary.AND,
        *vocabulary.OR,
        *vocabulary.NOT,
        *vocabulary.NONE,
        *vocabulary.ANY,
        *vocabulary.ME,
        *vocabulary.FLAGS,
        *vocabulary.OLDER,
        *vocabulary.NEWER,
    )
)
_NAMES_OF_RECORDS: Final = frozenset(
    "id record_kind title is_deleted attachments addresses requisites photo custom".split()
)
"""What the JSON of a record names beside its fields."""


def type_named(text: str) -> FieldType:
    """Return the type of custom fields that a text names. Raises BadInput, naming all."""
    found = named(
        (
            (type_, (type_.value, _(label), *_OTHER_NAMES.get(type_, ())))
            for type_, label in CUSTOM_TYPES.items()
        ),
        text,
    )
    if len(found) == 1:
        return found[0]
    raise BadInput(
        _("There is no type of fields “{text}”. Use one of: {types}.").format(
            text=text, types=", ".join(CUSTOM_TYPES)
        ),
        "type",
    )


def clean_label(label: str) -> str:
    """Return a label as it is kept, on one line. Raises BadInput where nothing is left of it."""
    label = on_one_line(label)
    if not slug(label):
        raise BadInput(_("A field needs a name that people read."), "label")
    if len(label) > LONGEST_LABEL:
        raise BadInput(
            _("The name has {length} characters; at most {limit} fit.").format(
                length=len(label), limit=LONGEST_LABEL
            ),
            "label",
        )
    return label


def check_label(registry: FieldRegistry, kind: str, label: str, own: str = "") -> None:
    """Raise BadInput where another field than `own` of a kind is called by a label."""
    for field in fields_of(registry, kind):
        if field.name != own and slug(label) in field_spellings(field):
            raise BadInput(_taken(kind, label, field), "label")
    if slug(label) in _WORDS_OF_QUERIES:
        raise BadInput(_word_of_queries(label), "label")


def check_name(registry: FieldRegistry, kind: str, name: str) -> None:
    """Raise BadInput where a field of a kind cannot be called `name` in queries and JSON."""
    if not _NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        raise BadInput(
            _(
                "“{name}” is no name for a field: it begins with a small letter from a to z; such "
                "letters and digits follow, with single _ between them, {limit} in all."
            ).format(name=name, limit=LONGEST_NAME),
            "name",
        )
    for field in fields_of(registry, kind):
        if name in (field.name, *field_spellings(field)):
            raise BadInput(_taken(kind, name, field), "name")
    if name in _WORDS_OF_QUERIES | _NAMES_OF_RECORDS:
        raise BadInput(_word_of_queries(name), "name")


def name_from(label: str) -> str:
    """Return a name in Latin letters for a field with this label; it may be taken already."""
    from anyascii import anyascii  # needed only where a field is made

    plain = slug(anyascii(label))
    name = re.sub(r"[^a-z0-9_]", "", plain)[:LONGEST_NAME].strip("_")
    return name if _NAME.fullmatch(name) else f"field_{name}".strip("_")[:LONGEST_NAME]


def _taken(kind: str, name: str, field: Field) -> str:
    return _("A {kind} has a field “{name}” already: {label}. Choose another name.").format(
        kind=_(KINDS[kind].label).lower(), name=name, label=_(field.label)
    )


def _word_of_queries(name: str) -> str:
    return _("“{name}” has a meaning of its own in filters. Choose another name.").format(name=name)
