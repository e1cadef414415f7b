"""The dialogs of My activities in which something is finished or planned."""

from __future__ import annotations

import pytest
from desk import MONDAY, Desk, add_contact, at, at_desk, count, glance, plan

from services.activities.finishing import finish_activity
from services.context import Context
from services.records.use_cases import delete_record

LABELS = {
    "client": ("Client", "Who"),
    "kind": ("Kind",),
    "due": ("When",),
    "outcome": ("Outcome",),
    "next": ("Next",),
    "elements": ("CRM elements",),
    "planned_minutes": ("Length",),
    "remind_minutes": ("Remind",),
    "responsible": ("Responsible", "Who"),
}


async def fill(desk: Desk, *texts: str) -> None:
    """Type one text into each field, Enter after each."""
    await desk.until_dialog()
    for text in texts:
        await desk.type(text)
        await desk.press("enter")


@pytest.mark.row("ACT-12", "ACT-10", "CALL-05")
async def test_x_finishes_and_plans_the_next_step(context: Context) -> None:
    context = at(context)
    ivanov = add_contact(context, "Ivanov")
    plan(context, "before", "2026-11-23 14:00")
    plan(context, "contract", "2026-11-23 15:00", contacts=[str(ivanov)])
    plan(context, "after", "2026-11-23 16:00")
    async with at_desk(context) as desk:
        await desk.press("j", "x")
        await desk.until_shown("Done: contract · Ivanov", "1 Reached  2 No answer")
        await fill(desk, "2", "nobody there", "tomorrow 10")
        await desk.until_closed()
        await desk.until(lambda: "after" in desk.current())
        assert desk.said() == "Done: contract. u takes it back."
        tomorrow = desk.agenda().index(next(x for x in desk.agenda() if x.startswith("Tomorrow")))
        line = desk.agenda()[tomorrow + 1]
        assert line.split() == ["call", "10:00", "Ivanov", "try", "2,", "contract"]
    (past,) = glance(context, ivanov).past
    assert (past.outcome, past.text, past.done_at) == ("No answer", "nobody there", MONDAY)


@pytest.mark.row("ACT-10")
async def test_the_last_of_the_list_is_finished_and_comes_back(context: Context) -> None:
    context = at(context)
    plan(context, "ask", "2026-11-23 15:00")
    plan(context, "the last", "2026-11-23 16:00")
    async with at_desk(context) as desk:
        await desk.press("G")
        await desk.open("x")
        await desk.until_shown("Done: the last")
        await desk.save()
        await desk.until(lambda: "ask" in desk.current())
        assert len(desk.agenda()) == 2
        await desk.press("u")
        await desk.until(lambda: len(desk.agenda()) == 3)


@pytest.mark.row("ACT-01", "ACT-06")
async def test_n_plans_an_activity_with_the_client_of_the_row(context: Context) -> None:
    context = at(context)
    ivanov = add_contact(context, "Ivanov")
    plan(context, "ask", "2026-11-23 15:00", contacts=[str(ivanov)])
    async with at_desk(context) as desk:
        await desk.open("n")
        assert desk.held("elements") == ["Ivanov"]
        assert desk.field() == "subject"
        await desk.type("show the samples")
        await desk.press("enter")
        assert desk.field() == "kind"
        await desk.type("mee")
        await desk.until_shown("= meeting")
        await desk.press("enter", "enter")
        assert desk.field() == "due"
        await desk.type("fri 16:30")
        await desk.until_shown("= Fri 16:30")
        await desk.press("enter", "enter")
        assert desk.field() == "is_important"
        await desk.type("+")
        await desk.save()
        await desk.until(lambda: any("show the samples" in line for line in desk.agenda()))
        line = next(line for line in desk.agenda() if "show the samples" in line)
        assert line.split() == ["meeting", "Fri", "16:30", "Ivanov", "show", "the", "samples", "*"]
        assert desk.said() == "Planned. u takes it back."
        await desk.press("u")
        await desk.until_gone("show the samples")


@pytest.mark.parametrize(
    ("key", "field", "typed", "sentence"),
    [
        ("x", "outcome", "9", "! Use one of: Reached, No answer, Busy, Call back"),
        ("x", "next", "someday soon", "! “someday” is not understood"),
        ("n", "due", "32.13", "! "),
        ("n", "kind", "zzz", "! Use one of: call, meeting, letter, task."),
        ("n", "elements", "nobody at all", "! Choose one from the list, or leave the field empty."),
        ("n", "planned_minutes", "long", "! “long” is no length of time. Type it like 15m"),
        ("n", "remind_minutes", "soon", "! “soon” is no length of time. Type it like 15m"),
        ("n", "responsible", "zzz", "! Use one of: anna, Борис Волков."),
        ("p", "due", "", "! Say when: “tomorrow 10”, “fri”, “+1h”."),
        ("p", "due", "yesterday", "! "),
        ("a", "responsible", "zzz", "! Use one of: anna, Борис Волков."),
        ("c", "outcome", "zzz", "! Use one of: Reached, No answer, Busy"),
        ("c", "next", "meeting", "! The next step needs a time, such as “tomorrow 10:00”."),
        ("c", "client", "", "! Who was it? Type a name or a number."),
    ],
)
async def test_what_does_not_fit_is_said_under_the_field(
    context: Context, key: str, field: str, typed: str, sentence: str
) -> None:
    context = at(context)
    ivanov = add_contact(context, "Ivanov")
    plan(context, "ask", "2026-11-23 15:00", contacts=[str(ivanov)])
    async with at_desk(context) as desk:
        await desk.open(key)
        await desk.put(field, typed)
        await desk.press("ctrl+s")
        await desk.until_shown(sentence)
        assert desk.field() == field
        lines = desk.text().splitlines()
        said = next(number for number, line in enumerate(lines) if sentence in line)
        # What was taken may stand between the line and the sentence.
        assert any(label in lines[said - 1] + lines[said - 2] for label in LABELS[field])
        assert len(desk.agenda()) == 2


async def test_a_half_typed_time_is_not_called_wrong(context: Context) -> None:
    async with at_desk(at(context)) as desk:
        await desk.press("n")
        await desk.until_dialog()
        await desk.press("tab", "tab", "tab")
        await desk.type("tomor")
        assert "not understood" not in desk.text()
        await desk.press("tab")
        await desk.until_shown("not understood")


async def test_tab_goes_around_the_fields(context: Context) -> None:
    async with at_desk(at(context)) as desk:
        await desk.press("c")
        await desk.until_dialog()
        fields = [desk.field()]
        for _press in range(4):
            await desk.press("tab")
            fields.append(desk.field())
        assert fields == ["client", "notes", "outcome", "next", "client"]
        await desk.press("shift+tab")
        assert desk.field() == "next"


async def test_an_activity_that_was_deleted_cannot_be_finished(
    context: Context, other: Context
) -> None:
    key = plan(at(context), "ask", "2026-11-23 15:00")
    async with at_desk(at(context)) as desk:
        await desk.press("x")
        await desk.until_dialog()
        delete_record(other, "activity", key)
        await desk.press("ctrl+s")
        await desk.until_shown("somebody has deleted it")


async def test_saving_twice_writes_once(context: Context) -> None:
    async with at_desk(at(context)) as desk:
        await desk.press("n")
        await desk.until_dialog()
        await desk.type("ask")
        await desk.press("ctrl+s", "ctrl+s")
        await desk.until_closed()
        await desk.until(lambda: len(desk.agenda()) == 2)
    assert count(context, "activity") == 1


async def test_undo_is_refused_where_a_colleague_has_worked_on(
    context: Context, other: Context
) -> None:
    context = at(context)
    key = plan(context, "ask", "2026-11-23 15:00")
    async with at_desk(context) as desk:
        finish_activity(other, key, result="done by Boris")
        await desk.press("u")
        await desk.until(lambda: desk.said().startswith("! "))
        assert "boris" in desk.said().lower() or "Борис" in desk.said()
