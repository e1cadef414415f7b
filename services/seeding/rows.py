"""What rows of a made-up base are made of: columns, keys, and moments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random
from typing import Final, TypeVar

from storage.values import moment_out

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "contact_point": (
        *("id", "record_kind", "record_id", "type", "label", "value", "e164", "national"),
        *("reversed", "folded", "sort", "is_valid"),
    ),
    "lead": (
        *("id", "created_by", "created_at", "updated_at", "first_name", "middle_name", "last_name"),
        *("company_title", "folded_name", "status_id", "junk_reason_id", "converted_at"),
        *("source_id", "utm_source", "utm_medium", "source_address", "responsible_id"),
    ),
    "lead_result": ("id", "lead_id", "record_kind", "record_id", "is_new"),
    "company": (
        *("id", "created_by", "created_at", "updated_at", "title", "folded_title", "type_id"),
        *("industry_id", "annual_turnover", "currency", "employees", "responsible_id", "comment"),
    ),
    "contact": (
        *("id", "created_by", "created_at", "updated_at", "first_name", "middle_name", "last_name"),
        *("folded_name", "birth_date", "position", "department", "type_id", "source_id"),
        *("responsible_id", "comment", "lead_id"),
    ),
    "contact_company": ("id", "contact_id", "company_id", "sort"),
    "address": (
        *("id", "record_kind", "record_id", "label", "street", "city", "region", "postal_code"),
        *("country", "sort"),
    ),
    "deal": (
        *("id", "created_by", "created_at", "updated_at", "title", "folded_title", "amount"),
        *("currency", "stage_id", "stage_at", "probability", "close_date", "company_id", "type_id"),
        *("source_id", "responsible_id", "comment", "lead_id"),
    ),
    "deal_contact": ("id", "deal_id", "contact_id", "role", "sort"),
    "activity": (
        *("id", "created_by", "created_at", "updated_at", "kind", "subject", "direction"),
        *("start_at", "due_at", "due_on", "remind_minutes", "remind_at", "is_important"),
        *("responsible_id", "done_at", "outcome_id", "result", "duration_seconds", "previous_id"),
        *("attempt", "planned_minutes"),
    ),
    "activity_link": ("id", "activity_id", "record_kind", "record_id", "sort"),
    "activity_participant": ("id", "activity_id", "record_kind", "record_id", "sort"),
    "section": (
        *("id", "created_by", "created_at", "updated_at", "name", "folded_name", "parent_id"),
        *("sort", "responsible_id"),
    ),
    "product": (
        *("id", "created_by", "created_at", "updated_at", "name", "folded_name", "code"),
        *("bar_code", "section_id", "is_active", "unit_id", "tax_rate_id", "description"),
        *("custom", "responsible_id"),
    ),
    "product_price": ("id", "product_id", "price_type", "amount", "currency"),
}
"""The columns that are filled, by table; a table stands after those that it refers to.

What belongs to a lead stands before it, for nothing is added to one that is converted.
"""

BATCH_SIZE: Final = 10_000
"""Records of one kind that are made before they are written."""

DONE_OF: Final = 3
"""For how many open activities one is made that is done."""

SECOND_MICROS: Final = 1_000_000
MINUTE_MICROS: Final = 60 * SECOND_MICROS
HOUR_MICROS: Final = 60 * MINUTE_MICROS
DAY_MICROS: Final = 24 * HOUR_MICROS

_ODD: Final = 0x1E37_79B9_7F4A_7C15
_TAIL_MASK: Final = (1 << 62) - 1

Values = tuple[object, ...]
ChoiceT = TypeVar("ChoiceT")


@dataclass(frozen=True, slots=True)
class Choices:
    """The stored keys of stages and values of dictionaries that a base has, in their order.

    Stages, outcomes and statuses of leads stand by what they mean. A list that is empty in the
    base holds one None.
    """

    company_types: Sequence[bytes | None]
    contact_types: Sequence[bytes | None]
    deal_types: Sequence[bytes | None]
    industries: Sequence[bytes | None]
    sources: Sequence[bytes | None]
    junk_reasons: Sequence[bytes | None]
    lead_statuses: Mapping[str, Sequence[bytes | None]]
    outcomes: Mapping[str, Sequence[bytes | None]]
    stages: Mapping[str, Sequence[bytes | None]]
    units: Sequence[bytes | None]
    tax_rates: Sequence[bytes | None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How much to make and for whom: the key of the person, the moment, the country at hand.

    `midnight` is the beginning of today where the person is, and `region` the ISO 3166-1 code of
    the country whose phone numbers are typed without a prefix. `colors` are the codes of what
    products are chosen in.
    """

    contacts: int
    companies: int
    deals: int
    leads: int
    activities: int
    user: bytes
    midnight: datetime
    region: str
    choices: Choices
    products: int = 0
    sections: int = 0
    colors: Sequence[str] = ()

    @property
    def done_activities(self) -> int:
        """How many activities are made that are done, beside the open ones."""
        return self.activities // DONE_OF


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows in stored form by table, in the order of `COLUMNS`; `records` of them are records."""

    records: int
    rows: dict[str, list[Values]] = field(default_factory=lambda: {name: [] for name in COLUMNS})


def batches(count: int, make: Callable[[int, Batch], None]) -> Iterator[Batch]:
    """Make `count` records in batches; `make` gets the number of each, and where it goes to."""
    for start in range(0, count, BATCH_SIZE):
        numbers = range(start, min(start + BATCH_SIZE, count))
        batch = Batch(len(numbers))
        for number in numbers:
            make(number, batch)
        yield batch


class KeySeries:
    """The keys of one kind of rows. They follow from the number, so none need be remembered.

    They have the form of UUIDv7 (RFC 9562) and sort by time and number. What stands for the random
    bits runs through all 62-bit numbers from a drawn one on, so no key occurs twice.
    """

    def __init__(self, random: Random) -> None:
        self._offset = random.getrandbits(62)
        self._next = 0

    def next_key(self, micros: int) -> bytes:
        """Return the key of the row that follows those asked for so, made at this moment."""
        self._next += 1
        return self.key(self._next - 1, micros)

    def key(self, number: int, micros: int) -> bytes:
        """Return the key of the row with this number, made at this moment."""
        head = (micros // 1000) << 16 | 0x7000 | number & 0xFFF
        tail = (1 << 63) | (self._offset + number * _ODD) & _TAIL_MASK
        return (head << 64 | tail).to_bytes(16)


class Period:
    """The days over which records of a kind were made, one after the other, evenly.

    `first` and `last` are days before `midnight`, which is the beginning of today.
    """

    def __init__(self, midnight: datetime, first: int, last: int, count: int) -> None:
        self._start = moment_out(midnight) - first * DAY_MICROS
        self._step = (first - last) * DAY_MICROS // max(count, 1)

    def made_at(self, number: int) -> int:
        """Return the moment, as stored, when the record with this number was made."""
        return self._start + number * self._step

    def working_time(self, random: Random, micros: int, days: int) -> int:
        """Return a moment between 9 and 18 h on one of the `days` days after that of `micros`."""
        day = (micros - self._start) // DAY_MICROS + 1 + int(random.random() * days)
        return self._start + day * DAY_MICROS + int((9 + 9 * random.random()) * HOUR_MICROS)


def pick(random: Random, choices: Sequence[ChoiceT]) -> ChoiceT:
    """Return one of `choices`, all being equally likely, faster than `Random.choice` does."""
    return choices[int(random.random() * len(choices))]


def changed_at(random: Random, made: int, days: int) -> int:
    """Return when a record made at `made` was last changed within some days; often it never was."""
    draw = random.random()
    return made if draw < 0.5 else made + int(days * DAY_MICROS * (draw - 0.5) * 2)


def day_start(now: datetime, days: int = 0) -> datetime:
    """Return the beginning of the local day that lies `days` after that of `now`."""
    return datetime.combine(now.date() + timedelta(days=days), time(), tzinfo=now.tzinfo)
