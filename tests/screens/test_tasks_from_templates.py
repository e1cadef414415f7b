"""A task is filled in from a template: in its form by F4, and from the page of templates."""

from __future__ import annotations

import pytest
from desk import Clock, Desk, at, at_desk

from domain.records.values import Person, RecordView
from screens.activities.activity_form import ActivityForm
from screens.activities.from_template import TemplateChoice
from services.activities.checklist import check_list
from services.activities.templates import add_template
from services.context import Context
from services.records.use_cases import list_records
from tests.screens.test_templates_on_screen import PAPERS, among_templates

pytestmark = pytest.mark.row("TASK-13")


@pytest.fixture
def context(context: Context) -> Context:
    """Anna at the desk, with two templates."""
    context = at(context)
    add_template(context, PAPERS)
    add_template(context, {"title": "Ring back", "subject": "Ring them back", "is_shared": True})
    return context


def only(context: Context) -> RecordView:
    (task,) = list_records(context, "activity", context.fields.of("activity"))
    return task


async def choose(desk: Desk, digit: str) -> None:
    await desk.press("f4")
    await desk.until(lambda: isinstance(desk.app.screen, TemplateChoice))
    await desk.until_shown("1  Check the papers", "2  Ring back")
    await desk.press(digit)
    await desk.until(lambda: isinstance(desk.app.screen, ActivityForm))
    await desk.until_idle()


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_form_is_filled_in_from_a_template(context: Context, size: tuple[int, int]) -> None:
    async with at_desk(context, size=size) as desk:
        await desk.open("n")
        await choose(desk, "1")
        form = desk.form()
        assert (form["kind"], form["subject"]) == ("task", "Check the papers")
        assert (form["due"], form["remind_minutes"]) == ("25.11.2026 15:00", "1h")
        assert form["check_list"] == "Contract\nAct"
        await desk.save()
    task = only(context)
    assert task.values["kind"] == "task"
    assert task.values["responsible"] == Person("boris", "Борис Волков")
    assert task.values["observers"] == (Person("anna", "anna"),)
    assert task.values["tags"] == ("papers",)
    assert [item.text for item in check_list(context, task.id)] == ["Contract", "Act"]


async def test_what_was_typed_stays_and_another_template_replaces_the_first(
    context: Context,
) -> None:
    async with at_desk(context) as desk:
        await desk.open("t")
        await desk.put("description", "My words")
        await choose(desk, "1")
        assert desk.form()["description"] == "My words"
        await choose(desk, "2")
        form = desk.form()
        assert (form["subject"], form["due"], form["check_list"]) == ("Ring them back", "", "")
        assert form["description"] == "My words"
        await desk.save()
    values = only(context).values
    assert values["responsible"] == Person("anna", "anna")
    assert values["remind_minutes"] is None


async def test_a_task_is_planned_from_the_page_of_templates(context: Context) -> None:
    async with among_templates(context) as desk:
        await desk.open("t")
        await desk.until_shown("New task: Check the papers")
        assert desk.form()["due"] == "25.11.2026 15:00"
        await desk.save()
        await desk.until_said("Planned. u takes it back.")
    assert only(context).title == "Check the papers"


async def test_a_form_that_nobody_typed_into_is_not_kept(context: Context) -> None:
    clock = Clock()
    async with among_templates(clock.of(context)) as desk:
        await desk.open("t")
        await desk.until(lambda: desk.form()["due"] == "25.11.2026 15:00")
        await desk.leave()
        assert not drafts(context)
        clock.advance(days=7)
        await desk.open("t")
        await desk.until(lambda: desk.form()["due"] == "02.12.2026 15:00")
        await desk.put("subject", "Mine")
        await desk.leave()
        await desk.open("t")
        assert (desk.form()["subject"], desk.form()["due"]) == ("Mine", "02.12.2026 15:00")
        await desk.leave()


def drafts(context: Context) -> list[str]:
    """Return the names of the forms of which something is kept."""
    rows = context.database.reader().execute("SELECT form FROM draft")
    return [name for (name,) in rows]


async def test_without_templates_it_is_said_where_they_are_kept(other: Context) -> None:
    async with at_desk(at(other)) as desk:
        await desk.open("n")
        await desk.press("f4")
        await desk.until_shown("There are no templates yet")
        await desk.leave()
