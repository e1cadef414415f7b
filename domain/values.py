"""What a field of a record holds, as it is read for a screen or the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from domain.activities import kind_label
from domain.fields import KINDS
from domain.i18n import _
from domain.names import PersonName, format_name


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a dictionary, or a stage: its code, its label as shown, and its meaning."""

    code: str
    label: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A colleague."""

    login: str
    name: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Another record, by kind and key, with the title it is shown by."""

    kind: str
    id: UUID
    title: str


@dataclass(frozen=True, slots=True)
class Point:
    """A phone, e-mail, site or messenger as typed; `e164` where a phone is a number.

    `is_valid` is false for a phone that is no number and an e-mail that is no address.
    """

    value: str
    label: str = ""
    e164: str | None = None
    is_valid: bool = True


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment in UTC, or a day without a time; at most one of the two is set."""

    at: datetime | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class NextStep:
    """The nearest open activity of a record; `responsible` is a login, "" for nobody's."""

    id: UUID
    kind: str
    subject: str
    deadline: Deadline | None = None
    responsible: str = ""


Value = (
    str
    | int
    | bool
    | Decimal
    | date
    | datetime
    | Choice
    | Person
    | Reference
    | Deadline
    | NextStep
    | tuple[Reference, ...]
    | tuple[Point, ...]
    | tuple[str, ...]
    | None
)


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record as it is read: its fields by name, those without a value included."""

    kind: str
    id: UUID
    title: str
    values: Mapping[str, Value]
    is_deleted: bool = False


def title_of(kind: str, parts: tuple[str, ...]) -> str:
    """Return the title of a record from the columns that its kind names by, and a fallback.

    `parts` follows `Kind.title`; one more part, such as a phone, is used where all are empty.
    """
    names, fallback = parts[: len(KINDS[kind].title)], parts[len(KINDS[kind].title) :]
    match kind:
        case "contact":
            title = format_name(PersonName(*names))
        case "lead":
            title = names[0] or format_name(PersonName(*names[1:4])) or names[4]
        case "activity":
            title = names[0] or kind_label(names[1])
        case _:
            title = names[0]
    return title or next((part for part in fallback if part), "") or _("(no name)")
