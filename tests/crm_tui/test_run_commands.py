"""Runs on the command line: laid, listed, counted by outcome, closed."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest

from domain.records.record_query import RecordQuery
from services.activities.outcomes import find_outcome
from services.activities.runs import list_runs
from services.activities.walking import Wanted, finish_step, next_step
from services.context import Context
from services.leads.converting import New, convert_lead
from services.lists.reading import count
from services.records.use_cases import add_record

NAMES = ("Abramov", "Kowalska", "Orlova")


@pytest.fixture
def people(context: Context) -> None:
    """Three contacts, two of them in Moscow."""
    for name, city in zip(NAMES, ("Moscow", "Łódź", "Moscow"), strict=True):
        add_record(context, "contact", {"last_name": name, "city": city})


@pytest.mark.row("ACT-16", "MASS-02")
def test_a_run_is_laid_counted_and_closed(
    context: Context, people: None, crm: Callable[..., Any]
) -> None:
    options = ("--subject", "Invite", "--title", "Fair 2027", "--script", "Hello")
    laid = crm("run", "lay", "contact", "--filter", "city:moscow", *options)
    assert (laid.code, laid.out) == (0, "Laid on 2 records: Fair 2027\n")
    (run,) = list_runs(context)
    wanted = Wanted(run.id)
    step = next_step(context, wanted).step
    assert step is not None
    finish_step(context, wanted, step.activity, find_outcome(context.database.reader(), "busy"))
    (listed,) = crm("run", "--format", "json").json
    assert (listed["title"], listed["done"], listed["total"]) == ("Fair 2027", 1, 2)
    assert "Fair 2027" in crm("run", "list").out
    shown = crm("run", "show", "fair", "--format", "json").json
    assert (shown["open"], shown["outcomes"]["busy"], shown["script"]) == (1, 1, "Hello")
    rows = list(csv.reader(io.StringIO(crm("run", "show", "fair", "--format", "csv").out)))
    assert [row for row in rows if row[2] == "1"] == [["busy", "Busy", "1"], ["open", "open", "1"]]
    table = crm("run", "show", "fair").out
    assert "Fair 2027: 1 of 2 done" in table
    assert ["Busy", "1"] in [line.split() for line in table.splitlines()]
    assert crm("run", "close", "fair").code == 0
    assert crm("run", "list", "--format", "json").json == []
    assert len(crm("run", "list", "--closed", "--format", "csv").out.splitlines()) == 2
    assert crm("run", "lay", "contact", "--subject", "Fair 2028").code == 0
    assert crm("run", "show", "fair", "--format", "json").json["title"] == "Fair 2028"
    assert crm("run", "reopen", "fair").code == 0
    assert {run.title for run in list_runs(context)} == {"Fair 2027", "Fair 2028"}


@pytest.mark.row("ACT-16")
def test_undo_takes_a_run_back(context: Context, people: None, crm: Callable[..., Any]) -> None:
    laid = crm("run", "lay", "contact", "--subject", "Invite", "--format", "json").json
    assert laid["laid"] == 3
    assert crm("undo").code == 0
    assert (list_runs(context), count(context, RecordQuery("activity"))) == ([], 0)


def test_how_it_is_spread_and_for_whom(
    context: Context, people: None, crm: Callable[..., Any]
) -> None:
    options = ("--kind", "task", "--due", "2030-01-07 09:00", "--every", "4h", "--remind", "15m")
    people_ = ("--responsible", "boris", "--responsible", "anna")
    assert crm("run", "lay", "contact", "--subject", "Send", *options, *people_).code == 0
    columns = "client,due,responsible"
    rows = crm("list", "activity", "--columns", columns, "--sort", "due", "--format", "json").json
    assert [row["responsible"] for row in rows] == ["boris", "anna", "boris"]
    assert [row["due"] for row in rows] == [
        "2030-01-07T08:00:00Z",
        "2030-01-07T12:00:00Z",
        "2030-01-07T16:00:00Z",
    ]


@pytest.mark.row("LEAD-09")
def test_who_was_left_out_is_told_with_a_code(context: Context, crm: Callable[..., Any]) -> None:
    leads = [add_record(context, "lead", {"last_name": name}) for name in NAMES]
    convert_lead(context, leads[0], contact=New())
    laid = crm("run", "lay", "lead", "--subject", "Invite")
    assert laid.out == "Laid on 2 records: Invite\n"
    assert "“Abramov”" in laid.err
    assert laid.code != 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("lay", "contact", "--subject", "x", "--filter", "city:"), "city"),
        (("lay", "contact", "--subject", "x", "--a-day", "2", "--every", "5m"), "either"),
        (("lay", "contact", "--subject", "x", "--kind", "event"), "Use one of"),
        (("lay", "contact", "--subject", "x", "--responsible", "nobody"), "nobody"),
        (("lay", "contact", "--subject", "x", "--filter", "city:berlin"), "no record"),
        (("show", "unknown"), "There is no run"),
    ],
)
def test_what_does_not_fit_is_a_sentence(
    context: Context, people: None, crm: Callable[..., Any], arguments: tuple[str, ...], said: str
) -> None:
    done = crm("run", *arguments)
    assert done.code != 0
    assert said in done.err
    assert "Traceback" not in done.err
    assert count(context, RecordQuery("activity")) == 0
