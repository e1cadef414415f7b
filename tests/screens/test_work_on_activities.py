"""What can be done with the rows of My activities: one by one, and with several that are marked."""

from __future__ import annotations

from uuid import UUID

import pytest
from desk import Clock, Desk, add_contact, at, at_desk, plan

from screens.action_menu import ActionMenu
from screens.actions import ACTIVITIES, GLOBAL, actions_of
from services.activities.finishing import finish_activity
from services.context import Context
from services.records.history import history_of
from services.records.use_cases import add_record, edit_record, show_record
from services.settings import COUNTERS, set_setting


def plan_three(context: Context) -> list[UUID]:
    """Plan three calls of this afternoon."""
    return [plan(context, f"thing {hour}", f"2026-11-23 {hour}:00") for hour in (15, 16, 17)]


def value(context: Context, key: UUID, name: str) -> object:
    """Return the value of a field of an activity."""
    return show_record(context, "activity", key).values[name]


async def mark_all(desk: Desk) -> None:
    """Mark everything that is shown."""
    await desk.type("*")
    await desk.until_shown("3 marked")


@pytest.mark.row("ACT-04", "ACT-20")
async def test_what_is_done_is_shown_on_demand_and_opened_again(context: Context) -> None:
    context = at(context)
    plan(context, "open one", "2026-11-23 15:00")
    done = plan(context, "done one", "2026-11-23 10:00")
    finish_activity(context, done)
    for number, moment in enumerate(("2026-11-22T17:05", "2026-11-17T09:30", "2026-11-03T09:30")):
        add_record(context, "activity", {"subject": f"past {number}", "done_at": moment})
    async with at_desk(context, size=(80, 24)) as desk:
        assert not any("done one" in line for line in desk.agenda())
        await desk.press("D")
        await desk.until(lambda: any(line.startswith("Done 4") for line in desk.agenda()))
        lines = [" ".join(line.split()) for line in desk.agenda()]
        assert "call 14:32 done one" in lines
        assert "task Sun 17:05 past 0" in lines
        assert "task Tue 09:30 past 1" in lines
        assert "task 3 Nov past 2" in lines
        assert desk.said() == "What was done stands at the end: G goes there."
        await desk.press("G", "k", "k", "k", "x")
        await desk.until(lambda: desk.said() == "Open again: done one. u takes it back.")
        await desk.until(lambda: desk.agenda()[0].startswith("Overdue 1"))
        assert value(context, done, "done_at") is None
        await desk.press("u")
        await desk.until(lambda: any(line.startswith("Done 4") for line in desk.agenda()))
        await desk.press("D")
        await desk.until(lambda: not any("done one" in line for line in desk.agenda()))


@pytest.mark.row("ACT-12", "ACT-20")
async def test_marked_ones_are_finished_and_undone_as_one(context: Context) -> None:
    context = at(context)
    keys = plan_three(context)
    async with at_desk(context) as desk:
        await desk.press("m", "m")
        await desk.until_shown("2 marked")
        await desk.open("x")
        await desk.until_shown("Done: 2 activities")
        await desk.put("result", "all clear")
        await desk.save()
        await desk.until_shown("1 open")
        assert desk.said() == "Done. u takes it back."
        assert "marked" not in desk.text()
        assert [value(context, key, "result") for key in keys] == ["all clear", "all clear", ""]
        await desk.press("u")
        await desk.until_shown("3 open")


@pytest.mark.row("ACT-10", "CALL-05")
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("t", "= tomorrow 10:00"),
        ("fri 15:30", "= Fri 15:30"),
        ("+3d", "= Thu"),
        ("25.12", "25 Dec"),
    ],
)
async def test_marked_ones_are_put_off_and_undone_as_one(
    context: Context, typed: str, shown: str
) -> None:
    context = at(context)
    keys = plan_three(context)
    before = [value(context, key, "due") for key in keys]
    async with at_desk(context) as desk:
        await mark_all(desk)
        await desk.open("p")
        await desk.until_shown("Later: 3 activities", "q +15 min")
        await desk.type(typed)
        await desk.until_shown(shown)
        await desk.press("enter")
        await desk.until_closed()
        await desk.until_shown("0 today · 3 open")
        assert len({str(value(context, key, "due")) for key in keys}) == 1
        await desk.press("u")
        await desk.until_shown("3 today · 3 open")
        assert [value(context, key, "due") for key in keys] == before


@pytest.mark.row("ACT-03")
async def test_marked_ones_are_given_to_a_colleague(context: Context, other: Context) -> None:
    context = at(context)
    plan_three(context)
    async with at_desk(context) as desk, at_desk(at(other)) as theirs:
        await mark_all(desk)
        await desk.open("a")
        await desk.until_shown("Give 3 activities to", "1 anna  2 Борис Волков")
        await desk.press("2", "enter")
        await desk.until_closed()
        await desk.until_shown("0 open")
        assert desk.said() == "Given. u takes it back."
        await theirs.until_shown("3 open")
        await desk.press("u")
        await desk.until_shown("3 open")
        await theirs.until_shown("0 open")


@pytest.mark.row("ACT-21")
async def test_importance_is_set_and_taken_away(context: Context) -> None:
    context = at(context)
    keys = plan_three(context)
    async with at_desk(context) as desk:
        await desk.press("G", "exclamation_mark")
        await desk.until(lambda: desk.current().endswith("*"))
        assert desk.said() == "Important now."
        # What is important stands above what is not, whatever the time.
        assert "thing 17" in desk.agenda()[1]
        await mark_all(desk)
        await desk.press("exclamation_mark")
        await desk.until(lambda: not any(line.endswith("*") for line in desk.agenda()))
        assert desk.said() == "No longer important."
        await desk.press("u")
        await desk.until(lambda: desk.agenda()[1].endswith("*"))
    assert [value(context, key, "is_important") for key in keys] == [False, False, True]


async def test_marked_ones_are_deleted_and_come_back(context: Context) -> None:
    context = at(context)
    plan_three(context)
    async with at_desk(context) as desk:
        await desk.press("delete")
        await desk.until_shown("2 open")
        assert desk.said() == "1 activity deleted. u takes it back."
        await desk.press("u")
        await desk.until_shown("3 open")
        await mark_all(desk)
        await desk.press("delete")
        await desk.until_shown("Delete 3 records?")
        await desk.press("escape")
        await desk.until_closed()
        await desk.press("delete", "enter")
        await desk.until_shown("0 open")
        assert desk.said() == "3 activities deleted. u takes it back."
        await desk.press("u")
        await desk.until_shown("3 open")


async def test_as_many_are_said_to_be_deleted_as_were(context: Context, other: Context) -> None:
    context = at(context)
    keys = plan_three(context)
    async with at_desk(context) as desk:
        await mark_all(desk)
        with other.database.write(other.actor, "test") as unit:
            unit.connection.execute(
                "UPDATE activity SET deleted_at = 1 WHERE id = ?", (keys[0].bytes,)
            )
            await desk.press("delete", "enter")  # waits for its turn until the other one has ended
        await desk.until_shown("0 open")
        said = "2 activities deleted. u takes it back. 1 is no longer there."
        await desk.until(lambda: desk.said() == said)


async def test_what_a_colleague_has_done_meanwhile_is_left_out_and_told(
    context: Context, other: Context
) -> None:
    context = at(context)
    keys = plan_three(context)
    async with at_desk(context) as desk:
        await mark_all(desk)
        await desk.open("p")
        await desk.type("t")
        finish_activity(other, keys[0])
        await desk.save()
        await desk.until(lambda: desk.said() == "Put off. u takes it back. 1 was done already.")
        await desk.until_shown("2 open")


async def test_marks_are_made_and_taken_away(context: Context) -> None:
    context = at(context)
    plan_three(context)
    async with at_desk(context) as desk:
        await desk.press("m")
        await desk.until_shown("1 marked")
        await desk.press("k", "m")
        await desk.until_gone("marked")
        await mark_all(desk)
        await desk.type("*")
        await desk.until_gone("marked")
        await mark_all(desk)
        await desk.press("escape")
        await desk.until_gone("marked")


@pytest.mark.row("ACT-03")
async def test_the_form_shows_an_activity_and_writes_only_what_was_changed(
    context: Context, other: Context
) -> None:
    context, other = at(context), at(other)
    ivanov = add_contact(context, "Ivanov")
    chairs = add_record(context, "deal", {"title": "Chairs"})
    key = plan(
        context,
        "agree",
        "2026-11-23 18:00",
        kind="meeting",
        contacts=[str(ivanov)],
        deals=[str(chairs)],
        description="in their office",
        remind_minutes=90,
        is_important=True,
    )
    async with at_desk(context) as desk:
        await desk.open("e")
        await desk.until_shown("Change: agree")
        assert desk.form() == {
            "subject": "agree",
            "kind": "meeting",
            "elements": "",
            "due": "23.11.2026 18:00",
            "remind_minutes": "1h 30m",
            "is_important": "+",
            "planned_minutes": "",
            "place": "",
            "description": "in their office",
            "files": "",
            "responsible": "anna",
            "participants": "",
            "co_executors": "",
        }
        assert desk.held("elements") == ["Ivanov", "Chairs"]
        edit_record(other, "activity", key, {"subject": "agree the price"})
        await desk.put("due", "24.11 10:00")
        await desk.save()
        await desk.until(lambda: desk.said() == "Changed. u takes it back.")
        await desk.until(lambda: "agree the price" in desk.current())
        assert desk.agenda()[0].startswith("Tomorrow 1")
        await desk.press("u")
        await desk.until(lambda: desk.agenda()[0].startswith("Today 1"))
        assert value(context, key, "subject") == "agree the price"
        units = len(list(history_of(context, "activity", key)))
        await desk.open("e")
        await desk.save()
        assert len(list(history_of(context, "activity", key))) == units


@pytest.mark.row("ACT-03")
async def test_the_form_takes_the_client_and_the_deal_away(context: Context) -> None:
    context = at(context)
    ivanov = add_contact(context, "Ivanov")
    key = plan(context, "agree", "2026-11-23 15:00", contacts=[str(ivanov)])
    async with at_desk(context) as desk:
        await desk.open("e")
        await desk.go_to("elements")
        await desk.press("backspace")
        await desk.put("due", "")
        await desk.put("remind_minutes", "")
        await desk.save()
        await desk.until(lambda: desk.agenda()[0].startswith("No date 1"))
    assert value(context, key, "contacts") in ((), None)


@pytest.mark.row("COMP-03")
async def test_y_plans_another_one_like_it(context: Context) -> None:
    context = at(context)
    ivanov = add_contact(context, "Ivanov")
    plan(
        context,
        "monthly call",
        "2026-11-23 15:00",
        contacts=[str(ivanov)],
        description="ask for stock",
    )
    async with at_desk(context) as desk:
        await desk.open("y")
        assert desk.form()["subject"] == "monthly call"
        assert (desk.held("elements"), desk.form()["due"]) == (["Ivanov"], "")
        assert desk.form()["description"] == "ask for stock"
        await desk.put("due", "+1w 10:00")
        await desk.save()
        await desk.until_shown("2 open")
        assert desk.said() == "Planned. u takes it back."


@pytest.mark.row("CONT-09")
async def test_the_menu_lists_every_action_and_runs_the_chosen_one(context: Context) -> None:
    context = at(context)
    plan(context, "agree the date", "2026-11-23 15:00")
    async with at_desk(context) as desk:
        await desk.type(".")
        await desk.until(lambda: isinstance(desk.app.screen, ActionMenu))
        await desk.until_shown("agree the date", "Finish: outcome, result, next step")
        shown = desk.text()
        for action in actions_of(ACTIVITIES):
            assert action.sentence in shown, action.name
        await desk.press("j", "enter")
        await desk.until_dialog()
        await desk.until_shown("Done: agree the date")
        await desk.leave()
        await desk.type(".")
        await desk.until(lambda: isinstance(desk.app.screen, ActionMenu))
        await desk.open("p")
        await desk.until_shown("Later: agree the date")
        await desk.leave()
        await desk.type(".")
        await desk.until(lambda: isinstance(desk.app.screen, ActionMenu))
        await desk.press("escape")
        await desk.until_closed()


@pytest.mark.parametrize("size", [(80, 24), (40, 30)])
async def test_the_menu_works_on_small_screens(context: Context, size: tuple[int, int]) -> None:
    context = at(context)
    plan(context, "agree", "2026-11-23 15:00")
    last = actions_of(ACTIVITIES, GLOBAL)[-1].sentence.split()[0]
    async with at_desk(context, size=size) as desk:
        await desk.type(".")
        await desk.until(lambda: isinstance(desk.app.screen, ActionMenu))
        await desk.press("G")
        await desk.until_shown(f" {last} ")


@pytest.mark.row("ACT-18", "A3")
@pytest.mark.parametrize(("counted", "badge"), [("overdue", "1!"), ("today", "2!"), ("open", "4!")])
async def test_the_counter_counts_what_is_set(context: Context, counted: str, badge: str) -> None:
    context = at(context)
    for subject, due in (("a", "2026-11-20"), ("b", "2026-11-23 15:00"), ("c", "2026-11-24")):
        plan(context, subject, due)
    plan(context, "d")
    async with at_desk(context) as desk:
        await desk.until_shown("[1 Activities 1!]")
        set_setting(context, COUNTERS, counted)
        await desk.until_shown(f"[1 Activities {badge}]")
    async with at_desk(context) as desk:
        await desk.until_shown(f"[1 Activities {badge}]")


async def test_an_hour_behind_a_dialog_is_caught_up_with(context: Context) -> None:
    clock = Clock()
    context = clock.of(context)
    plan(context, "at three", "2026-11-23 15:00")
    async with at_desk(context) as desk:
        await desk.open("n")
        clock.advance(hours=1)
        await desk.leave()
        await desk.until_shown("Overdue 1", "Mon 15:32")


async def test_t_plans_a_task_with_the_client_of_the_row(context: Context) -> None:
    context = at(context)
    client = add_record(context, "contact", {"last_name": "Ivanov"})
    plan(context, "ask", "2026-11-23 15:00", contacts=[str(client)])
    async with at_desk(context) as desk:
        await desk.open("t")
        assert (desk.form()["kind"], desk.held("elements")) == ("task", ["Ivanov"])
        await desk.put("subject", "send the offer")
        await desk.put("due", "tomorrow")
        await desk.save()
        await desk.until_shown("task", "send the offer")
