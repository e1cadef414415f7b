"""Saving a record that somebody else has changed, or deleted, since it was shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from domain.dates.when import say_when
from domain.errors import Conflict, NotFound
from domain.i18n import _
from domain.records.fields import (
    AddressPart,
    Column,
    Custom,
    Field,
    FieldType,
    LinkTable,
    Points,
    PriceOf,
    Rows,
    Tags,
)
from domain.records.kinds import KINDS
from domain.records.values import Value, is_same
from services.context import Context
from services.records.showing import show_value
from storage.reads.history import LoggedChange, read_history
from storage.reads.records import read_record

if TYPE_CHECKING:
    from storage.tables.base import Record
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that two people have changed: what it would hold, and what it holds.

    `author` is the name of who changed it last, at the moment `at` (UTC); the change log knows of
    neither where the field was filled beside it, and then they are "" and None.
    """

    field: Field
    mine: Value
    theirs: Value
    author: str
    at: datetime | None

    def who(self, now: datetime) -> str:
        """Say who has changed the field, and when: “Anna, today 11:02”."""
        return _who(self.author, self.at, now)


class EditConflict(Conflict):
    """Somebody else has changed fields that were to be changed; nothing was written."""

    def __init__(self, message: str, clashes: tuple[Clash, ...]) -> None:
        super().__init__(message)
        self.clashes = clashes


class RecordGone(NotFound):
    """The record to be changed was deleted; `is_in_bin` says whether it can be brought back."""

    def __init__(self, message: str, *, is_in_bin: bool) -> None:
        super().__init__(message)
        self.is_in_bin = is_in_bin


TOGETHER = frozenset({"status", "junk_reason"})
"""Fields of a lead of which one cannot be written without the other."""


def left_to_write(
    context: Context,
    unit: Unit,
    kind: str,
    key: UUID,
    data: Mapping[str, object],
    shown: Mapping[str, Value],
    write: Callable[[Mapping[str, object]], object],
) -> Mapping[str, object]:
    """Return what of `data` is still to be written, by `write`.

    `shown` is what stood in the fields when they were changed. What somebody else has changed stays
    where it was left as shown, or was changed in the same way. Raises EditConflict where a field of
    `data` was changed in two ways.
    """
    connection = unit.connection
    fields = [context.fields.get(kind, name) for name in data if name in shown]
    theirs = _values(connection, kind, key, fields)
    others = [field for field in fields if not is_same(theirs[field.name], shown[field.name])]
    if not others:
        return data
    mine = _values_after(unit, kind, key, others, data, write)
    clashes = []
    for field in others:
        name = field.name
        if not is_same(mine[name], theirs[name]) and not is_same(mine[name], shown[name]):
            author, at = _last_change(unit, key, partial(_is_of, field))
            clashes.append(Clash(field, mine[name], theirs[name], author, at))
    if clashes:
        raise EditConflict(_explain(context, clashes), tuple(clashes))
    return {name: data[name] for name in data if name not in {field.name for field in others}}


def check_there(
    context: Context, unit: Unit, kind: str, key: UUID, *, revive: bool = False
) -> None:
    """Raise RecordGone, saying who has deleted a record and when, where it is not there any more.

    With `revive` it is brought back from the bin instead.
    """
    # What opens a form with what others changed comes here, too, and that loads no tables.
    from storage.tables import MODELS

    record = cast("Record | None", unit.get(cast("Any", MODELS[KINDS[kind].table]), key))
    if record is not None and (record.deleted_at is None or revive):
        record.deleted_at = None
        return
    author, at = _last_change(
        unit, key, lambda change: change.op == "D" or "deleted_at" in change.values
    )
    who = _who(author, at, context.now())
    if record is None:
        raise RecordGone(_("It was deleted for good ({who}).").format(who=who), is_in_bin=False)
    raise RecordGone(_("It was deleted ({who}).").format(who=who), is_in_bin=True)


def _values(
    connection: sqlite3.Connection, kind: str, key: UUID, fields: Sequence[Field]
) -> Mapping[str, Value]:
    view = read_record(connection, kind, key, fields)
    assert view is not None
    return view.values


def _values_after(
    unit: Unit,
    kind: str,
    key: UUID,
    fields: Sequence[Field],
    data: Mapping[str, object],
    write: Callable[[Mapping[str, object]], object],
) -> Mapping[str, Value]:
    """Return what the fields would hold; nothing is written."""
    names = {field.name for field in fields}
    if names & TOGETHER:
        names |= TOGETHER & data.keys()
    with unit.session.begin_nested() as trial:
        write({name: data[name] for name in data if name in names})
        values = _values(unit.connection, kind, key, fields)
        trial.rollback()
    return values


def _last_change(
    unit: Unit, key: UUID, is_meant: Callable[[LoggedChange], bool]
) -> tuple[str, datetime | None]:
    """Return who has made the last of the changes that are meant, and when."""
    for change in read_history(unit.connection, key):
        if change.unit != unit.seq and is_meant(change):
            return change.author, change.at
    return "", None


def who_changed(context: Context, unit: Unit, key: UUID, rows: Collection[UUID]) -> str:
    """Say who has changed one of these rows of a record last: “Anna, today 11:02”."""
    meant = {row.bytes for row in rows}
    author, at = _last_change(unit, key, lambda change: change.record in meant)
    return _who(author, at, context.now())


def _is_of(field: Field, change: LoggedChange) -> bool:
    """Say whether a change in the log is one of this field."""
    values, own = change.values, KINDS[field.kind].table
    match field.store:
        case Column(column):
            columns = {column, "due_on"} if field.type is FieldType.DEADLINE else {column}
            return change.table == own and not columns.isdisjoint(values)
        case Custom():
            return change.table == own and f"custom.{field.name}" in values
        case Points():
            type_ = field.type.value
            return change.table == "contact_point" and type_ in values.get("type", (type_,))
        case AddressPart(column):
            return change.table == "address" and column in values
        case Rows(table):
            return change.table == table
        case LinkTable(table):
            return change.table == table and all(
                held in values.get(column, (held,)) for column, held in field.link_columns.items()
            )
        case Tags(table):
            return change.table == table
        case PriceOf(price_type):
            return change.table == "product_price" and price_type in values.get(
                "price_type", (price_type,)
            )
    return False


def _explain(context: Context, clashes: Sequence[Clash]) -> str:
    """Return a sentence for each field: what it holds, since when, and what it would hold."""
    now = context.now()
    return " ".join(
        _("{field} has been changed meanwhile ({who}): “{theirs}”; you have “{mine}”.").format(
            field=_(clash.field.label),
            who=clash.who(now),
            theirs=show_value(context, clash.field, clash.theirs, now=now),
            mine=show_value(context, clash.field, clash.mine, now=now),
        )
        for clash in clashes
    )


def _who(author: str, at: datetime | None, now: datetime) -> str:
    said = (author, say_when(at.astimezone(now.tzinfo), now) if at else "")
    return ", ".join(filter(None, said)) or _("somebody")
