"""Runs are walked through, counted by outcome, and closed; two people share one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from domain.records.record_query import RecordQuery
from domain.records.values import Deadline
from domain.spreading import Spread
from domain.timeline import RecordedStep
from services.activities.finishing import finish_activities
from services.activities.laying import Laying, lay_activities
from services.activities.outcomes import Outcome, find_outcome
from services.activities.planning import parse_next_step, postpone
from services.activities.runs import (
    Run,
    close_run,
    edit_run,
    find_run,
    list_runs,
    reopen_run,
    show_run,
)
from services.activities.walking import (
    CLAIM_LAPSES,
    Turn,
    Wanted,
    finish_step,
    hold_step,
    next_step,
)
from services.context import Context
from services.feed.pages import feed_pages
from services.lists.reading import count
from services.records.use_cases import add_record, show_record
from services.settings import CALL_RESULT_REQUIRED, set_setting
from services.undo import undo
from tests.conftest import ZONE
from tests.screens.desk import MONDAY, Clock, at

NAMES = ("Abramov", "Orlova", "Sidorov", "Tarasov")


def lay(context: Context, *names: str, **options: object) -> UUID:
    """Lay a call on contacts with these last names, for today unless the options say otherwise."""
    for name in names or NAMES:
        add_record(context, "contact", {"last_name": name})
    due = Deadline(on=context.now().date())
    laying = replace(Laying("call", "Invite", "Good morning"), **({"due": due} | options))  # type: ignore[arg-type]
    return lay_activities(context, "contact", RecordQuery("contact"), laying).run


def who(context: Context, turn: Turn) -> str:
    """Return the name of the client of a turn, "" where there is no step."""
    if turn.step is None:
        return ""
    assert turn.step.client is not None
    return show_record(context, "contact", turn.step.client.id).title


def outcome(context: Context, code: str = "reached") -> Outcome:
    """Return the outcome with this code."""
    return find_outcome(context.database.reader(), code)


def key(turn: Turn) -> UUID:
    """Return the activity of a turn."""
    assert turn.step is not None
    return turn.step.activity


def counts(run: Run) -> dict[str, int]:
    """Return how the activities of a run ended, without outcomes that none has."""
    return {one.label: one.count for one in run.outcomes if one.count}


@pytest.mark.row("ACT-16")
def test_a_run_is_walked_to_its_end_and_counted(context: Context) -> None:
    wanted = Wanted(lay(context))
    turn = next_step(context, wanted)
    seen = []
    for code in ("reached", "no_answer", "reached", ""):
        seen.append(who(context, turn))
        came = outcome(context, code) if code else None
        turn = finish_step(context, wanted, key(turn), came, f"note on {seen[-1]}")
    assert seen == list(NAMES)
    assert turn == Turn(None)
    run = show_run(context, wanted.run)
    assert (run.open, run.done, counts(run)) == (0, 4, {"Reached": 2, "No answer": 1, "Done": 1})
    row = context.database.reader().execute(
        "SELECT result FROM activity WHERE run_id = ? ORDER BY id", (wanted.run.bytes,)
    )
    assert row.fetchone() == ("note on Abramov",)


@pytest.mark.row("ACT-16")
def test_one_goes_on_where_one_was(context: Context) -> None:
    wanted = Wanted(lay(context))
    first = next_step(context, wanted)
    second = finish_step(context, wanted, key(first), outcome(context))
    assert who(context, next_step(context, wanted)) == who(context, second) == "Orlova"


@pytest.mark.row("ACT-16")
def test_two_colleagues_never_have_the_same_one(context: Context, other: Context) -> None:
    wanted = Wanted(lay(context))
    mine, theirs = next_step(context, wanted), next_step(other, wanted)
    assert (who(context, mine), who(context, theirs)) == ("Abramov", "Orlova")
    mine = finish_step(context, wanted, key(mine), outcome(context))
    theirs = finish_step(other, wanted, key(theirs), outcome(context))
    assert (who(context, mine), who(context, theirs)) == ("Sidorov", "Tarasov")
    mine = finish_step(context, wanted, key(mine), outcome(context))
    assert (mine.step, mine.taken, mine.later) == (None, 1, 0)
    theirs = finish_step(other, wanted, key(theirs), outcome(context))
    assert (theirs.step, theirs.taken, theirs.later) == (None, 0, 0)


@pytest.mark.row("ACT-16")
def test_a_claim_that_is_not_renewed_lapses(context: Context, other: Context) -> None:
    run = lay(context, "Abramov")
    clock = Clock(context.now())
    here, there = clock.of(context), clock.of(other)
    mine = next_step(here, Wanted(run))
    assert next_step(there, Wanted(run)).taken == 1
    clock.advance(seconds=CLAIM_LAPSES.total_seconds() - 1)
    assert hold_step(here, run, key(mine)) is not None
    clock.advance(seconds=2)
    assert next_step(there, Wanted(run)).taken == 1
    clock.advance(seconds=CLAIM_LAPSES.total_seconds())
    assert who(context, next_step(there, Wanted(run))) == "Abramov"
    assert hold_step(here, run, key(mine)) is None


def test_what_somebody_else_has_done_is_said(context: Context, other: Context) -> None:
    wanted = Wanted(lay(context))
    mine = next_step(context, wanted)
    finish_activities(other, [key(mine)])
    with pytest.raises(Conflict, match="done already"):
        finish_step(context, wanted, key(mine), outcome(context))
    assert who(context, next_step(context, wanted)) == "Orlova"
    assert hold_step(context, wanted.run, key(mine)) is None


@pytest.mark.row("ACT-16")
def test_those_passed_over_come_last(context: Context) -> None:
    wanted = Wanted(lay(context, "Abramov", "Orlova"))
    first = next_step(context, wanted)
    wanted = replace(wanted, behind=frozenset([key(first)]))
    second = next_step(context, wanted)
    assert (who(context, second), second.is_again) == ("Orlova", False)
    again = finish_step(context, wanted, key(second), outcome(context))
    assert (who(context, again), again.is_again) == ("Abramov", True)


@pytest.mark.row("ACT-16")
def test_what_was_put_off_to_another_day_waits_for_it(context: Context) -> None:
    clock = Clock(MONDAY)
    context = clock.of(context)
    wanted = Wanted(lay(context, "Abramov", "Orlova"))
    first = next_step(context, wanted)
    wednesday = datetime(2026, 11, 25, 10, tzinfo=ZONE)
    postpone(context, [key(first)], Deadline(at=wednesday))
    second = next_step(context, replace(wanted, behind=frozenset([key(first)])))
    assert who(context, second) == "Orlova"
    third = finish_step(context, wanted, key(second), outcome(context))
    assert (third.step, third.later, third.taken) == (None, 1, 0)
    assert third.next_due == Deadline(at=wednesday)
    assert who(context, next_step(context, replace(wanted, is_ahead=True))) == "Abramov"
    clock.advance(days=2)
    assert who(context, next_step(context, wanted)) == "Abramov"


@pytest.mark.row("ACT-16")
def test_what_is_due_comes_first_and_what_is_due_later_today_last(context: Context) -> None:
    context = at(context, MONDAY)
    run = lay(context)
    rows = context.database.reader().execute(
        "SELECT id FROM activity WHERE run_id = ? ORDER BY id", (run.bytes,)
    )
    keys = [UUID(bytes=one) for (one,) in rows]
    later, tomorrow = MONDAY + timedelta(minutes=30), date(2026, 11, 24)
    postpone(context, keys[:1], Deadline(at=later))
    postpone(context, keys[1:2], Deadline(on=tomorrow))
    early = MONDAY - timedelta(hours=4)
    postpone(at(context, early), keys[3:], Deadline(at=MONDAY - timedelta(hours=1)))
    wanted, seen = Wanted(run), []
    turn = next_step(context, wanted)
    while turn.step is not None:
        seen.append(who(context, turn))
        turn = finish_step(context, wanted, key(turn), outcome(context))
    assert seen == ["Tarasov", "Sidorov", "Abramov"]
    assert turn.next_due == Deadline(on=tomorrow)


@pytest.mark.row("ACT-16")
def test_ones_own_come_before_those_of_others(context: Context, other: Context) -> None:
    wanted = Wanted(lay(context, responsible=["boris", "anna"]))
    assert who(context, next_step(context, wanted)) == "Orlova"
    theirs = next_step(other, wanted)
    assert who(context, theirs) == "Abramov"
    for _step in range(2):
        theirs = finish_step(other, wanted, key(theirs), outcome(context))
    assert who(context, theirs) == "Tarasov"


@pytest.mark.row("ACT-16")
def test_a_step_plans_the_next_one_and_is_undone_alone(context: Context) -> None:
    wanted = Wanted(lay(context))
    first = next_step(context, wanted)
    following = parse_next_step(context, "+2d")
    finish_step(context, wanted, key(first), outcome(context, "no_answer"), "", following)
    assert counts(show_run(context, wanted.run)) == {"No answer": 1}
    chain = "SELECT attempt, run_id FROM activity WHERE previous_id = ?"
    planned = context.database.reader().execute(chain, (key(first).bytes,)).fetchall()
    assert planned == [(2, None)]
    assert undo(context) == "activity done"
    run = show_run(context, wanted.run)
    assert (run.open, counts(run)) == (4, {})
    step = hold_step(context, wanted.run, key(first))
    assert step is not None
    assert who(context, next_step(context, wanted)) == "Abramov"


def test_a_result_is_asked_for_where_one_is_required(context: Context) -> None:
    wanted = Wanted(lay(context))
    set_setting(context, CALL_RESULT_REQUIRED, True, for_all=False)
    turn = next_step(context, wanted)
    with pytest.raises(BadInput, match="result is required"):
        finish_step(context, wanted, key(turn), outcome(context))
    turn = finish_step(context, wanted, key(turn), outcome(context, "busy"))
    finish_step(context, wanted, key(turn), outcome(context), "will come")
    assert show_run(context, wanted.run).done == 2


@pytest.mark.row("ACT-16")
def test_what_is_open_of_a_closed_run_goes_to_the_bin_in_one_step(context: Context) -> None:
    wanted = Wanted(lay(context))
    finish_step(context, wanted, key(next_step(context, wanted)), outcome(context))
    in_bin = RecordQuery("activity", in_bin=True)
    assert close_run(context, wanted.run, drops_open=True) == 3
    assert (count(context, in_bin), count(context, RecordQuery("activity"))) == (3, 1)
    assert undo(context) == "run closed"
    assert (count(context, in_bin), show_run(context, wanted.run).open) == (0, 3)
    assert show_run(context, wanted.run).closed_at is None
    assert close_run(context, wanted.run) == 0
    assert (count(context, in_bin), show_run(context, wanted.run).open) == (0, 3)


def test_a_run_is_closed_by_who_laid_it_or_an_administrator(
    context: Context, other: Context
) -> None:
    run = lay(context)
    for act in (close_run, reopen_run):
        with pytest.raises(NotAllowed, match="Only who laid this run"):
            act(other, run)
    with pytest.raises(NotAllowed, match="Ask one of: anna"):
        edit_run(other, run, title="Other", script="")
    laying = Laying("call", "Remind", due=Deadline(on=context.now().date()))
    theirs = lay_activities(other, "contact", RecordQuery("contact"), laying).run
    close_run(context, theirs)
    reopen_run(other, theirs)
    assert [run.id for run in list_runs(context)] == [theirs, run]


@pytest.mark.row("ACT-16", "HIST-05")
def test_the_feed_tells_who_closed_a_run(context: Context) -> None:
    run = lay(context)
    edit_run(context, run, title="Fair", script="")
    close_run(context, run)
    reopen_run(context, run)
    rows = feed_pages(context).after(None, 20)
    told = [(row.action, row.author) for row in rows if isinstance(row, RecordedStep)]
    anna = told[0][1]
    assert told[:3] == [
        ("run opened again · Fair", anna),
        ("run closed · Fair", anna),
        ("run changed · Invite → Fair", anna),
    ]
    assert ("activity laid on many · Invite", anna) in told


@pytest.mark.row("ACT-16")
def test_a_run_is_closed_and_opened_again(context: Context) -> None:
    run = lay(context)
    close_run(context, run)
    assert list_runs(context) == []
    assert [one.id for one in list_runs(context, with_closed=True)] == [run]
    with pytest.raises(Conflict):
        close_run(context, run)
    reopen_run(context, run)
    assert [one.open for one in list_runs(context)] == [4]
    with pytest.raises(Conflict):
        reopen_run(context, run)
    undo(context)
    assert list_runs(context) == []


def test_a_run_is_called_otherwise(context: Context) -> None:
    run = lay(context)
    edit_run(context, run, title=" Fair\n2027 ", script="Hello")
    shown = show_run(context, run)
    assert (shown.title, shown.script) == ("Fair 2027", "Hello")
    undo(context)
    assert show_run(context, run).title == "Invite"
    edit_run(context, run, title="invite", script="the same but for its case")
    lay_activities(context, "contact", RecordQuery("contact"), Laying("task", "Invoice"))
    for title in ("  ", "x" * 201, "INVOICE"):
        with pytest.raises(BadInput) as refused:
            edit_run(context, run, title=title, script="")
        assert refused.value.field == "title"


def test_a_run_is_found_by_key_title_and_beginning(context: Context) -> None:
    run = lay(context)
    assert find_run(context, str(run)).id == find_run(context, "invite").id == run
    assert find_run(context, "inv").id == run
    for unknown in ("fair", str(UUID(int=1))):
        with pytest.raises(NotFound):
            find_run(context, unknown)
    lay_activities(context, "contact", RecordQuery("contact"), Laying("task", "Invoice"))
    with pytest.raises(BadInput, match="may be"):
        find_run(context, "inv")
    close_run(context, run)
    assert find_run(context, "inv").title == "Invoice"
    assert find_run(context, "inv", is_closed=True).id == run


def test_outcomes_of_a_run_are_called_as_they_are_now(context: Context) -> None:
    run = lay(context, spread=Spread(a_day=1))
    labels = [one.label for one in show_run(context, run).outcomes]
    assert labels == ["Reached", "No answer", "Busy", "Call back", "Wrong number", "Refused"]
