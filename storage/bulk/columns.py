"""A bulk change of columns of the records themselves, custom fields included."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from enum import StrEnum
from typing import Any

import sqlmodel  # noqa: F401 - before SQLAlchemy, see tests/test_hygiene.py
from sqlalchemy.dialects import sqlite

from domain.names.person_names import fold_company_title
from domain.reminders import remind_moment
from domain.text import fold
from storage.bulk.picked import PICKED
from storage.reads.sql import Parameter, Sql
from storage.tables import MODELS
from storage.tables.base import Amount, Day, Key, Moment
from storage.values import custom_out, moment_in, moment_out

_PLAN = ("due_at", "due_on", "remind_minutes")
"""Columns of an activity from which its reminder follows."""


class How(StrEnum):
    """What a bulk change does with the values of a field."""

    SET = "set"
    CLEAR = "clear"
    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class CustomChange:
    """A change of a custom field; `values` are as JSON keeps them, one for a single value."""

    name: str
    how: How
    values: tuple[object, ...] = ()
    is_multiple: bool = False


def stored(table: str, column: str, value: Any) -> Parameter:
    """Return a value as the column of a table keeps it."""
    type_ = MODELS[table].__table__.columns[column].type  # type: ignore[attr-defined]
    if value is not None and isinstance(type_, Key | Moment | Day | Amount):
        value = type_.process_bind_param(value, sqlite.dialect())
    return int(value) if isinstance(value, bool) else value


class ColumnChanges:
    """One UPDATE of all columns that a bulk change sets.

    `values` are in stored form. `default_minutes` is how long before it a person is reminded of
    what gets a time of day ahead of `now` (microseconds), None for not at all; days begin in
    `zone`. Amounts without a currency get `base_currency`.
    """

    def __init__(
        self,
        table: str,
        values: Mapping[str, Parameter],
        customs: Sequence[CustomChange],
        *,
        now: int,
        zone: tzinfo,
        default_minutes: int | None = None,
        base_currency: str = "",
    ) -> None:
        self._table, self._now, self._zone = table, now, zone
        self._customs = customs
        self._sets = {name: Sql("?", (value,)) for name, value in values.items()}
        if customs:
            self._sets["custom"] = Sql("crm_custom(custom)")
        if table == "activity" and set(_PLAN) & values.keys():
            self._plan(values, default_minutes)
        if table == "deal" and values.keys() & {"amount", "currency"}:
            self._settle_currency(base_currency)
        self._fold(values)

    def __bool__(self) -> bool:
        """Say whether any column is set."""
        return bool(self._sets)

    def run(self, connection: sqlite3.Connection) -> None:
        """Change the records of the portion; those that have the values already stay."""
        connection.create_function("crm_custom", 1, self._changed_custom, deterministic=True)
        connection.create_function("crm_remind", 3, self._remind, deterministic=True)
        compared = {name: sql for name, sql in self._sets.items() if name != "remind_at"}
        sets = ", ".join(f'"{name}" = {sql.text}' for name, sql in self._sets.items())
        differs = " OR ".join(f'"{name}" IS NOT {sql.text}' for name, sql in compared.items())
        connection.execute(
            f'UPDATE "{self._table}" SET {sets}, updated_at = ? WHERE id IN {PICKED} '
            f"AND ({differs})",
            (
                *(p for sql in self._sets.values() for p in sql.parameters),
                self._now,
                *(p for sql in compared.values() for p in sql.parameters),
            ),
        )

    def _new(self, column: str) -> Sql:
        """Return SQL for what stands in a column afterwards."""
        return self._sets.get(column, Sql(f'"{column}"'))

    def _settle_currency(self, base: str) -> None:
        """Let no amount be without a currency, as `services.deals.summing` has it."""
        amount, own = self._new("amount"), self._new("currency")
        self._sets["currency"] = Sql(
            f"CASE WHEN {amount.text} IS NULL THEN {own.text} "
            f"ELSE coalesce(nullif({own.text}, ''), ?) END",
            (*amount.parameters, *own.parameters, *own.parameters, base),
        )

    def _fold(self, values: Mapping[str, Parameter]) -> None:
        """Let the search form of the name follow, as `Named.fold_names` composes it."""
        if self._table in ("contact", "lead"):
            parts = ["last_name", "first_name", "middle_name"]
            others = ["title", "company_title"] if self._table == "lead" else []
            if values.keys().isdisjoint([*parts, *others]):
                return
            new = [self._new(part) for part in [*parts, *others]]
            name = " || ' ' || ".join(sql.text for sql in new[:3])
            text = f"crm_fold({name})"
            if others:
                title, company = (sql.text for sql in new[3:])
                text = (
                    f"coalesce(nullif({text}, ''), crm_fold(coalesce(nullif({title}, ''), "
                    f"{company})))"
                )
            folded = Sql(text, tuple(p for sql in new for p in sql.parameters))
            self._sets["folded_name"] = folded
        elif self._table in ("product", "section"):
            if "name" in values:
                self._sets["folded_name"] = Sql("?", (fold(str(values["name"])),))
        elif self._table in ("invoice", "quote"):
            if "subject" in values:
                subject = ("" if values["subject"] is None else str(values["subject"]),)
                self._sets["folded_title"] = Sql("crm_fold(number || ' ' || ?)", subject)
        elif "title" in values:
            title = str(values["title"])
            is_company = self._table == "company"
            folded_title = fold_company_title(title) if is_company else fold(title)
            self._sets["folded_title"] = Sql("?", (folded_title,))

    def _plan(self, values: Mapping[str, Parameter], default_minutes: int | None) -> None:
        """Let the reminder follow, as `services.activities.reminders.keep_reminder` has it."""
        due_at = values.get("due_at")
        is_ahead = isinstance(due_at, int) and due_at > self._now
        if is_ahead and default_minutes is not None and "remind_minutes" not in values:
            done_at = self._new("done_at")
            self._sets["remind_minutes"] = Sql(
                f"CASE WHEN {done_at.text} IS NULL AND due_at IS NULL AND remind_minutes IS NULL "
                "THEN ? ELSE remind_minutes END",
                (*done_at.parameters, default_minutes),
            )
        new = [self._new(column) for column in _PLAN]
        bound = tuple(p for sql in new for p in sql.parameters)
        same = " AND ".join(f"{c} IS {sql.text}" for c, sql in zip(_PLAN, new, strict=True))
        arguments = ", ".join(sql.text for sql in new)
        self._sets["remind_at"] = Sql(
            f"CASE WHEN {same} THEN remind_at ELSE crm_remind({arguments}) END", (*bound, *bound)
        )

    def _remind(self, due_at: int | None, due_on: str | None, minutes: int | None) -> int | None:
        moment = remind_moment(
            None if due_at is None else moment_in(due_at),
            None if due_on is None else date.fromisoformat(due_on),
            minutes,
            self._zone,
            moment_in(self._now),
        )
        return None if moment is None else moment_out(moment)

    def _changed_custom(self, text: str) -> str:
        values = json.loads(text)
        before = dict(values)
        for change in self._customs:
            _change_custom(values, change)
        return text if values == before else custom_out(values)


def _identity(value: Any) -> object:
    """Return what makes two custom values the same: the number of a phone, however it is typed."""
    return value.get("e164") or value if isinstance(value, dict) else value


def _change_custom(values: dict[str, Any], change: CustomChange) -> None:
    """Change one custom field of a record; a field without a value has no entry."""
    held = values.get(change.name)
    held = held if isinstance(held, list) else [] if held is None else [held]
    match change.how:
        case How.SET:
            left = list(change.values)
        case How.CLEAR:
            left = []
        case How.ADD:
            same = [_identity(value) for value in held]
            left = [*held, *(value for value in change.values if _identity(value) not in same)]
        case How.REMOVE:
            same = [_identity(value) for value in change.values]
            left = [value for value in held if _identity(value) not in same]
    if not left:
        values.pop(change.name, None)
    else:
        values[change.name] = left if change.is_multiple else left[0]
