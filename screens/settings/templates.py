"""The templates of tasks, and beside the list what one makes (FEATURES TASK-13)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from domain.check_lists import tick_mark
from domain.dates.when import describe_duration
from domain.i18n import _
from domain.paging import FixedRows
from screens.actions import TEMPLATES, bindings_of
from screens.following import FollowsRows
from screens.list_dialog import ListLine
from screens.settings.template_form import TemplateForm
from services.activities.templates import (
    TaskTemplate,
    delete_template,
    describe_due,
    list_templates,
)
from widgets.facts import Block, FactsPane
from widgets.kept_lines import Ground
from widgets.lists.columns import Column
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter, Part


class TemplatesScreen(FollowsRows):
    """The templates of everybody, and those of the person."""

    target = TEMPLATES
    digit = "0"
    follows = frozenset({"task_template", "user"})
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(TEMPLATES)]

    def compose_area(self) -> ComposeResult:
        """Lay out the templates, and what a task made from that under the cursor is like."""
        columns = (
            Column("title", _("Template"), 18, weight=2),
            Column("due", _("Due"), 20, priority=-1),
            Column("whose", _("Whose"), 11, priority=-2),
        )
        with Ground(id="body"):
            yield RecordList(
                ColumnPainter(columns, _cells),
                self._lines(),
                empty_hint=_(
                    "There is no template yet. n adds the first; S keeps a task of a list as one."
                ),
                id="templates",
            )
            yield FactsPane(id="facts")

    @property
    def _list(self) -> RecordList[ListLine[TaskTemplate]]:
        return self.query_one("#templates", RecordList)

    def _lines(self) -> FixedRows[ListLine[TaskTemplate]]:
        return FixedRows([ListLine(one.id, one) for one in list_templates(self.context)])

    @property
    def _template(self) -> TaskTemplate | None:
        line = self._list.row
        return line.item if line else None

    def on_mount(self) -> None:
        """Begin at the first one."""
        self._list.focus()
        self.explain()

    def follow_changes(self) -> None:
        """Show the templates that there are by now."""
        self.show_again()

    def show_again(self) -> None:
        """Show the templates as they are now, the cursor staying on its own."""
        self._list.set_source(self._lines())
        self.explain()

    @on(RecordList.Highlighted)
    def explain(self) -> None:
        """Show what a task made from the template is like."""
        template = self._template
        self.query_one(FactsPane).show(facts_of_template(template) if template else [])

    def menu_title(self) -> str:
        """Return what the menu of actions is about."""
        template = self._template
        return template.title if template else super().menu_title()

    def _at_hand(self) -> TaskTemplate | None:
        """Return the template under the cursor; say so where there is none."""
        template = self._template
        if template is None:
            self.say(_("There is no template under the cursor."))
        return template

    def action_new(self) -> None:
        """Add a template."""
        self.app.push_screen(TemplateForm(), self._added)

    def _added(self, key: UUID | None) -> None:
        if key is not None:
            self.show_again()
            self._list.move_to(key)
            self.say(_("Added. u takes it back."))

    @on(RecordList.Opened)
    def open_row(self) -> None:
        """Change the template that was opened."""
        self.action_edit()

    def action_edit(self) -> None:
        """Change the template."""
        if template := self._at_hand():
            self.app.push_screen(TemplateForm(template), self._changed)

    def _changed(self, key: UUID | None) -> None:
        if key is not None:
            self.show_again()
            self.say(_("Changed. u takes it back."))

    def action_copy(self) -> None:
        """Add another template like this one."""
        if template := self._at_hand():
            self.app.push_screen(TemplateForm(model=template), self._added)

    def action_use(self) -> None:
        """Plan a task from the template."""
        from screens.activities.task_forms import TemplateTaskForm

        if template := self._at_hand():
            self.app.push_screen(TemplateTaskForm(template), self._planned)

    def _planned(self, key: UUID | None) -> None:
        if key is not None:
            self.say(_("Planned. u takes it back."))

    def action_delete(self) -> None:
        """Delete the template; the tasks made from it stay."""
        if template := self._at_hand():
            context = self.context
            said = _("“{title}” is deleted. u brings it back.").format(title=template.title)

            def tell(_none: None) -> None:
                self.show_again()
                self.say(said)

            self.perform(lambda: delete_template(context, template.id), tell)

    def action_back(self) -> None:
        """Go back to the settings."""
        self.dismiss()


def facts_of_template(template: TaskTemplate) -> list[Block]:
    """Return what a task made from a template is like, as facts beside a list."""
    people = ", ".join
    remind = template.remind_minutes
    lines = [
        (_("Due"), describe_due(template.days, template.at_time)),
        (
            _("Remind"),
            ""
            if remind is None
            else _("{length} before").format(length=describe_duration(remind * 60)),
        ),
        (_("Important"), _("yes") if template.is_important else ""),
        (
            _("Responsible"),
            template.responsible.name if template.responsible else _("whoever uses it"),
        ),
        (_("Co-executors"), people(person.name for person in template.co_executors)),
        (_("Observers"), people(person.name for person in template.observers)),
        (_("Tags"), ", ".join(template.tags)),
        ("", template.description),
    ]
    blocks = [Block(template.subject or template.title, tuple(line for line in lines if line[1]))]
    if template.check_list:
        items = tuple(("", f"{tick_mark(None)} {item}") for item in template.check_list)
        blocks.append(Block(_("Check list"), items))
    return blocks


def _cells(line: ListLine[TaskTemplate]) -> Mapping[str, str | Part]:
    template = line.item
    return {
        "title": template.title,
        "due": describe_due(template.days, template.at_time),
        "whose": _("everybody's") if template.is_shared else _("yours"),
    }
