"""postpone, assign, remind, birthdays, ring and setting, and letters for the next step."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from services.context import Context
from services.ringing import waiting_rings
from storage.database import Database

Crm = Callable[..., Any]


def add(crm: Crm, record: str, /, **values: object) -> str:
    return str(crm("add", record, "--json", json.dumps(values)).word)


def show(crm: Crm, key: str) -> dict[str, Any]:
    return dict(crm("show", "activity", key, "--format", "json").json)


@pytest.fixture
def calls(crm: Crm) -> list[str]:
    """Keys of two open calls."""
    return [add(crm, "activity", kind="call", subject=name) for name in "ab"]


@pytest.mark.row("CALL-05")
def test_several_are_postponed(crm: Crm, calls: list[str]) -> None:
    outcome = crm("postpone", *calls, "--to", "25.12.2030 14:00")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    assert [show(crm, key)["due"] for key in calls] == ["2030-12-25T13:00:00Z"] * 2
    crm("undo")
    assert [show(crm, key)["due"] for key in calls] == [None, None]


def test_what_is_left_out_is_told(crm: Crm, calls: list[str]) -> None:
    crm("done", calls[0])
    outcome = crm("postpone", *calls, "--to", "t")
    assert (outcome.code, outcome.err) == (7, "crm: 1 was done already.\n")
    assert crm("postpone", calls[0], "--to", "t").code == 5
    assert crm("postpone", calls[1], "--to", "yesterday").code == 2
    assert crm("postpone", "x", "--to", "t").code == 2


def test_somebody_else_is_assigned(crm: Crm, calls: list[str]) -> None:
    assert crm("assign", *calls, "--to", "boris").code == 0
    assert {show(crm, key)["responsible"] for key in calls} == {"boris"}
    assert crm("assign", *calls, "--to", "carol").code == 3


@pytest.mark.row("CALL-05")
def test_a_letter_stands_for_the_next_step(crm: Crm) -> None:
    add(crm, "contact", last_name="Ким", phones=["8 916 123-45-67"])
    logged = crm("call", "4567", "--outcome", "busy", "--next", "task w", "--format", "json").json
    planned = show(crm, logged["next"])
    assert planned["kind"] == "task"
    due = datetime.fromisoformat(planned["due"])
    assert timedelta(days=6) < due - datetime.now(UTC) < timedelta(days=8)


@pytest.mark.row("NOTIF-04")
def test_due_reminders_are_printed(crm: Crm) -> None:
    client = add(crm, "contact", last_name="Ким")
    soon = datetime.now(UTC) + timedelta(seconds=2)
    key = add(crm, "activity", kind="call", subject="x", due=soon.isoformat(), contacts=[client])
    add(crm, "activity", kind="call", subject="later", due="25.12.2030 14:00")
    # A deadline that is nearer than the minutes of a reminder is told when it comes.
    sleep(max(0, (soon - datetime.now(UTC)).total_seconds()))
    (reminder,) = crm("remind", "--format", "json").json
    assert (reminder["id"], reminder["subject"]) == (key, "x")
    assert reminder["client"]["title"] == "Ким"
    assert "Ким" in crm("remind").out
    (row,) = csv.DictReader(io.StringIO(crm("remind", "--format", "csv").out))
    assert (row["id"], row["client"]) == (key, "Ким")


@pytest.mark.row("BDAY-01")
def test_birthdays_are_printed(crm: Crm) -> None:
    today = datetime.now(UTC)
    day = (today + timedelta(days=10)).date()
    birth = (today + timedelta(days=10)).replace(year=2000)
    add(crm, "contact", last_name="Орлова", birth_date=f"{birth:%Y-%m-%d}", companies=["Вега"])
    assert crm("birthdays", "--format", "json").json == []
    (birthday,) = crm("birthdays", "--days", 12, "--format", "json").json
    assert (birthday["contact"]["title"], birthday["day"]) == ("Орлова", day.isoformat())
    assert birthday["age"] == day.year - 2000
    crm("setting", "birthday_days", 20)
    assert "Орлова" in crm("birthdays").out
    (row,) = csv.DictReader(io.StringIO(crm("birthdays", "--format", "csv").out))
    assert (row["day"], row["company"]) == (day.isoformat(), "Вега")


@pytest.mark.row("TEL-02")
def test_an_exchange_lets_a_call_ring(crm: Crm, context: Context, path: Path) -> None:
    key = crm("ring", "+7 916 123-45-67", "--to", "anna").word
    database = Database.open(path)
    (rung,) = waiting_rings(Context(database, context.actor, context.zone), context.now())
    database.close()
    assert (str(rung.key), rung.e164) == (key, "+79161234567")
    assert crm("ring", "+7 916 123-45-67", "--to", "carol").code == 3
    assert crm("ring", "anonymous", "--to", "anna").code == 2


@pytest.mark.row("ACT-18", "A3")
def test_settings_are_read_and_changed(crm: Crm) -> None:
    assert crm("setting", "counters").out == "overdue\n"
    assert crm("setting", "counters", "today").code == 0
    assert crm("setting", "counters", "--format", "json").json == "today"
    assert crm("setting", "--format", "json").json["counters"] == "today"
    assert crm("setting", "counters", "--reset").code == 0
    assert crm("setting", "counters").out == "overdue\n"
    assert crm("setting", "call_result_required", "yes").code == 0
    assert crm("setting", "call_result_required").out == "yes\n"
    assert "call_result_required" in crm("setting").out
    rows = list(csv.DictReader(io.StringIO(crm("setting", "--format", "csv").out)))
    assert rows[0]["name"] == "reminder_minutes"


def test_a_setting_that_does_not_fit_is_refused(crm: Crm) -> None:
    assert crm("setting", "counters", "letters").code == 2
    unknown = crm("setting", "counter", "today")
    assert unknown.code == 3
    assert "Did you mean “counters”?" in unknown.err
    forbidden = crm("--as", "boris", "setting", "call_result_required", "no")
    assert forbidden.code == 4
