"""What a field of a record holds, as it is read for a screen or the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from domain.parts import Address, LineItem, Requisites
from domain.records.references import Reference


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a dictionary, or a stage: its code, its label as shown, and its meaning.

    `color` is a name of `domain.value_colors`, "" for none.
    """

    code: str
    label: str
    meaning: str = ""
    color: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A colleague."""

    login: str
    name: str


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
class Money:
    """An amount with its ISO 4217 currency."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file of the record, which may have been removed from it since."""

    id: UUID
    name: str
    is_deleted: bool = False


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
    | Money
    | AttachedFile
    | Point
    | Reference
    | Deadline
    | NextStep
    | Address
    | Requisites
    | LineItem
    | tuple[Reference, ...]
    | tuple[Point, ...]
    | tuple[Address, ...]
    | tuple[Requisites, ...]
    | tuple[LineItem, ...]
    | tuple[str, ...]
    | tuple[int | Decimal | date | datetime | Choice | Person | Money | AttachedFile, ...]
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


def is_same(one: object, other: object) -> bool:
    """Say whether two values of a field are the same, whatever their records are called by now."""
    return _identity(one) == _identity(other)


def _identity(value: object) -> object:
    match value:
        case Choice():
            return Choice, value.code
        case Person():
            return Person, value.login
        case Reference():
            return value.kind, value.id
        case Point():
            return value.value, value.label
        case "" | ():
            return None
        case tuple():
            return tuple(map(_identity, value))
    return value
