"""Rows of a list of records: any kind, any columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as held
from decimal import Decimal
from uuid import UUID

from domain.records.fields import Field
from domain.records.values import Value


@dataclass(frozen=True, slots=True)
class Sort:
    """A column by which a list is sorted. Records without a value come last either way.

    `worths` tells, by its code, what a currency is worth beside the others, where amounts of
    several are sorted; a currency that it does not have cannot be compared.
    """

    field: Field
    descending: bool = False
    worths: Mapping[str, float] = held(default_factory=dict, compare=False)


Place = tuple[str | int | float | bytes | None, ...]
"""Where a row stands in its list: the values it is sorted by, its key the last of them."""


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record in a list: its title, the values of the columns asked for, and its place."""

    id: UUID
    title: str
    values: tuple[Value, ...]
    place: Place

    @property
    def key(self) -> UUID:
        """What names this row in a list."""
        return self.id

    @property
    def is_heading(self) -> bool:
        """A record is never a heading."""
        return False


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of amounts in one currency, "" where none is given, and how many they are."""

    currency: str
    amount: Decimal
    count: int
