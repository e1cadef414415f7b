"""How runs look: pictures of the demo base that were looked at by people.

`pytest tests/screens/runs/test_run_looks.py --snapshot-update` takes them anew after a wanted
change.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.records.record_query import RecordQuery
from domain.records.values import Deadline
from domain.spreading import Spread
from screens.runs.runs_screen import RunsScreen
from screens.runs.walk_screen import WalkScreen
from services.activities.laying import Laying, lay_activities
from services.activities.outcomes import list_outcomes
from services.activities.walking import Wanted, finish_step, next_step
from services.context import Context
from tests.screens.desk import Desk
from tests.screens.looks import SIZES, Compare
from tests.screens.test_looks import Act, looks_right

SCRIPT = (
    "Good morning, this is Anna of Nord Chairs.\n\n"
    "On the 9th we show the new workshop chairs at the fair in Łódź, hall 2. May I put you down "
    "for a ticket? It is free, and lunch is on us.\n\nTo whom else in the office may I send one?"
)


@pytest.fixture
def called(demo: Context) -> Context:
    """Anna on a Monday, with a run of calls of which some are done, and one of letters."""
    today = Deadline(on=demo.now().date())
    laying = Laying("call", "Invite to the fair", SCRIPT, "Fair in Łódź", today, Spread(a_day=20))
    run = lay_activities(demo, "contact", RecordQuery("contact"), laying).run
    wanted, outcomes = Wanted(run), list_outcomes(demo.database.reader())
    for number in range(11):
        step = next_step(demo, wanted).step
        assert step is not None
        finish_step(demo, wanted, step.activity, outcomes[number * number % 5])
    later = Deadline(on=demo.now().date() + timedelta(days=1))
    letters = Laying("letter", "Send the programme", due=later)
    lay_activities(demo, "company", RecordQuery("company"), letters)
    return demo


async def runs(desk: Desk) -> None:
    """Show the list of runs."""
    await desk.press("W")
    await desk.until(lambda: isinstance(desk.app.screen, RunsScreen))


async def walk(desk: Desk) -> None:
    """Walk through the calls."""
    await runs(desk)
    await desk.press("j", "enter")
    await desk.until(lambda: isinstance(desk.app.screen, WalkScreen))
    await desk.until_shown("Good morning")


async def note(desk: Desk) -> None:
    """Write a note and a next step."""
    await walk(desk)
    await desk.press("n")
    await desk.type("wants two tickets\r")
    await desk.press("t")
    await desk.type("fri 10")
    await desk.until_shown("= call Fri 10:00")


async def lay(desk: Desk) -> None:
    """Lay a call on all contacts."""
    await desk.press("3")
    await desk.until_shown("records")
    await desk.until_idle()
    await desk.open("L")
    await desk.type("Invite to the fair\rGood morning")
    await desk.put("due", "tomorrow")
    await desk.put("spread", "2")
    await desk.press("tab")
    await desk.type("20")
    await desk.until_shown("= over")


@pytest.mark.row("ACT-16")
@pytest.mark.parametrize("act", [runs, walk, note, lay], ids=lambda act: act.__name__)
@pytest.mark.parametrize("size", ["wide", "small"])
def test_runs(called: Context, snap_compare: Compare, act: Act, size: str) -> None:
    assert looks_right(snap_compare, called, SIZES[size], act)


@pytest.mark.row("ACT-16")
@pytest.mark.parametrize("act", [runs, walk], ids=lambda act: act.__name__)
def test_runs_on_a_phone(called: Context, snap_compare: Compare, act: Act) -> None:
    assert looks_right(snap_compare, called, SIZES["phone"], act)
