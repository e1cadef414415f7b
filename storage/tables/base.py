"""Column types and the columns that several tables share."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, LargeBinary, String, Text, types
from sqlalchemy import text as sql
from sqlalchemy.engine import Dialect
from sqlmodel import Field, SQLModel

from domain.ids import new_id
from domain.money import from_millionths, to_millionths
from storage.values import key_in, key_out, moment_in, moment_out

LOGGED: dict[str, Any] = {"info": {"logged": True}}
"""Table arguments of a table whose every change goes to the change log."""


def logged_under(column: str) -> dict[str, Any]:
    """Return the arguments of a table whose rows are part of the record that `column` names."""
    return {"info": {"logged": True, "owner": column}}


class Key(types.TypeDecorator[UUID]):
    """A UUID as 16 bytes."""

    impl = LargeBinary(16)
    cache_ok = True

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> bytes | None:
        return None if value is None else key_out(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> UUID | None:
        return None if value is None else key_in(value)


class Moment(types.TypeDecorator[datetime]):
    """An aware UTC moment as microseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else moment_out(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else moment_in(value)


class Day(types.TypeDecorator[date]):
    """A day as ISO text."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Amount(types.TypeDecorator[Decimal]):
    """A money amount as an integer of millionths."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else to_millionths(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else from_millionths(value)


class Exact(types.TypeDecorator[Decimal]):
    """A quantity, unit price or rate as exact decimal text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else f"{value:f}"

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


def utc_now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)


def text() -> Any:
    """Return a field of text that is empty rather than NULL."""
    return Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})


def flag() -> Any:
    """Return a field that is false unless set."""
    return Field(default=False, sa_column_kwargs={"server_default": "0"})


def active() -> Any:
    """Return a field that is true until what it stands for is taken out of use."""
    return Field(default=True, sa_column_kwargs={"server_default": "1"})


def number(default: int = 0) -> Any:
    """Return a field with a whole number."""
    return Field(default=default, sa_column_kwargs={"server_default": str(default)})


def reference(table: str | None = None, *, required: bool = False, index: bool = False) -> Any:
    """Return a field that holds a key, of `table` where one is named."""
    options: dict[str, Any] = {"sa_type": Key, "index": index}
    if table is not None:
        options["foreign_key"] = f"{table}.id"
    if not required:
        options["default"] = None
    return Field(**options)


def moment() -> Any:
    """Return a nullable field with a moment."""
    return Field(default=None, sa_type=Moment)


def day() -> Any:
    """Return a nullable field with a day."""
    return Field(default=None, sa_type=Day)


def amount() -> Any:
    """Return a nullable field with a money amount; its currency stands in a field beside it."""
    return Field(default=None, sa_type=Amount)


def origin_index(table: str) -> Index:
    """Return the index by which the records are found that a lead was converted into."""
    return Index(f"{table}_of_lead", "lead_id", sqlite_where=sql("lead_id IS NOT NULL"))


def bin_index(table: str) -> Index:
    """Return an index over the records of a table that are in the bin."""
    return Index(f"{table}_in_bin", "deleted_at", sqlite_where=sql("deleted_at IS NOT NULL"))


def of_everybody(table: str, column: str) -> Index:
    """Return the index by which a table has one row for everybody.

    NULL, which stands for everybody, is never the same as another NULL in the index of all rows.
    """
    where = sql("user_id IS NULL")
    return Index(f"{table}_of_everybody", column, unique=True, sqlite_where=where)


def exact() -> Any:
    """Return a nullable field with an exact decimal number."""
    return Field(default=None, sa_type=Exact)


class Row(SQLModel):
    """A row with a key of its own."""

    id: UUID = Field(default_factory=new_id, primary_key=True, sa_type=Key)


class Named:
    """A record with a search form of its names, which `fold_names` composes."""

    def fold_names(self) -> None:
        """Bring the search form in step with the names."""
        raise NotImplementedError


class Record(Row):
    """What every kind of record has: who made it, when it changed, the bin, custom fields.

    `custom` is a JSON object from the names of custom fields to their values; a field without a
    value has no entry.
    """

    external_id: str = text()
    custom: str = Field(default="{}", sa_type=Text, sa_column_kwargs={"server_default": "{}"})
    created_by: UUID | None = reference()
    created_at: datetime = Field(default_factory=utc_now, sa_type=Moment)
    updated_at: datetime = Field(
        default_factory=utc_now, sa_type=Moment, sa_column_kwargs={"onupdate": utc_now}
    )
    deleted_at: datetime | None = moment()
