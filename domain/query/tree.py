"""What a query means, as a tree.

Nodes are frozen values that compare by meaning: where they stood in the text is not kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from domain.records.fields import Field


@dataclass(frozen=True, slots=True)
class Empty:
    """The field has no value."""


@dataclass(frozen=True, slots=True)
class Present:
    """The field has a value."""


@dataclass(frozen=True, slots=True)
class HasWords:
    """Each of these folded words begins a word of one value of the field."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Equals:
    """The field's folded text is this."""

    folded: str


@dataclass(frozen=True, slots=True)
class HasDigits:
    """A phone of the field begins or ends with one of these runs of digits.

    `typed` is the phone as written, `keys` come of `phone_search_keys`.
    """

    typed: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The field has the value with this code: of a dictionary, a stage, a login, a currency.

    The code `me` of a field of people is whoever asks.
    """

    code: str


@dataclass(frozen=True, slots=True)
class IsSet:
    """The field is yes, or no."""

    yes: bool


@dataclass(frozen=True, slots=True)
class IsRecord:
    """The field points to the record with this key."""

    id: UUID


@dataclass(frozen=True, slots=True)
class Along:
    """The field points to a section at the end of a path: `Furniture/Office/Chairs`.

    `names` are the folded words that the names of the sections have, the outermost first; that
    may be any number of sections below the top.
    """

    names: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Between:
    """The number lies between two, None where it may be any; each is excluded unless it says so.

    An amount of money is also in the `currency` (ISO 4217), "" where it may be any.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    with_low: bool = True
    with_high: bool = True
    currency: str = ""


@dataclass(frozen=True, slots=True)
class During:
    """The day or moment lies in a period, from `start` up to `end`, which is excluded.

    Both are local and aware, None where the period is open. `typed` keeps the words, since
    "today" is another day tomorrow.
    """

    typed: str
    start: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True)
class DateParts:
    """The date has these parts; 0 stands for a part that may be any."""

    typed: str
    year: int
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Anniversary:
    """The day and month of the date lie in a period, whatever the year.

    `first` and `last` are `MM-DD`; the period goes over the end of the year where `first` is
    greater.
    """

    typed: str
    first: str
    last: str


Test = (
    Empty
    | Present
    | HasWords
    | Equals
    | HasDigits
    | Chosen
    | IsSet
    | IsRecord
    | Along
    | Between
    | During
    | DateParts
    | Anniversary
)
"""What may be asked of the value of a field."""


class Flag(StrEnum):
    """A condition that is one word."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    OVERDUE = "overdue"
    NO_NEXT_STEP = "no-next-step"
    OPEN = "open"
    DONE = "done"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold; without parts, always."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """One part holds, or several."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Node


@dataclass(frozen=True, slots=True)
class Words:
    """Every word begins a word anywhere in the record.

    With `is_phrase` they are whole words of it, side by side, or of the name of a person, in any
    order. `keys` are the digits of a phone that may be meant instead, see HasDigits.
    """

    typed: str
    words: tuple[str, ...]
    is_phrase: bool = False
    keys: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether they are words and nothing else: such can be looked for together."""
        return not self.is_phrase and not self.keys


@dataclass(frozen=True, slots=True)
class Flagged:
    """A condition that is one word holds."""

    flag: Flag


@dataclass(frozen=True, slots=True)
class Clause:
    """The field at the end of `path` passes one of the tests.

    The fields before it lead from record to record, such as from a contact to its companies; one
    linked record that passes is enough.
    """

    path: tuple[Field, ...]
    tests: tuple[Test, ...]

    @property
    def name(self) -> str:
        """The path as it is written: `companies.city`."""
        return ".".join(step.name for step in self.path)


Node = And | Or | Not | Words | Flagged | Clause

EVERYTHING = And(())
"""The meaning of an empty query."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query about records of one kind, read at the local moment `now`.

    `spans` tell where in the text the parts stand that must all hold, where the query is no choice
    between several.
    """

    kind: str
    root: Node
    now: datetime = field(compare=False)
    spans: tuple[slice, ...] = field(default=(), compare=False)

    @property
    def parts(self) -> tuple[Node, ...]:
        """The parts that must all hold."""
        return self.root.parts if isinstance(self.root, And) else (self.root,)
