"""The history of a record in words: field by field, with old and new values."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.dictionaries import STAGES
from domain.fields import Column, Custom, Field, FieldType
from domain.i18n import _
from domain.kinds import KINDS
from domain.money import from_millionths
from domain.parts import PART_TYPES, PartColumn, PartType
from domain.point_labels import show_label
from domain.verbs import describe_verb
from services.context import Context
from services.records.showing import show_value
from storage.reads.dictionary_values import read_label
from storage.reads.field_sql import decoder, field_sql
from storage.reads.history import LoggedChange, read_history, read_last_actor
from storage.reads.records import read_title
from storage.values import moment_in

_PARTS = {
    "contact_point": ("value",),
    "address": ("street", "city", "region", "postal_code", "country", "label"),
    "requisites": ("tax_id", "legal_name", "name", "account"),
    "line_item": ("name",),
    "contact_company": ("company_id",),
    "deal_contact": ("contact_id",),
    "activity_link": ("record_id",),
    "activity_participant": ("record_id",),
    "attachment": ("name",),
    "lead_result": ("lead_id",),
}
"""The columns that tell what a part of a record is about, by the table of the part.

The first of them that has a value says it.
"""
_PART_TABLES = {part.table: part for part in PART_TYPES.values()}
_KEYS = frozenset({"company_id", "contact_id", "lead_id", "record_id"})


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
    context: Context, kind: str, key: UUID, limit: int | None = None
) -> Iterator[HistoryLine]:
    """Return what happened to a record, the newest first (FEATURES HIST-06)."""
    words = ChangeWords(context, kind)
    for change in read_history(context.database.reader(), key, limit):
        yield from words.lines(change)


def was_last_changed_by_actor(context: Context, key: UUID) -> bool:
    """Say whether the person at work has made the last change of a record, here or elsewhere."""
    return read_last_actor(context.database.reader(), key) == context.actor.user_id


class ChangeWords:
    """Puts the changes of records of a kind into words, on the connection of the thread."""

    def __init__(self, context: Context, kind: str) -> None:
        self._context, self._table = context, KINDS[kind].table
        self._fields = {_stored_name(field): field for field in context.fields.of(kind)}
        if "due_at" in self._fields:
            self._fields["due_on"] = self._fields["due_at"]

    def lines(self, change: LoggedChange) -> Iterator[HistoryLine]:
        """Return a line for each field that a change concerns, with its old and new value."""
        context, connection = self._context, self._context.database.reader()
        if change.table != self._table:
            part = _PART_TABLES.get(change.table) if change.op == "U" else None
            yield from _column_lines(part, change) if part else [_part_line(connection, change)]
            return
        for name, (old, new) in change.values.items():
            field = self._fields.get(name)
            if name == "deleted_at":
                label = _("Deleted")
            elif field is None or field.read_only:
                continue
            else:
                label = _(field.label)
            texts = (_text(context, connection, field, v) for v in (old, new))
            line = HistoryLine(change.at, change.author, describe_verb(change.verb), label, *texts)
            if line.old != line.new:
                yield line


def _stored_name(field: Field) -> str:
    match field.store:
        case Column(name):
            return name
        case Custom():
            return f"custom.{field.name}"
    return f"({field.name})"


def _part_line(connection: sqlite3.Connection, change: LoggedChange) -> HistoryLine:
    column = _telling_column(change)
    old, new = change.values.get(column, (None, None))
    if change.op == "U" and column not in change.values:
        column, (old, new) = next(iter(change.values.items()))
    texts = (_part_text(connection, change, v) for v in (old, new))
    return HistoryLine(
        change.at, change.author, describe_verb(change.verb), _part_label(change.table), *texts
    )


def _column_lines(part: PartType, change: LoggedChange) -> Iterator[HistoryLine]:
    """Return a line for each column of a part, such as the bank of requisites, that changed."""
    action = describe_verb(change.verb)
    for column in part.columns:
        if column.name in change.values:
            label = f"{_(part.label)}: {_(column.label)}"
            old, new = (_column_text(column, value) for value in change.values[column.name])
            yield HistoryLine(change.at, change.author, action, label, old, new)


def _column_text(column: PartColumn, value: Any) -> str:
    if column.type is FieldType.BOOL:
        return _("yes") if value else _("no")
    text = "" if value is None else str(value)
    return show_label(text) if column.name == "label" else text


def _telling_column(change: LoggedChange) -> str:
    columns = _PARTS.get(change.table, ("id",))
    return next((name for name in columns if any(change.values.get(name, ()))), columns[0])


def _part_text(connection: sqlite3.Connection, change: LoggedChange, value: Any) -> str:
    if value is None or _telling_column(change) not in _KEYS:
        return "" if value is None else str(value)
    kinds = change.values.get("record_kind", (None, None))
    pairs = {"contact_company": "company", "deal_contact": "contact", "lead_result": "lead"}
    named = pairs.get(change.table)
    kind = named or kinds[1] or kinds[0] or ""
    title = read_title(connection, kind, UUID(hex=value)) if kind in KINDS else None
    return title or str(value)


def _part_label(table: str) -> str:
    return {
        "contact_point": _("Phones and e-mails"),
        "address": _("Address"),
        "contact_company": _("Companies"),
        "deal_contact": _("Contacts"),
        "activity_link": _("Linked to"),
        "activity_participant": _("Participants"),
        "attachment": _("Files"),
        "requisites": _("Requisites"),
        "line_item": _("Products"),
        "lead_result": _("Origin"),
    }.get(table, table)


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
    (read,) = connection.execute(
        f"SELECT {field_sql(field)} FROM (SELECT json_object(?, json(?)) AS custom) r",
        (field.name, value),
    ).fetchone()
    return show_value(context, field, decoder(field, context.zone)(read))


def _one(connection: sqlite3.Connection, sql: str, key: str) -> str:
    row = connection.execute(sql, (bytes.fromhex(key),)).fetchone()
    return str(row[0]) if row else key
