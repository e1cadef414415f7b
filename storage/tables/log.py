"""The change log: one row for each row changed, grouped by use case."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Text
from sqlalchemy import text as sql
from sqlmodel import Field, SQLModel

from storage.tables.base import reference


class ChangeUnit(SQLModel, table=True):
    """One use case that changed something.

    `clock` is a hybrid logical clock: milliseconds since 1970 in UTC, shifted left by 16 bits, plus
    a counter; it never runs backwards, and with `device` it names the unit everywhere.
    `undoes` is the unit that this one reverts, if any. A use case that takes long is written in
    parts, so that others have their turn: each is a unit, all but the first `part_of` that one, and
    they are one step to undo, which is written in parts likewise.
    """

    __tablename__ = "change_unit"
    __table_args__ = (
        Index("change_unit_by_actor", "actor", "seq"),
        Index("change_unit_undoes", "undoes"),
        Index("change_unit_by_clock", "clock"),
        Index("change_unit_parts", "part_of", sqlite_where=sql("part_of IS NOT NULL")),
    )

    seq: int | None = Field(default=None, sa_column=Column(Integer, primary_key=True))
    clock: int = Field(sa_type=BigInteger)
    device: UUID = reference(required=True)
    actor: UUID | None = reference()
    verb: str
    undoes: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("change_unit.seq"), nullable=True)
    )
    part_of: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("change_unit.seq"), nullable=True)
    )


class Change(SQLModel, table=True):
    """One row that was inserted (`op` I), updated (U) or deleted (D).

    `old` is a JSON object of the values that the changed columns had before (of all columns for a
    deletion, NULL for an insertion). A column that was NULL stands there as null; one that did not
    change is absent. Keys stand in hexadecimal, values of custom fields as JSON text. `owner` is
    the record in whose history the change shows: the row itself, or what it is part of.
    """

    __tablename__ = "change"
    __table_args__ = (
        Index("change_by_record", "record", "seq"),
        Index("change_by_owner", "owner", "seq"),
        Index("change_by_unit", "unit"),
        Index("change_deletions", "kind", "seq", sqlite_where=sql("op = 'D'")),
    )

    seq: int | None = Field(default=None, sa_column=Column(Integer, primary_key=True))
    unit: int = Field(sa_column=Column(Integer, ForeignKey("change_unit.seq"), nullable=False))
    kind: str
    record: UUID = reference(required=True)
    owner: UUID = reference(required=True)
    op: str
    old: str | None = Field(default=None, sa_type=Text)
