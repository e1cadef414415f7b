"""Templates of tasks in the settings: added, changed, copied, deleted; and a task kept as one."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager

import pytest
from desk import Desk, at, at_desk, in_settings, plan

from domain.records.values import Person
from screens.settings.settings_area import SettingsArea
from screens.settings.templates import TemplatesScreen
from services.activities.checklist import add_check_items
from services.activities.templates import add_template, edit_template, list_templates
from services.context import Context
from widgets.bars import StatusLine

pytestmark = pytest.mark.row("TASK-13")

PAPERS = {
    "title": "Check the papers",
    "days": 2,
    "at_time": "15:00",
    "remind_minutes": 60,
    "tags": ["papers"],
    "check_list": ["Contract", "Act"],
    "responsible": "boris",
    "observers": ["anna"],
}


class Templates(Desk):
    """The program with the templates in view."""

    @property
    def screen(self) -> TemplatesScreen:
        return next(s for s in self.app.screen_stack if isinstance(s, TemplatesScreen))

    def said(self) -> str:
        return self.screen.query_one(StatusLine).text


def among_templates(
    context: Context, size: tuple[int, int] = (120, 40)
) -> AbstractAsyncContextManager[Templates]:
    """Open the program and go to the templates by keys."""
    return in_settings(context, "templates", TemplatesScreen, Templates, size)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_template_is_added_and_says_what_it_makes(
    context: Context, size: tuple[int, int]
) -> None:
    async with among_templates(at(context), size) as desk:
        await desk.until_shown("There is no template yet")
        await desk.open("n")
        for name, text in (
            ("title", "Check the papers"),
            ("days", "2"),
            ("at_time", "15"),
            ("remind_minutes", "1h"),
            ("tags", "papers"),
            ("responsible", "boris"),
            ("observers", "anna"),
        ):
            await desk.put(name, text)
        await desk.go_to("check_list")
        await desk.type("Contract\rAct")
        await desk.save()
        await desk.until_said("Added. u takes it back.")
        await desk.until_shown("2 days later 15:00", "Борис Волков", "1 h before", "papers")
        if size[0] > 100:
            await desk.until_shown("[ ] Contract", "[ ] Act")
    (template,) = list_templates(context)
    assert (template.days, template.tags, template.check_list) == (
        2,
        ("papers",),
        ("Contract", "Act"),
    )
    assert [person.login for person in template.observers] == ["anna"]


async def test_a_template_is_changed_copied_and_deleted(context: Context) -> None:
    context = at(context)
    add_template(context, PAPERS)
    async with among_templates(context) as desk:
        await desk.open("e")
        assert desk.form()["check_list"] == "Contract\nAct"
        assert desk.form()["observers"] == "anna"
        await desk.put("days", "")
        await desk.put("at_time", "")
        await desk.put("is_shared", "2")
        await desk.save()
        await desk.until_said("Changed")
        (changed,) = list_templates(context)
        assert (changed.days, changed.is_shared) == (None, True)
        await desk.open("y")
        await desk.put("title", "Another")
        await desk.save()
        await desk.until_said("Added")
        assert [one.title for one in list_templates(context)] == ["Another", "Check the papers"]
        await desk.press("delete")
        await desk.until_said("“Another” is deleted")
        assert [one.title for one in list_templates(context)] == ["Check the papers"]
        await desk.press("u")
        await desk.until(lambda: len(list_templates(context)) == 2)
        await desk.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, SettingsArea))


async def test_what_does_not_fit_is_said_under_its_field(context: Context) -> None:
    async with among_templates(at(context)) as desk:
        await desk.open("n")
        await desk.put("title", "T")
        await desk.put("at_time", "15:00")
        await desk.press("ctrl+s")
        await desk.until_shown("Say also in how many days")
        assert desk.form()["at_time"] == "15:00"


async def test_those_of_everybody_are_changed_by_administrators(
    context: Context, other: Context
) -> None:
    add_template(context, PAPERS | {"is_shared": True})
    async with among_templates(at(other)) as desk:
        await desk.open("e")
        await desk.put("title", "Mine")
        await desk.press("ctrl+s")
        await desk.until_shown("Only an administrator changes the templates of everybody")
        await desk.leave()
        await desk.press("delete")
        await desk.until_said("Ask one of: anna")
    assert list_templates(context)[0].title == "Check the papers"


async def test_a_task_of_the_agenda_is_kept_as_a_template(context: Context) -> None:
    context = at(context)
    key = plan(context, "Papers", "25.11.2026 12:00", kind="task", tags=["money"])
    add_check_items(context, key, ["Contract"])
    async with at_desk(context) as desk:
        await desk.open("S")
        assert desk.form()["title"] == "Papers"
        assert desk.form()["check_list"] == "Contract"
        assert desk.form()["at_time"] == "12:00"
        await desk.save()
        assert desk.said() == "Kept as a template. u takes it back."
    (template,) = list_templates(context)
    assert (template.subject, template.tags) == ("Papers", ("money",))


async def test_only_what_was_typed_is_written_beside_a_colleague(
    context: Context, other: Context
) -> None:
    key = add_template(context, PAPERS)
    async with among_templates(at(context)) as desk:
        await desk.open("e")
        await desk.put("subject", "Ask for the papers")
        edit_template(context, key, {"days": 9, "tags": "money", "check_list": "Invoice"})
        await desk.save()
    (kept,) = list_templates(context)
    assert kept.subject == "Ask for the papers"
    assert (kept.days, kept.tags, kept.check_list) == (9, ("money",), ("Invoice",))
    assert kept.responsible == Person("boris", "Борис Волков")
