"""The story of a conference: many clients are called one after the other (FEATURES ACT-16)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from terminal import Terminal
from typist import Typist

from services.activities.runs import list_runs
from services.context import Context
from services.identity import sign_in
from services.records.use_cases import add_record
from services.seeding.seed import seed
from storage.database import Database
from tests.conftest import ZONE

SCRIPT = "Good morning, may I invite you to our stand?"
NOTED = 7
"""The number, of each fifty, of the guest who wants something."""
NOTE = "wants two tickets, comes with a colleague on Thursday"


@dataclass(frozen=True)
class Fair:
    """A base with 1,000 contacts, of whom `invited` are from Fairtown; copy it, do not open it."""

    path: Path
    invited: int


@pytest.fixture(scope="module", params=[90, pytest.param(300, marks=pytest.mark.soak)])
def fair(
    staffed_file: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Fair:
    """A fair to which few or many are invited."""
    invited: int = request.param
    path = Path(shutil.copy(staffed_file, tmp_path_factory.mktemp("fair") / "fair.db"))
    database = Database.open(path)
    context = Context(database, sign_in(database), ZONE)
    seed(context, contacts=1_000 - invited, companies=50, deals=0, activities=0, seed=7)
    for number in range(invited):
        phones = [f"+48 601 20{number // 100} {number % 100:03}"]
        values = {"last_name": f"Guest {number:03}", "city": "Fairtown", "phones": phones}
        add_record(context, "contact", values)
    database.close()
    return Fair(path, invited)


@pytest.mark.row("ACT-16", "MASS-02")
def test_many_are_called_with_at_most_three_keys_each(fair: Fair, tmp_path: Path) -> None:
    path = Path(shutil.copy(fair.path, tmp_path / "crm.db"))
    invited, reached, last = fair.invited, fair.invited // 3, fair.invited - 1
    with Terminal("--db", str(path)) as screen:
        screen.wait_for("Nothing is planned.")
        typist = Typist(screen)
        typist.press("3")
        screen.wait_for("000 records")
        typist.press("/")
        screen.wait_for("words, company")
        typist.write("city:fairtown ")
        screen.wait_for(f"{invited} records", "Tab ")
        typist.press("enter")
        screen.wait_until_gone("Tab ")
        typist.press("L")
        screen.wait_for(f"Lay an activity on {invited} records")
        typist.write("Invite to the fair")
        typist.press("tab")
        typist.write(SCRIPT)
        typist.press("tab")
        typist.write("today")
        typist.press("ctrl+s")
        screen.wait_for(f"Laid on {invited} records.")
        typist.press("W")
        screen.wait_for(f"0 of {invited}")
        assert typist.keys <= 10
        typist.press("enter")
        screen.wait_for("Guest 000", SCRIPT, "+48 601 200 000")
        most = 0
        for number in range(invited):
            before = typist.keys
            if number % 50 == NOTED:
                typist.press("n")
                typist.write(NOTE)
                typist.press("enter")
            typist.press("2" if number % 3 else "1")
            most = max(most, typist.keys - before)
            if number + 1 < invited:
                screen.wait_for(f"{number + 1} of {invited}", f"Guest {number + 1:03}")
        assert most <= 3
        assert typist.keys <= 1.2 * invited
        screen.wait_for("All are done.", f"1 Reached {reached}", f"2 No answer {2 * reached}")
        typist.press("u")
        screen.wait_for(
            f"{last} of {invited}", f"Guest {last:03}", f"2 No answer {2 * reached - 1}"
        )
        typist.press("4")
        screen.wait_for("= call tomorrow 10:00")
        typist.press("enter")
        screen.wait_for("All are done.", "4 Call back 1")
        typist.press("X")
        screen.wait_for("All runs are closed: D shows them.")
    database = Database.open(path)
    context = Context(database, sign_in(database), ZONE)
    (run,) = list_runs(context, with_closed=True)
    assert (run.total, run.open) == (invited, 0)
    notes = "SELECT count(*) FROM activity WHERE run_id = ? AND result = ?"
    found = database.reader().execute(notes, (run.id.bytes, NOTE)).fetchone()
    assert found == (invited // 50 + (invited % 50 > NOTED),)
    database.close()


@pytest.mark.row("ACT-16")
def test_two_colleagues_share_a_run_and_one_goes_on_after_a_crash(
    path: Path, context: Context, crm: Callable[..., Any]
) -> None:
    for name in ("Abramov", "Kowalska", "Orlova", "Sidorov"):
        add_record(context, "contact", {"last_name": name})
    laid = crm("run", "lay", "contact", "--subject", "Invite", "--due", "today")
    assert laid.code == 0
    with Terminal("--db", str(path)) as anna:
        anna.wait_for("Today 4")
        anna.press("W", "enter")
        anna.wait_for("0 of 4", "Abramov")
        with Terminal("--db", str(path), "--as", "boris", size=(80, 24)) as boris:
            boris.wait_for("[1 Activities]")
            boris.press("W", "enter")
            boris.wait_for("Kowalska", "0 of 4")
            boris.press("1")
            boris.wait_for("Orlova", "1 of 4")
            anna.wait_for("1 of 4", "Abramov")
            anna.press("2")
            anna.wait_for("Sidorov", "2 of 4")
            anna.press("n")
            anna.send("half a note")
            anna.wait_for("half a note")
            anna.kill(15)
            anna.wait_for_end()
            boris.press("1")
            boris.wait_for("1 is with a colleague now.", "3 of 4")
    with Terminal("--db", str(path)) as anna:
        anna.wait_for("Today 1")
        anna.press("W", "enter")
        anna.wait_for("Sidorov", "half a note", "3 of 4")
        anna.press("1")
        anna.wait_for("All are done.")
    shown = crm("run", "show", "Invite", "--format", "json").json
    ended = {code: number for code, number in shown["outcomes"].items() if number}
    assert (shown["open"], ended) == (0, {"reached": 3, "no_answer": 1})
