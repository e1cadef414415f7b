"""The form of a template of tasks (FEATURES TASK-13)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from uuid import UUID

from domain.dates.lengths import minutes_as_typed
from domain.i18n import _
from domain.records.values import Value
from domain.text import one_line
from domain.yes_no import explain_mark, read_mark
from screens.activities.explain import explain_remind, read_remind
from screens.form_dialog import FormDialog
from screens.records.field_asking import ask, read_asked
from screens.service_screen import ServiceScreen
from services.activities.template_tasks import template_of_task
from services.activities.templates import (
    TaskTemplate,
    add_template,
    describe_due,
    edit_template,
    read_days,
    read_time,
)
from widgets.forms.form_field import ChoiceField, FormField
from widgets.forms.notes_field import NotesField

_ALL, _OWN = "all", "own"

_ASKED = ("subject", "description", "tags", "responsible", "co_executors", "observers")
"""Fields of a task that a template holds as a task does."""

_OF_PEOPLE = ("responsible", "co_executors", "observers")


def keep_as_template(screen: ServiceScreen[Any], task: UUID) -> None:
    """Open the form for a template of tasks like this one."""
    model = screen.read(lambda: template_of_task(screen.context, task))
    if model is not None:
        said = _("Kept as a template. u takes it back.")
        screen.app.push_screen(
            TemplateForm(model=model), lambda key: screen.say(said) if key is not None else None
        )


class TemplateForm(FormDialog[UUID]):
    """Returns the key of the template: of `known`, which is changed, or of a new one like `model`.

    Whoever keeps a task as a template gives what it is like as the model.
    """

    form_name = "template"

    def __init__(
        self, known: TaskTemplate | None = None, *, model: TaskTemplate | None = None
    ) -> None:
        super().__init__()
        self._known = known
        self._model = known or model
        self.about = self._model.id if self._model else None

    def title_text(self) -> str:
        """Say what is changed, or that a template is added."""
        if self._known is not None:
            return _("Template: {title}").format(title=one_line(self._known.title, 60))
        return _("New template of tasks")

    def fields(self) -> Iterable[FormField]:
        """Ask what a task made from it is like."""
        model = self._model
        yield FormField(
            "title", _("Template"), value=model.title if model else "", hint=_("what it is called")
        )
        yield self._like_task("subject", _("Subject"))
        yield self._like_task("description", _("Text"))
        yield from self._times(model)
        yield FormField(
            "is_important",
            _("Important"),
            value="+" if model and model.is_important else "",
            hint=_("+ for important"),
            explain=explain_mark,
        )
        yield self._like_task("tags", _("Tags"))
        yield NotesField(
            "check_list",
            _("Check list"),
            value="\n".join(model.check_list) if model else "",
            hint=_("a line for each item"),
            lines=3,
        )
        yield from self._people()
        yield self._whose(model)

    def _times(self, model: TaskTemplate | None) -> Iterable[FormField]:
        """Ask when a task is due, and when one is reminded of it."""
        yield FormField(
            "days",
            _("Due in days"),
            value="" if model is None or model.days is None else str(model.days),
            hint=_("0 is the same day; empty for no deadline"),
            explain=lambda text: f"= {describe_due(read_days(text), None)}",
        )
        yield FormField(
            "at_time",
            _("At"),
            value=f"{model.at_time:%H:%M}" if model and model.at_time else "",
            hint=_("15:00; empty for the whole day"),
            explain=lambda text: f"= {read_time(self.context, text)}",
        )
        minutes = model.remind_minutes if model else None
        yield FormField(
            "remind_minutes",
            _("Remind"),
            value="" if minutes is None else minutes_as_typed(minutes),
            hint=_("15m, 1h, 1d before; empty for not at all"),
            explain=explain_remind,
        )

    def _whose(self, model: TaskTemplate | None) -> FormField:
        """Ask an administrator whether everybody has the template."""
        whose = {_OWN: _("yours"), _ALL: _("everybody's")}
        shared = ChoiceField(
            "is_shared",
            _("Whose"),
            whose,
            value=_ALL if model and model.is_shared else _OWN,
            is_needed=True,
        )
        shared.display = self.context.actor.is_admin
        return shared

    def _people(self) -> Iterable[FormField]:
        from screens.activities.colleagues import colleague_choices

        labels = {
            "responsible": _("Responsible"),
            "co_executors": _("Co-executors"),
            "observers": _("Observers"),
        }
        is_team = len(colleague_choices(self.context)) > 1
        for name in _OF_PEOPLE:
            line = self._like_task(name, labels[name])
            line.display = is_team
            yield line

    def _value(self, name: str) -> Value:
        value: Value = getattr(self._model, name) if self._model else None
        return value

    def _like_task(self, name: str, label: str) -> FormField:
        """Return the line that the form of a task has for a field."""
        field = self.context.fields.get("activity", name)
        return ask(self.context, field, self._value(name), label)

    def focus_first(self) -> None:
        """Begin at the title."""
        self._focus(self.field("title"))

    def save(self) -> Callable[[], UUID]:
        """Keep the template."""
        context, known = self.context, self._known
        data: dict[str, object] = {
            name: self.value(name) for name in ("title", "days", "at_time", "check_list")
        }
        for name in _ASKED:
            field = context.fields.get("activity", name)
            data[name] = read_asked(context, field, self.field(name), self._value(name))
        data["remind_minutes"] = read_remind(self.value("remind_minutes"))
        data["is_important"] = read_mark(self.value("is_important"), "is_important")
        shared = self.field("is_shared")
        assert isinstance(shared, ChoiceField)
        data["is_shared"] = shared.chosen() == _ALL
        if known is None:
            return partial(add_template, context, data)
        # What nobody typed here may have been changed by others meanwhile.
        changed = {name: value for name, value in data.items() if self._is_typed(name)}

        def change() -> UUID:
            if changed:
                edit_template(context, known.id, changed)
            return known.id

        return change

    def _is_typed(self, name: str) -> bool:
        """Say whether a line holds something else than when the form was opened."""
        return not self.field(name).draft().items() <= self._untouched.items()
