"""Calls in progress: folded to a line while one works, several at once, kept until saved."""

from __future__ import annotations

import pytest
from desk import Clock, Desk, add_contact, at, at_desk, glance, plan

from screens.calls.call_form import CallForm
from services.activities.open_calls import open_calls
from services.context import Context
from widgets.clock_line import ClockLine


def folded(desk: Desk) -> str:
    """Return the line of folded calls, "" where there is none."""
    for line in desk.app.screen.query(ClockLine):
        return line.render_line(0).text.rstrip()
    return ""


async def begin(desk: Desk, client: str, notes: str = "") -> None:
    """Begin a call with a known client, and take notes."""
    await desk.open("ctrl+l")
    await desk.type(client)
    await desk.until_shown(f"> {client}")
    await desk.press("enter")
    await desk.until(lambda: desk.form()["client"] == client)
    await desk.type(notes)


async def fold(desk: Desk) -> None:
    """Fold the call that is open."""
    await desk.press("ctrl+l")
    await desk.until_closed()
    await desk.until_idle()


@pytest.mark.row("CALL-07")
async def test_a_call_is_folded_and_unfolded_with_its_clock_running(context: Context) -> None:
    clock = Clock()
    context = clock.of(context)
    ivanov = add_contact(context, "Ivanov")
    plan(context, "another thing", "2026-11-23 15:00")
    async with at_desk(context) as desk:
        await begin(desk, "Ivanov", "wants 5 %\rasks for drawings")
        clock.advance(minutes=4, seconds=10)
        await fold(desk)
        assert folded(desk).startswith("call 00:04:10 Ivanov · 2 lines of notes")
        assert folded(desk).endswith("^L")
        # The rest of the program is at hand meanwhile.
        await desk.open("x")
        await desk.until_shown("Done: another thing")
        await desk.save()
        clock.advance(minutes=1)
        await desk.until(lambda: folded(desk).startswith("call 00:05:10 Ivanov"))
        await desk.open("ctrl+l")
        assert desk.form()["notes"] == "wants 5 %\nasks for drawings"
        assert desk.field() == "notes"
        await desk.save()
        await desk.until(lambda: not folded(desk))
    (past,) = glance(context, ivanov).past
    assert past.duration_seconds == 310
    assert open_calls(context) == []


@pytest.mark.row("CALL-07")
async def test_several_calls_are_folded_and_f2_changes_between_them(context: Context) -> None:
    clock = Clock()
    context = clock.of(context)
    for name in ("Ivanov", "Nowak"):
        add_contact(context, name)
    async with at_desk(context) as desk:
        await begin(desk, "Ivanov", "first")
        clock.advance(minutes=1)
        await desk.press("f2")
        await desk.until(lambda: desk.form().get("client") == "")
        await desk.type("Nowak")
        await desk.until_shown("> Nowak")
        await desk.press("enter")
        await desk.type("second")
        clock.advance(minutes=1)
        await fold(desk)
        assert folded(desk).startswith(
            "call 00:01:00 Nowak · 1 line of notes   call 00:02:00 Ivanov · 1 line of notes"
        )
        await desk.open("ctrl+l")
        assert desk.form()["client"] == "Nowak"
        await desk.press("f2")
        await desk.until(lambda: desk.form().get("client") == "Ivanov")
        assert desk.form()["notes"] == "first"
        # What was folded last comes back first, though nothing was typed into it.
        await fold(desk)
        assert folded(desk).startswith("call 00:02:00 Ivanov")
        await desk.open("ctrl+l")
        assert desk.form()["client"] == "Ivanov"
        await desk.save()
        await desk.until(lambda: folded(desk).startswith("call 00:01:00 Nowak"))


@pytest.mark.row("CALL-07")
async def test_folded_calls_are_seen_in_every_area(context: Context) -> None:
    context = at(context)
    add_contact(context, "Ivanov")
    async with at_desk(context) as desk:
        await begin(desk, "Ivanov", "wants 5 %")
        await fold(desk)
        await desk.press("0")
        await desk.until(lambda: "[0 Settings]" in desk.text())
        await desk.until(lambda: folded(desk).startswith("call 00:00:00 Ivanov"))
        await desk.press("ctrl+l")
        await desk.until(lambda: isinstance(desk.app.screen, CallForm))
        await desk.save()
        await desk.until(lambda: not folded(desk))
        await desk.press("1")
        await desk.until(lambda: "[1 Activities" in desk.text())
        assert not folded(desk)


async def test_calling_who_is_on_the_line_unfolds_that_call(context: Context) -> None:
    context = at(context)
    ivanov = add_contact(context, "Ivanov")
    plan(context, "ask", "2026-11-23 15:00", contacts=[str(ivanov)])
    async with at_desk(context) as desk:
        await begin(desk, "Ivanov", "wants 5 %")
        await fold(desk)
        await desk.open("c")
        assert desk.form()["notes"] == "wants 5 %"
        await desk.until_shown("incoming")
    assert len(open_calls(context)) == 1


async def test_escape_keeps_whoever_was_named_and_forgets_an_emptied_call(
    context: Context,
) -> None:
    context = at(context)
    add_contact(context, "Ivanov")
    async with at_desk(context) as desk:
        await begin(desk, "Ivanov")
        await desk.leave()
        assert folded(desk).startswith("call 00:00:00 Ivanov")
        await desk.open("ctrl+l")
        await desk.press("ctrl+n")
        await desk.leave()
        await desk.until(lambda: not folded(desk))
        await desk.until(lambda: open_calls(context) == [])


async def test_escape_keeps_a_call_with_its_clock_stopped(context: Context) -> None:
    clock = Clock()
    context = clock.of(context)
    ivanov = add_contact(context, "Ivanov")
    async with at_desk(context) as desk:
        await begin(desk, "Ivanov", "wants 5 %")
        clock.advance(minutes=2)
        await desk.leave()
        clock.advance(minutes=30)
        assert folded(desk).startswith("call 00:02:00 Ivanov · 1 line of notes")
        await desk.open("ctrl+l")
        await desk.until_shown("00:02:00 hung up")
        await desk.press("f8")
        await desk.until_shown("00:32:00")
        await desk.press("f8")
        await desk.save()
    (past,) = glance(context, ivanov).past
    assert past.duration_seconds == 32 * 60


@pytest.mark.row("CALL-07")
async def test_calls_come_back_with_the_program(context: Context) -> None:
    clock = Clock()
    context = clock.of(context)
    ivanov = add_contact(context, "Ivanov")
    plan(context, "agree", "2026-11-23 15:00", contacts=[str(ivanov)])
    async with at_desk(context) as desk:
        await desk.open("enter")
        await desk.until(lambda: desk.form()["planned"])
        await desk.type("wants 5 %")
        await desk.put("outcome", "2")
    clock.advance(minutes=3)
    async with at_desk(context) as desk:
        assert "Ivanov · 1 line of notes" in folded(desk)
        await desk.open("ctrl+l")
        await desk.until(lambda: desk.form()["planned"].startswith("agree"))
        form = desk.form()
        assert (form["client"], form["notes"], form["outcome"]) == (
            "Ivanov",
            "wants 5 %",
            "No answer",
        )
        await desk.save()
        await desk.until_shown("0 open")
    (past,) = glance(context, ivanov).past
    assert past.text == "wants 5 %"


async def test_another_person_does_not_see_ones_calls(context: Context, other: Context) -> None:
    context = at(context)
    add_contact(context, "Ivanov")
    async with at_desk(context) as desk:
        await begin(desk, "Ivanov", "wants 5 %")
        await fold(desk)
    async with at_desk(at(other)) as desk:
        assert not folded(desk)


@pytest.mark.parametrize("size", [(80, 24), (40, 30)])
async def test_the_line_of_calls_fits_small_screens(
    context: Context, size: tuple[int, int]
) -> None:
    context = at(context)
    add_contact(context, "Ivanov")
    async with at_desk(context, size=size) as desk:
        await begin(desk, "Ivanov", "wants 5 %")
        await fold(desk)
        assert folded(desk).startswith("call 00:00:00 Ivanov")
