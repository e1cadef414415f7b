"""Nothing that is pressed at the wrong moment changes a run."""

from __future__ import annotations

import pytest

from domain.records.record_query import RecordQuery
from screens.runs.runs_screen import RunsScreen
from screens.runs.walk_screen import WalkScreen
from services.activities.runs import show_run
from services.context import Context
from services.lists.reading import count
from services.records.use_cases import add_record
from tests.screens.desk import at_desk
from tests.screens.runs.walks import lay, walking
from widgets.bars import TopBar


def planned(context: Context) -> list[tuple[str, str]]:
    """Return the kinds and days of the steps that follow activities of runs."""
    rows = context.database.reader().execute(
        "SELECT n.kind, date(n.due_at / 1000000, 'unixepoch') FROM activity n "
        "WHERE n.previous_id IS NOT NULL ORDER BY n.id"
    )
    return rows.fetchall()


async def test_no_digit_of_an_area_stands_above_a_run(here: Context) -> None:
    lay(here)
    async with walking(here) as walk:
        assert "[Activities] " in walk.screen.query_one(TopBar).render_line(0).text
        await walk.press("escape")
        await walk.until(lambda: isinstance(walk.app.screen, RunsScreen))
        assert "[1 Activities" in walk.app.screen.query_one(TopBar).render_line(0).text


async def test_it_says_what_escape_has_done(here: Context) -> None:
    run = lay(here)
    async with walking(here) as walk:
        await walk.press("n")
        await walk.type("wants 3")
        await walk.press("escape")
        said = "It is kept. A digit is the outcome now, Esc pauses the run."
        await walk.until(lambda: walk.said() == said)
        await walk.press("escape")
        await walk.until(lambda: isinstance(walk.app.screen, RunsScreen))
        await walk.until_shown("Paused before Abramov: Enter goes on there.")
        await walk.press("enter")
        await walk.until(lambda: isinstance(walk.app.screen, WalkScreen))
        await walk.until_shown("wants 3")
        await walk.key("3")
    assert show_run(here, run).done == 1


async def test_u_leaves_what_is_no_step_of_the_run(here: Context) -> None:
    lay(here)
    async with walking(here) as walk:
        await walk.key("u")
        await walk.until(lambda: "“activity laid on many”, which is not one of" in walk.said())
        await walk.key("1")
        add_record(here, "contact", {"last_name": "Volkov"})
        await walk.key("u")
        await walk.until(lambda: "“contact added”, which is not one of this run" in walk.said())
        await walk.key("u")
        assert walk.client() == "Kowalska"
    assert count(here, RecordQuery("contact")) == 5


async def test_an_outcome_and_u_in_one_go_leave_the_run_as_it_was(here: Context) -> None:
    run = lay(here)
    async with walking(here) as walk:
        await walk.key("1")
        await walk.type("1u")
        await walk.until(lambda: walk.said().startswith("Undone:"))
        await walk.until_idle()
        assert walk.client() == "Kowalska"
    assert show_run(here, run).done == 1


@pytest.mark.row("ACT-16")
async def test_one_who_is_to_be_called_again_is_planned_for_at_once(here: Context) -> None:
    run = lay(here)
    async with walking(here) as walk:
        await walk.key("4")
        assert (walk.client(), walk.form()["next"]) == ("Abramov", "t")
        await walk.until(lambda: walk.said().startswith("Call back: when? Enter plans it"))
        await walk.until_shown("= call tomorrow 10:00")
        await walk.key("enter")
        await walk.until(lambda: walk.client() == "Kowalska")
        await walk.press("4")
        await walk.type("h\r")
        await walk.until(lambda: walk.client() == "Orlova")
        assert planned(here) == [("call", "2026-11-24"), ("call", "2026-11-23")]
        await walk.key("u")
        assert walk.client() == "Kowalska"
        assert len(planned(here)) == 1
        await walk.key("4")
        await walk.until(lambda: walk.client() == "Orlova")
        await walk.key("4", "escape", "1")
        assert walk.client() == "Sidorov"
        await walk.press("4", "delete", "enter")
        await walk.until_shown("All are done.")
    assert len(planned(here)) == 2
    assert [(one.label, one.count) for one in show_run(here, run).outcomes if one.count] == [
        ("Reached", 1),
        ("Call back", 3),
    ]


async def test_a_note_typed_where_nothing_is_due_is_no_command(here: Context) -> None:
    run = lay(here)
    async with walking(here) as walk:
        await walk.key("1", "1", "1", "1")
        await walk.until_shown("All are done.")
        await walk.press("n")
        await walk.type("would quit 12 XU")
        assert walk.said() == "There is nothing to be done now."
        assert isinstance(walk.app.screen, WalkScreen)
        await walk.press("escape", "escape")
        await walk.until(lambda: isinstance(walk.app.screen, RunsScreen))
    shown = show_run(here, run)
    assert (shown.done, shown.closed_at) == (4, None)


async def test_a_note_typed_while_the_next_one_is_read_is_its_note(here: Context) -> None:
    run = lay(here)
    async with walking(here) as walk:
        # Keys that come in one burst: the next one is not read yet when the letters come.
        await walk.press("1", "n", *"sxu", "enter", "2")
        await walk.until(lambda: not walk.screen.is_busy)
        assert walk.client() in ("Kowalska", "Orlova")
    assert show_run(here, run).done in (1, 2)


async def test_the_title_is_not_replaced_by_the_first_letter(here: Context) -> None:
    run = lay(here)
    async with walking(here) as walk:
        await walk.press("e")
        assert isinstance(walk.app.screen, WalkScreen)
    async with at_desk(here) as desk:
        await desk.press("W")
        await desk.until(lambda: isinstance(desk.app.screen, RunsScreen))
        await desk.open("e")
        await desk.put("script", "Hello")
        await desk.press("shift+tab")
        await desk.type(" B")
        await desk.save()
    assert show_run(here, run).title == "Fair 2027 B"
