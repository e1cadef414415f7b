"""A task for what is marked in several lists: one with all of it, or one for each (exam A4)."""

from __future__ import annotations

from threading import Event
from typing import Any
from uuid import UUID

import pytest

import services.activities.tasks as tasks_module
from domain.records.layout_edits import hide
from domain.records.values import RecordView
from screens import long_change
from screens.activities.task_forms import TasksForm
from services.activities.elements import FIELDS_OF
from services.context import Context
from services.layouts import layout_of, save_layout
from services.records.use_cases import list_records
from tests.screens.desk import PATIENCE_SECONDS, at, at_desk, plan
from tests.screens.records.clients import Clients, add, among_clients

pytestmark = pytest.mark.row("TASK-01", "A4.2")


@pytest.fixture
def context(context: Context) -> Context:
    """Anna at the desk, with contacts, companies and a lead."""
    context = at(context)
    for kind, name in (
        ("contact", "Alfa"),
        ("contact", "Beta"),
        ("contact", "Gama"),
        ("company", "Orion"),
        ("company", "Vega"),
        ("lead", "Fair"),
    ):
        add(context, kind, name)
    return context


async def mark_everywhere(desk: Clients) -> None:
    """Mark two contacts, a company and a lead."""
    await desk.press("m", "m")
    for keys in (["j", "m"], ["m"]):
        await desk.press("right_square_bracket")
        await desk.until_idle()
        await desk.press(*keys)


def tasks(context: Context) -> list[RecordView]:
    fields = context.fields.of("activity")
    return list(list_records(context, "activity", fields))


def titles(task: RecordView) -> list[str]:
    found: list[str] = []
    for name in FIELDS_OF.values():
        linked = task.values[name]
        assert isinstance(linked, tuple)
        found += [str(getattr(one, "title", "")) for one in linked]
    return found


async def open_form(desk: Clients) -> TasksForm:
    await desk.open("t")
    form = desk.app.screen
    assert isinstance(form, TasksForm)
    return form


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_one_task_is_made_for_all_that_is_marked_in_several_lists(
    context: Context, size: tuple[int, int]
) -> None:
    async with among_clients(context, size=size) as desk:
        await mark_everywhere(desk)
        await desk.until(lambda: "1 marked · 3 elsewhere" in desk.kind_line())
        form = await open_form(desk)
        assert form.title_text() == "4 elements: contacts 2, companies 1, leads 1"
        if size[0] > 100:
            await desk.until_shown(form.title_text())
        assert desk.field() == "subject"
        assert desk.form()["kind"] == "task"
        await desk.put("subject", "Invite to the fair")
        await desk.save()
        assert desk.said() == "Planned. u takes it back."
        (task,) = tasks(context)
        assert (task.values["kind"], task.title) == ("task", "Invite to the fair")
        assert titles(task) == ["Alfa", "Beta", "Vega", "Fair"]
        assert desk.marked() == []
        assert "marked" not in desk.kind_line()
        await desk.press("left_square_bracket")
        await desk.until_idle()
        assert desk.marked() == []
        await desk.press("u")
        await desk.until(lambda: tasks(context) == [])


async def test_one_for_each_is_ended_by_escape_and_what_is_typed_stays(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_begun, may_go_on, real = Event(), Event(), tasks_module.add_within

    def slowly(*given: Any) -> UUID:
        has_begun.set()
        assert may_go_on.wait(PATIENCE_SECONDS)
        return real(*given)

    monkeypatch.setattr(tasks_module, "add_within", slowly)
    monkeypatch.setattr(long_change, "TELL_SECONDS", 0)
    async with among_clients(context) as desk:
        await mark_everywhere(desk)
        form = await open_form(desk)
        await desk.put("how_many", "2")
        await desk.put("subject", "Call")
        await desk.press("ctrl+s")
        await desk.until(has_begun.is_set)
        await desk.press("escape")
        await desk.until_shown("Ending …")
        may_go_on.set()
        await desk.until_shown("Ended. Nothing was changed.")
        assert desk.app.screen is form
        assert tasks(context) == []
        await desk.press("ctrl+s")
        await desk.until(lambda: len(tasks(context)) == 4)


async def test_each_gets_a_task_of_its_own_where_that_is_asked_for(context: Context) -> None:
    async with among_clients(context) as desk:
        await mark_everywhere(desk)
        await open_form(desk)
        await desk.put("how_many", "2")
        await desk.put("subject", "Call")
        await desk.save()
        assert desk.said() == "4 tasks planned. u takes them back."
        assert sorted(titles(task)[0] for task in tasks(context)) == [
            "Alfa",
            "Beta",
            "Fair",
            "Vega",
        ]
        assert all(len(titles(task)) == 1 for task in tasks(context))
        await desk.press("u")
        await desk.until(lambda: tasks(context) == [])


@pytest.mark.row("DOC-03")
@pytest.mark.parametrize("how", ["1", "2"])
async def test_the_elements_are_kept_though_the_layout_hides_them(
    context: Context, how: str
) -> None:
    save_layout(context, hide(layout_of(context, "activity"), *FIELDS_OF.values()))
    async with among_clients(context) as desk:
        await mark_everywhere(desk)
        await open_form(desk)
        await desk.put("how_many", how)
        await desk.put("subject", "Call")
        await desk.save()
    found = [title for task in tasks(context) for title in titles(task)]
    assert sorted(found) == ["Alfa", "Beta", "Fair", "Vega"]


async def test_all_of_a_list_and_some_of_another(context: Context) -> None:
    async with among_clients(context) as desk:
        await desk.press("asterisk")
        await desk.until(lambda: desk.area.marked_count())
        await desk.press("right_square_bracket")
        await desk.until_idle()
        assert "3 marked elsewhere" in desk.kind_line()
        await desk.press("m")
        await open_form(desk)
        await desk.put("subject", "Invite")
        await desk.save()
        (task,) = tasks(context)
        assert titles(task) == ["Alfa", "Beta", "Gama", "Orion"]


async def test_marks_stay_where_the_form_is_left(context: Context) -> None:
    async with among_clients(context) as desk:
        await mark_everywhere(desk)
        await open_form(desk)
        await desk.leave()
        assert "1 marked · 3 elsewhere" in desk.kind_line()


async def test_marked_activities_stand_for_their_clients(context: Context) -> None:
    contact = add(context, "contact", "Delta")
    plan(context, "first", contacts=[str(contact)])
    plan(context, "second")
    async with at_desk(context) as desk:
        await desk.press("asterisk")
        await desk.until(lambda: len(desk.area.marked_activities()) == 2)
        await desk.press("t")
        await desk.until_dialog()
        assert isinstance(desk.app.screen, TasksForm)
        await desk.put("subject", "Ask")
        await desk.save()
        assert desk.area.marked_activities() == []
    (task,) = [one for one in tasks(context) if one.title == "Ask"]
    assert titles(task) == ["Delta"]


async def test_marked_activities_with_nobody_make_no_task(context: Context) -> None:
    plan(context, "alone")
    async with at_desk(context) as desk:
        await desk.press("m", "t")
        await desk.until(lambda: desk.said() == "What is marked is with nobody.")


async def test_too_many_are_refused_before_they_are_read(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.activities.marked_plan.MOST_ELEMENTS", 2)
    async with among_clients(context) as desk:
        await mark_everywhere(desk)
        await desk.press("t")
        await desk.until(lambda: "A task has at most" in desk.said())


async def test_without_marks_the_row_is_meant(context: Context) -> None:
    async with among_clients(context) as desk:
        await desk.open("t")
        assert not isinstance(desk.app.screen, TasksForm)
        assert isinstance(desk.area.row_reference().id, UUID)  # type: ignore[union-attr]
        await desk.leave()
