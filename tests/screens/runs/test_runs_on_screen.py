"""A run on the screen: walked through by one key each, counted, taken back."""

from __future__ import annotations

import pytest

from screens.runs.runs_screen import RunsScreen
from screens.runs.walk_screen import WalkScreen
from services.activities.finishing import finish_activities
from services.activities.runs import show_run
from services.context import Context
from services.records.use_cases import edit_record
from services.settings import CALL_RESULT_REQUIRED, set_setting
from tests.screens.desk import at_desk
from tests.screens.records.clients import add
from tests.screens.runs.walks import lay, walking


@pytest.mark.row("ACT-16")
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_one_key_each_and_the_counters_follow(here: Context, size: tuple[int, int]) -> None:
    run = lay(here)
    async with walking(here, size) as walk:
        await walk.until_shown("Fair 2027", "0 of 4", "Abramov", "May I invite you to our stand?")
        await walk.until_shown("+7 916 123-45-60")
        await walk.key("1")
        assert walk.client() == "Kowalska"
        assert walk.said() == "Reached: Abramov. u takes it back."
        await walk.until_shown("1 of 4", "1 Reached 1")
        await walk.key("2", "1")
        assert walk.counts().startswith("1 Reached 2   2 No answer 1   3 Busy")
        await walk.key("6")
        await walk.until_shown("Fair 2027: 4 of 4", "All are done.", "2 Reached", "1 Refused")
        await walk.press("X")
        await walk.until_shown("All runs are closed: D shows them.")
    assert show_run(here, run).closed_at is not None


@pytest.mark.row("ACT-16")
async def test_u_brings_back_the_one_before(here: Context) -> None:
    run = lay(here)
    async with walking(here) as walk:
        await walk.key("1", "2")
        assert walk.client() == "Orlova"
        await walk.key("u")
        assert (walk.client(), walk.said()) == ("Kowalska", "Undone: activity done.")
        assert walk.counts().startswith("1 Reached 1   2 No answer   3 Busy")
        await walk.key("u")
        assert walk.client() == "Abramov"
        await walk.key("3")
        assert walk.client() == "Kowalska"
        await walk.key("U")
        await walk.until_shown("! ")
        await walk.key("u")
        assert walk.client() == "Abramov"
        await walk.key("3")
    assert show_run(here, run).done == 1


@pytest.mark.row("ACT-16")
async def test_a_note_and_a_next_step_go_with_the_outcome(here: Context) -> None:
    run = lay(here)
    async with walking(here) as walk:
        await walk.press("n")
        await walk.type("wants 5 %, asks for 12 tickets\r")
        await walk.press("t")
        await walk.type("t\r")
        await walk.until_shown("= call tomorrow 10:00")
        await walk.key("1")
        assert (walk.client(), walk.form()) == ("Kowalska", {"note": "", "next": ""})
        assert "wants" not in walk.text()
        await walk.key("u")
        assert walk.client() == "Abramov"
        assert walk.form() == {"note": "wants 5 %, asks for 12 tickets", "next": "t"}
        await walk.key("1")
        assert walk.form() == {"note": "", "next": ""}
    row = here.database.reader().execute(
        "SELECT a.result, n.kind, n.subject FROM activity a JOIN activity n "
        "ON n.previous_id = a.id WHERE a.run_id = ?",
        (run.bytes,),
    )
    assert row.fetchall() == [("wants 5 %, asks for 12 tickets", "call", "Invite to the fair")]


async def test_a_next_step_that_cannot_be_read_is_said(here: Context) -> None:
    run = lay(here)
    async with walking(here) as walk:
        await walk.press("t")
        await walk.type("someday\r")
        await walk.key("1")
        assert walk.client() == "Abramov"
        await walk.until_shown("! ")
        assert (walk.field(), walk.form()["next"]) == ("next", "someday")
    assert show_run(here, run).done == 0


async def test_a_result_that_is_required_is_asked_for(here: Context) -> None:
    lay(here)
    set_setting(here, CALL_RESULT_REQUIRED, True)
    async with walking(here) as walk:
        await walk.key("1")
        await walk.until_shown("here a result is required")
        assert (walk.client(), walk.field()) == ("Abramov", "note")
        await walk.type("will come\r")
        await walk.key("1")
        assert walk.client() == "Kowalska"


@pytest.mark.row("ACT-16")
async def test_a_note_outlives_the_program_and_the_place_too(here: Context) -> None:
    lay(here)
    async with walking(here) as walk:
        await walk.key("1")
        await walk.press("n")
        await walk.type("half a sent")
    async with walking(here) as walk:
        assert (walk.client(), walk.form()["note"]) == ("Kowalska", "half a sent")
        await walk.until_shown("half a sent")
        await walk.key("2")
        assert walk.form()["note"] == ""
    async with walking(here) as walk:
        assert (walk.client(), walk.form()["note"]) == ("Orlova", "")


@pytest.mark.row("ACT-16")
async def test_skip_and_later(here: Context) -> None:
    run = lay(here)
    async with walking(here) as walk:
        await walk.key("s")
        assert (walk.client(), walk.said()) == ("Kowalska", "Left for the end.")
        await walk.open("p")
        await walk.type("fri 10")
        await walk.save()
        await walk.until(lambda: walk.client() == "Orlova")
        assert walk.said() == "Put off. u takes it back."
        await walk.key("u")
        assert walk.client() == "Kowalska"
        await walk.open("p")
        await walk.type("fri 10")
        await walk.save()
        await walk.until(lambda: walk.client() == "Orlova")
        await walk.key("1", "1")
        assert walk.client() == "Abramov"
        await walk.key("1")
        await walk.until_shown("1 is planned for another day, first Fri 10:00.")
        await walk.key("a")
        assert walk.client() == "Kowalska"
        await walk.key("1")
        await walk.until_shown("All are done.")
    assert show_run(here, run).open == 0


async def test_any_outcome_by_the_form(here: Context) -> None:
    run = lay(here)
    async with walking(here) as walk:
        await walk.open("f")
        await walk.put("outcome", "Call back")
        await walk.put("result", "after lunch")
        await walk.save()
        await walk.until(lambda: walk.client() == "Kowalska")
        await walk.key("x")
        await walk.until_shown("4 Call back 1", "Done 1")
    assert show_run(here, run).done == 2


@pytest.mark.row("ACT-16")
async def test_what_colleagues_do_shows(here: Context, other: Context) -> None:
    run = lay(here)
    async with walking(here) as walk:
        step = walk.screen.step
        assert step is not None
        assert step.client is not None
        edit_record(other, "contact", step.client.id, {"position": "director"})
        await walk.until_shown("director")
        finish_activities(other, [step.activity])
        await walk.until(lambda: walk.client() == "Kowalska")
        assert walk.said() == "This one is done by now. Here is the next."
        await walk.until_shown("1 of 4")
    assert show_run(here, run).done == 1


async def test_the_card_and_back(here: Context) -> None:
    lay(here)
    async with walking(here) as walk:
        await walk.press("l")
        await walk.until(lambda: not isinstance(walk.app.screen, WalkScreen))
        await walk.until_shown("Abramov", "About")
        await walk.press("escape")
        await walk.until(lambda: isinstance(walk.app.screen, WalkScreen))
        await walk.key("1")
        assert walk.client() == "Kowalska"


async def test_digits_switch_no_area(here: Context) -> None:
    lay(here)
    async with walking(here) as walk:
        await walk.key("0", "9", "N", "W")
        assert (walk.client(), isinstance(walk.app.screen, WalkScreen)) == ("Abramov", True)


@pytest.mark.row("ACT-16")
async def test_the_list_of_runs(here: Context) -> None:
    run = lay(here)
    lay(here, title="Second", kind="task", subject="Send the programme")
    async with at_desk(here) as desk:
        await desk.press("W")
        await desk.until(lambda: isinstance(desk.app.screen, RunsScreen))
        await desk.until_shown("Second", "task: Send the p", "Fair 2027", "0 of 4")
        await desk.press("j")
        await desk.open("X")
        await desk.until_shown("Close: Fair 2027", "4 open ones")
        await desk.save()
        await desk.until_shown("Closed; 4 open ones stay planned. u takes it back. D shows closed")
        await desk.until_gone("Fair 2027")
        assert show_run(here, run).closed_at is not None
        await desk.press("D")
        await desk.until_shown("Fair 2027", "closed")
        await desk.press("j", "X")
        await desk.until_shown("Open again. u takes it back.")
        await desk.press("e")
        await desk.until_dialog()
        await desk.put("title", "Fair 2028")
        await desk.save()
        await desk.until_shown("Fair 2028")
        await desk.press("escape")
        await desk.until_closed()


@pytest.mark.row("ACT-16")
async def test_what_is_open_goes_to_the_bin_and_it_says_where_closed_runs_are(
    here: Context,
) -> None:
    run = lay(here)
    async with at_desk(here) as desk:
        await desk.press("W")
        await desk.until(lambda: isinstance(desk.app.screen, RunsScreen))
        await desk.open("X")
        await desk.put("open", "2")
        await desk.save()
        await desk.until_shown("Closed; 4 open ones are in the bin. u takes it back.")
        await desk.until_shown("All runs are closed: D shows them.")
        assert show_run(here, run).total == 0
        await desk.press("u")
        await desk.until_shown("Fair 2027", "0 of 4")


@pytest.mark.row("ACT-16")
async def test_the_activities_of_a_run_as_a_list(here: Context) -> None:
    lay(here)
    add(here, "activity", "another")
    async with at_desk(here) as desk:
        await desk.press("W")
        await desk.until(lambda: isinstance(desk.app.screen, RunsScreen))
        await desk.press("l")
        await desk.until_shown('run:="Fair 2027"', "4 records", "Invite to the fair")
        assert "another" not in desk.text()


@pytest.mark.row("ACT-16")
async def test_the_script_is_read_beside_my_activities_too(here: Context) -> None:
    lay(here)
    async with at_desk(here) as desk:
        await desk.until_shown("Fair 2027", "May I invite you to our stand?")


@pytest.mark.row("ACT-16", "CALL-06")
async def test_the_script_is_read_while_one_talks(here: Context) -> None:
    lay(here)
    async with at_desk(here) as desk:
        await desk.open("enter")
        await desk.until_shown("Call · outgoing", "Script", "May I invite you to our stand?")
