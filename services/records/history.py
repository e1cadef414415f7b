"""The history of a record in words: field by field, with old and new values."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from domain.dates.calendar_names import full_day
from domain.dates.partial_date import format_partial_date
from domain.dictionaries import STAGES
from domain.i18n import _
from domain.money import format_amount, from_millionths
from domain.records.code_labels import code_label
from domain.records.fields import Column, Custom, Field, FieldType
from domain.records.kinds import KINDS
from domain.records.values import Value
from domain.verbs import describe_verb
from services.context import Context
from services.records.part_words import part_words
from services.records.showing import show_value
from storage.reads.dictionary_values import read_label
from storage.reads.field_sql import decoder, field_sql
from storage.reads.history import LoggedChange, read_history, read_last_actor
from storage.reads.records import read_title
from storage.values import moment_in, moment_out


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change as a person reads it; `at` is UTC, values are texts, empty where there is none."""

    at: datetime
    author: str
    action: str
    field: str
    old: str
    new: str


def history_of(
    context: Context, kind: str, key: UUID, limit: int | None = None, *, as_shown: bool = True
) -> Iterator[HistoryLine]:
    """Return what happened to a record, the newest first (FEATURES HIST-06).

    Amounts and days are `as_shown` to people, or else as programs read them.
    """
    words = ChangeWords(context, kind, as_shown=as_shown)
    for change in read_history(context.database.reader(), key, limit):
        yield from words.lines(change)


def was_last_changed_by_actor(context: Context, key: UUID) -> bool:
    """Say whether the person at work has made the last change of a record, here or elsewhere."""
    return read_last_actor(context.database.reader(), key) == context.actor.user_id


class ChangeWords:
    """Puts the changes of records of a kind into words, on the connection of the thread.

    Amounts and days are `as_shown` to people, or else as programs read them.
    """

    def __init__(self, context: Context, kind: str, *, as_shown: bool = True) -> None:
        self._context, self._table = context, KINDS[kind].table
        self._as_shown = as_shown
        self._has_currency = any(one.type is FieldType.CURRENCY for one in context.fields.of(kind))
        self._fields = {_stored_name(field): field for field in context.fields.of(kind)}
        if "due_at" in self._fields:
            self._fields["due_on"] = self._fields["due_at"]

    def lines(self, change: LoggedChange) -> Iterator[HistoryLine]:
        """Return a line for each field that a change concerns, with its old and new value."""
        connection = self._context.database.reader()
        if change.table != self._table:
            action = describe_verb(change.verb)
            for words in part_words(connection, change, as_shown=self._as_shown):
                yield HistoryLine(change.at, change.author, action, *words)
            return
        for name, (old, new) in change.values.items():
            field = self._fields.get(name)
            if name == "deleted_at":
                label = _("Deleted")
            elif field is None or field.read_only:
                continue
            else:
                label = _(field.label)
            texts = self._texts(field, change, (old, new))
            if name == "deleted_at" and old is not None and new is None:
                moment = moment_out(change.at)
                label = _("Brought back")
                texts = self._texts(None, change, (None, moment))
            line = HistoryLine(change.at, change.author, describe_verb(change.verb), label, *texts)
            if line.old != line.new:
                yield line

    def _texts(
        self, field: Field | None, change: LoggedChange, values: tuple[Any, Any]
    ) -> Sequence[str]:
        """Return what a field held before and after a change as a person reads it."""
        context, connection = self._context, self._context.database.reader()
        if not self._as_shown:
            return [_text(context, connection, field, value) for value in values]
        currencies: tuple[Any, Any] = ("", "")
        if field is not None and field.type is FieldType.AMOUNT and self._has_currency:
            currencies = change.on_both_sides(connection, "currency")
        return [
            _shown(context, field, value, currency or "")
            or _text(context, connection, field, value)
            for value, currency in zip(values, currencies, strict=True)
        ]


def _shown(context: Context, field: Field | None, value: Any, currency: str) -> str:
    """Return an amount or a day as it is shown to people, "" for any other value."""
    if value is None or value == "":
        return ""
    if field is not None and isinstance(field.store, Custom):
        found = _custom_value(context, context.database.reader(), field, value)
        return _said(context, found) if isinstance(found, date) else ""
    match FieldType.MOMENT if field is None else field.type:
        case FieldType.AMOUNT:
            return format_amount(from_millionths(int(value)), currency)
        case FieldType.MOMENT | FieldType.DEADLINE if isinstance(value, int):
            return _said(context, moment_in(value))
        case FieldType.DATE | FieldType.DEADLINE:
            return _said(context, date.fromisoformat(value))
        case FieldType.PARTIAL_DATE:
            return format_partial_date(value)
    return ""


def _said(context: Context, when: date) -> str:
    """Return a day, or a moment, with its year: what happened then is no longer `tomorrow`."""
    if not isinstance(when, datetime):
        return full_day(when.day, when.month, when.year)
    local = when.astimezone(context.zone)
    return f"{full_day(local.day, local.month, local.year)} {local:%H:%M}"


def _stored_name(field: Field) -> str:
    match field.store:
        case Column(name):
            return name
        case Custom():
            return f"custom.{field.name}"
    return f"({field.name})"


def _text(context: Context, connection: sqlite3.Connection, field: Field | None, value: Any) -> str:
    """Return a stored value as a person reads it."""
    if value is None or value == "":
        return ""
    is_moment = field is None or field.type in (FieldType.MOMENT, FieldType.DEADLINE)
    if is_moment and isinstance(value, int):
        return f"{moment_in(value).astimezone(context.zone):%Y-%m-%d %H:%M}"
    if field is None:
        return str(value)
    if isinstance(field.store, Custom):
        return _custom_text(context, connection, field, value)
    match field.type:
        case FieldType.AMOUNT:
            return f"{from_millionths(int(value)):f}"
        case FieldType.CODE:
            return code_label(value)
        case FieldType.BOOL:
            return _("yes") if value else _("no")
        case FieldType.USER:
            return _one(connection, 'SELECT login FROM "user" WHERE id = ?', value)
        case FieldType.CHOICE | FieldType.STAGE:
            dictionary = STAGES if field.type is FieldType.STAGE else str(field.choices)
            return read_label(connection, dictionary, bytes.fromhex(value)) or str(value)
        case FieldType.RECORD:
            return read_title(connection, field.target or "", UUID(hex=value)) or str(value)
    return str(value)


def _custom_text(context: Context, connection: sqlite3.Connection, field: Field, value: str) -> str:
    """Return the JSON of a custom value as a person reads it, by the names that hold today."""
    return show_value(context, field, _custom_value(context, connection, field, value))


def _custom_value(
    context: Context, connection: sqlite3.Connection, field: Field, value: str
) -> Value:
    (read,) = connection.execute(
        f"SELECT {field_sql(field)} FROM (SELECT json_object(?, json(?)) AS custom) r",
        (field.name, value),
    ).fetchone()
    return decoder(field, context.zone)(read)


def _one(connection: sqlite3.Connection, sql: str, key: str) -> str:
    row = connection.execute(sql, (bytes.fromhex(key),)).fetchone()
    return str(row[0]) if row else key
