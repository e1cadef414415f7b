"""The field registry: what is known of every field of every kind of record.

Forms, cards, lists, filters, search, import and export are driven by this one description, so a
field that is added here appears in all of them (FEATURES CF-02). The registry says *where* a value
is kept, never how to fetch it: the storage floor turns a `store` into SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.errors import BadInput
from domain.i18n import _
from domain.records.kinds import KINDS


class FieldType(StrEnum):
    """What a value of a field is, and so how it is typed, shown and compared."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    AMOUNT = "amount"
    MONEY = "money"
    CURRENCY = "currency"
    DATE = "date"
    PARTIAL_DATE = "partial_date"
    MOMENT = "moment"
    DEADLINE = "deadline"
    BOOL = "bool"
    CODE = "code"
    CHOICE = "choice"
    STAGE = "stage"
    USER = "user"
    RECORD = "record"
    FILE = "file"
    PHONE = "phone"
    EMAIL = "email"
    SITE = "site"
    MESSENGER = "messenger"
    ADDRESS = "address"
    REQUISITES = "requisites"
    LINE_ITEM = "line_item"


ROW_TYPES = frozenset({FieldType.ADDRESS, FieldType.REQUISITES, FieldType.LINE_ITEM})
"""Types whose values have several columns, see `domain.parts`."""

MONEY_TYPES = frozenset({FieldType.AMOUNT, FieldType.MONEY})
"""Types of amounts of money: each has a currency, AMOUNT in the field `currency` of its record."""


@dataclass(frozen=True, slots=True)
class Column:
    """A value in a column of the record's own table."""

    name: str


@dataclass(frozen=True, slots=True)
class Custom:
    """A value in the record's JSON column, under the name of the field, see `storage.custom`."""


@dataclass(frozen=True, slots=True)
class Points:
    """Values in `contact_point`, of the type that the field has."""


@dataclass(frozen=True, slots=True)
class AddressPart:
    """A column of the record's first address."""

    column: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Values of one of ROW_TYPES, each a row of `table`, in the order of its column `sort`."""

    table: str


@dataclass(frozen=True, slots=True)
class LinkTable:
    """Links to other records in a table of their own.

    `own` and `other` are columns of `table`; `kind_column` is set where `other` is half of a pair
    (`record_kind`, `record_id`), `role` where the table has links of several roles, in its column
    `role`. The link with the lowest `sort` is the main one.
    """

    table: str
    own: str
    other: str
    kind_column: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Tags:
    """Short texts, no two alike, as rows of `table`; its column `own` says whose they are.

    `tag` is one as typed, `folded` the form in which they are compared, see `domain.tags`.
    """

    table: str
    own: str


@dataclass(frozen=True, slots=True)
class PriceOf:
    """The price of a product of this type, in `product_price`, see `domain.catalog.prices`."""

    price_type: str


@dataclass(frozen=True, slots=True)
class Computed:
    """A value that is kept nowhere, see `domain.records.computed_fields`.

    `of` names the fields of the record whose values it gathers, where it does that.
    """

    of: tuple[str, ...] = ()


Store = Column | Custom | Points | AddressPart | Rows | LinkTable | Tags | PriceOf | Computed


@dataclass(frozen=True, slots=True)
class Field:
    """One field of one kind of record.

    `label` is a message id: translate it where it is shown. `choices` names the dictionary of a
    CHOICE field, lists the codes of a CODE field, or is the currency of what is typed without one
    into a MONEY field. `target` is the kind a RECORD field points to.
    `first_label` is its label where somebody has given it another: it is found by both.
    `width` is the usual width of a list column in cells; 0 keeps the field out of lists by default.
    `least` and `most` bound a number. `by_intake` marks what whatever brings records in fills, such
    as an import: forms do not ask for it. `usual` is what a form for a new record begins with.
    """

    kind: str
    name: str
    label: str
    type: FieldType
    store: Store
    choices: str | tuple[str, ...] | None = None
    target: str | None = None
    multiple: bool = False
    searchable: bool = False
    printable: bool = False
    read_only: bool = False
    width: int = 0
    least: int | None = None
    most: int | None = None
    by_intake: bool = False
    first_label: str = ""
    usual: bool | None = None

    @property
    def is_custom(self) -> bool:
        """Whether somebody has added the field to this database (FEATURES CF-01)."""
        return isinstance(self.store, Custom)

    def without_sign(self, typed: str) -> str:
        """Return a number as typed, without the `%` that the label of the field has already."""
        return typed.strip().removesuffix("%") if "%" in self.label else typed

    @property
    def link_columns(self) -> dict[str, str]:
        """What the links of the field hold in columns that tell them from those of other fields."""
        store = self.store
        columns: dict[str, str] = {}
        if isinstance(store, LinkTable) and store.kind_column:
            columns[store.kind_column] = self.target or "user"
        if isinstance(store, LinkTable) and store.role is not None:
            columns["role"] = store.role
        return columns


class FieldRegistry:
    """All fields, in the order in which a card shows them. It never changes once made."""

    def __init__(self, fields: Iterable[Field]) -> None:
        self._by_kind: dict[str, dict[str, Field]] = {name: {} for name in KINDS}
        for field in fields:
            self._by_kind.setdefault(field.kind, {})[field.name] = field

    def __iter__(self) -> Iterator[Field]:
        for fields in self._by_kind.values():
            yield from fields.values()

    def of(self, kind: str) -> Sequence[Field]:
        """Return the fields of a kind."""
        return tuple(self._by_kind[kind].values())

    def get(self, kind: str, name: str) -> Field:
        """Return one field. Raises BadInput, naming the nearest, when there is none."""
        try:
            return self._by_kind[kind][name]
        except KeyError:
            raise BadInput(_unknown_field(kind, name, list(self._by_kind[kind])), name) from None

    def has(self, kind: str, name: str) -> bool:
        """Say whether a kind has a field of this name."""
        return name in self._by_kind[kind]

    def labelled(self, labels: Mapping[tuple[str, str], str]) -> FieldRegistry:
        """Return a registry with other labels for the fields of these kinds and names."""
        return FieldRegistry(
            replace(field, label=label, first_label=field.label)
            if (label := labels.get((field.kind, field.name)))
            else field
            for field in self
        )

    def with_field(self, field: Field) -> FieldRegistry:
        """Return a registry that also has `field`."""
        return FieldRegistry([*self, field])


def _unknown_field(kind: str, name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1, cutoff=0.5)
    if near:
        return _("{kind}: there is no field “{name}”. Did you mean “{near}”?").format(
            kind=_(KINDS[kind].label), name=name, near=near[0]
        )
    return _("{kind}: there is no field “{name}”. There are: {known}.").format(
        kind=_(KINDS[kind].label), name=name, known=", ".join(known)
    )
