"""A form of an activity that is filled in from a template of tasks (FEATURES TASK-13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType

from domain.activity_forms import CHECK_LIST
from domain.i18n import _
from domain.records.values import Value
from screens.actions import MENU, bindings_of
from screens.activities.activity_asking import shown_text
from screens.activities.keys import PLAN
from screens.list_dialog import ListDialog, ListLine
from screens.program import with_keys
from screens.records.record_form import RecordForm
from services.activities.templates import TaskTemplate, describe_due, list_templates
from services.context import Context
from widgets.forms.form_field import ChoiceField, FormField
from widgets.lists.columns import Column
from widgets.lists.record_list import RecordList
from widgets.lists.row_painter import ColumnPainter, Part


class TemplateTaking(RecordForm):
    """A form that a template fills in; what was typed before that stays.

    Subclasses ask for what concerns a kind of activity.
    """

    help_target = PLAN
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(PLAN)]

    @cached_property
    def _filled(self) -> dict[str, Mapping[str, str]]:
        """What was filled in from a template: another one may replace it."""
        return {}

    def ask_for(self, kind: str) -> None:
        """Ask for what concerns a kind of activity, given by its code."""
        raise NotImplementedError

    def line_of(self, name: str) -> FormField | None:
        """Return the line with this name, None where the form does not have it."""
        raise NotImplementedError

    def keys_text(self) -> str:
        """Return the line of keys at the end of the form."""
        if self.record is not None:
            return super().keys_text()
        text = _(
            "{save} save   {template} from a template   {next} next field   {back} back, keeps "
            "what is typed"
        )
        return with_keys(
            self,
            text,
            save="form.save",
            template="plan.template",
            next="form.go_on",
            back="form.leave",
        )

    def action_template(self) -> None:
        """Choose a template, and fill the form in from it."""
        templates = list_templates(self.context)
        if self.record is not None:
            self.say(_("Only what is new is filled in from a template."))
        elif not templates:
            self.say(_("There are no templates yet: they are kept in the settings, area 0."))
        else:
            self.app.push_screen(TemplateChoice(templates), self._take)

    def _take(self, template: TaskTemplate | None) -> None:
        if template is not None:
            self.take_template(template)
            self.say(_("Filled in from “{title}”.").format(title=template.title))

    def take_template(self, template: TaskTemplate) -> None:
        """Fill in what is not typed yet, or came from another template."""
        self.ask_for("task")
        for name, text in texts_of(self.context, template).items():
            line = self.line_of(name)
            if line is None or line.draft() not in (self._before[name], self._filled.get(name)):
                continue
            if isinstance(line, ChoiceField):
                line.choose(text)
            else:
                line.value = text
            self._filled[name] = line.draft()
        self.keep_draft_soon()


def texts_of(context: Context, template: TaskTemplate) -> Mapping[str, str]:
    """Return what stands in the lines of a task made from a template now, by their names."""

    def typed(name: str, value: Value) -> str:
        return shown_text(context, context.fields.get("activity", name), value)

    responsible = template.responsible
    return {
        "subject": template.subject or template.title,
        "description": template.description,
        "due": typed("due", template.deadline(context.now())),
        "remind_minutes": typed("remind_minutes", template.remind_minutes),
        "is_important": "+" if template.is_important else "",
        "tags": typed("tags", template.tags),
        CHECK_LIST: "\n".join(template.check_list),
        "responsible": responsible.login if responsible else context.actor.login,
        "co_executors": typed("co_executors", template.co_executors),
        "observers": typed("observers", template.observers),
    }


class TemplateChoice(ListDialog[TaskTemplate | None, TaskTemplate]):
    """Returns the template that was chosen, by Enter or by its digit."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(MENU)]
    DEFAULT_CSS = """
    TemplateChoice RecordList { max-height: 60vh; }
    """

    def __init__(self, templates: Sequence[TaskTemplate]) -> None:
        super().__init__()
        self._templates = templates

    def title_text(self) -> str:
        """Say what is chosen."""
        return _("From which template?")

    def painter(self) -> ColumnPainter[ListLine[TaskTemplate]]:
        """Show the digit, the title and when a task made from it is due."""
        columns = (
            Column("digit", "", 1),
            Column("title", "", 20, weight=1),
            Column("due", "", 20, priority=-1),
        )
        return ColumnPainter(columns, self._cells, titles=False)

    def _cells(self, line: ListLine[TaskTemplate]) -> Mapping[str, str | Part]:
        template = line.item
        number = self._templates.index(template) + 1
        return {
            "digit": (str(number) if number < 10 else "", "accent"),
            "title": template.title,
            "due": (describe_due(template.days, template.at_time), "muted"),
        }

    def lines(self) -> list[ListLine[TaskTemplate]]:
        """Return a line for each template."""
        return [ListLine(template.id, template) for template in self._templates]

    def on_mount(self) -> None:
        """Be as high as there are templates."""
        self.line_list.styles.height = len(self._templates)

    def on_key(self, event: events.Key) -> None:
        """Choose by digit."""
        place = int(event.key) - 1 if event.key.isdecimal() else -1
        if 0 <= place < min(9, len(self._templates)):
            event.stop()
            self.dismiss(self._templates[place])

    @on(RecordList.Opened)
    def choose(self) -> None:
        """Choose the template of the line."""
        if self.item is not None:
            self.dismiss(self.item)
