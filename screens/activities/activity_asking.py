"""The lines of the form of an activity: what each field asks for, and how it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from domain.activities import ACTIVITY_KINDS, EVENT, kind_label
from domain.activity_forms import CHECK_LIST, ELEMENTS, FILES
from domain.choosing import choose, tell_apart
from domain.dates.lengths import minutes_as_typed, parse_minutes
from domain.dates.when import When, describe_duration
from domain.errors import BadInput
from domain.i18n import N_, _
from domain.records.fields import Field, FieldType
from domain.records.references import references_in
from domain.records.values import Deadline, Person, Value
from domain.yes_no import explain_mark, read_mark
from screens.activities.colleagues import colleague_choices
from screens.activities.explain import explain_remind, explain_when, read_remind
from screens.records.field_asking import ask, read_asked
from services.context import Context
from services.files.paths import complete_path, find_files
from services.queries import field_choices
from services.records.typed_values import as_typed, code_of
from widgets.forms.form_field import ChoiceField, FormField
from widgets.forms.notes_field import NotesField
from widgets.forms.paths_field import PathsField
from widgets.forms.people_picker import PeoplePicker
from widgets.forms.several_picker import SeveralPicker

_LABELS: Final = {
    "due": N_("When"),
    "remind_minutes": N_("Remind"),
    "planned_minutes": N_("Length"),
    "description": N_("Text"),
    ELEMENTS: N_("CRM elements"),
    CHECK_LIST: N_("Check list"),
    FILES: N_("Files"),
}
"""What a line is called where nobody has given the field another name."""

_HINTS: Final = {
    "subject": N_("what is to be done"),
    "due": N_("tomorrow 15:00, fri 9, 25.12"),
    "planned_minutes": N_("45m, 1h 30m"),
    "remind_minutes": N_("15m, 1h, 1d before; empty for not at all"),
    "is_important": N_("+ for important"),
    "participants": N_("who takes part; a company stands for all its people"),
    ELEMENTS: N_("contacts, companies, leads, deals: name, phone, title"),
    CHECK_LIST: N_("a line for each item; [x] before one that is done"),
    FILES: N_("the path of a file; Tab completes it, and asks for one more"),
}


def label_of_line(field: Field | None, name: str) -> str:
    """Return what the line of the form with this name is called; `field` is None beside fields."""
    if field is not None and field.first_label:
        return field.label
    return _(_LABELS.get(name) or (field.label if field else name))


class ActivityAsking:
    """Makes the lines of the form of one activity.

    `values` are those that its fields hold at first; `typed` are texts to begin with, by name;
    `beside` says more of the day that is typed.
    """

    def __init__(
        self,
        context: Context,
        values: Mapping[str, Value],
        typed: Mapping[str, str],
        beside: Callable[[When], str],
    ) -> None:
        self._context = context
        self._values = values
        self._typed = typed
        self._beside = beside

    def beside_fields(self, name: str, kinds: Sequence[str]) -> FormField:
        """Return the line for what is no field: elements of these kinds, check list, files."""
        label, hint = label_of_line(None, name), _(_HINTS[name])
        if name == ELEMENTS:
            records = references_in(self._values.get(ELEMENTS))
            return SeveralPicker(name, label, kinds, records=records, hint=hint)
        if name == CHECK_LIST:
            return NotesField(name, label, value=self.text(name), hint=hint, lines=3)
        context = self._context
        complete = partial(complete_path, context)
        return PathsField(
            name,
            label,
            complete,
            lambda path: len(find_files(context, [path])),
            hint=hint,
            begins=False,
        )

    def line(self, field: Field) -> FormField:
        """Return the line for a field."""
        name, value = field.name, self._values.get(field.name)
        label, hint = label_of_line(field, name), _(_HINTS[name]) if name in _HINTS else ""
        match name:
            case "kind":
                # What happened is written down by a form of its own, and is never planned.
                codes = [code for code in ACTIVITY_KINDS if code != EVENT or value == EVENT]
                kinds = {code: kind_label(code) for code in codes}
                return ChoiceField(name, label, kinds, value=self.text(name), is_needed=True)
            case "responsible":
                present = value if isinstance(value, Person) else None
                people = colleague_choices(self._context, present)
                return ChoiceField(name, label, people, value=self.text(name), is_needed=True)
            case "participants":
                return PeoplePicker(name, label, people=references_in(value), hint=hint)
            case "description":
                return NotesField(name, label, value=self.text(name), lines=3)
        explain = {
            "due": explain_when(self._context, self._beside),
            "remind_minutes": explain_remind,
            "planned_minutes": explain_length,
            "is_important": explain_mark,
        }.get(name)
        if explain is None and name != "subject":
            return ask(self._context, field, value, label)
        return FormField(name, label, value=self._first_text(field), hint=hint, explain=explain)

    def text(self, name: str) -> str:
        """Return the text that stands in a line at first, of a choice its code."""
        value = self._values.get(name)
        return self._typed.get(name) or code_of(value)

    def _first_text(self, field: Field) -> str:
        """Return what stands in the line of a field at first."""
        if field.name in self._typed:
            return self._typed[field.name]
        return shown_text(self._context, field, self._values.get(field.name))


def shown_text(context: Context, field: Field, value: Value) -> str:
    """Return a value as one would type it into the line of its field."""
    if field.name in ("remind_minutes", "planned_minutes"):
        return minutes_as_typed(value) if isinstance(value, int) else ""
    if isinstance(value, Deadline) and value.at is not None:
        return f"{value.at.astimezone(context.zone):%d.%m.%Y %H:%M}"
    return as_typed(field, value, context.zone)


def explain_length(text: str) -> str:
    """Return how long something takes, in words. Raises BadInput."""
    return f"= {describe_duration(parse_minutes(text) * 60)}"


def read_line(context: Context, field: Field, line: FormField, before: Value) -> object:
    """Return what stands in a line, as data of `edit_record`; `before` is what it held first.

    Raises BadInput.
    """
    match field.name:
        case "remind_minutes":
            return read_remind(line.value, field.name)
        case "planned_minutes":
            return _read_length(line.value)
        case "is_important":
            return read_mark(line.value, field.name)
    if isinstance(line, SeveralPicker):
        return [str(one.id) for one in line.records]
    if field.type is FieldType.USER and field.multiple:
        return _read_people(context, field, line.value, before)
    return read_asked(context, field, line, before)


def _read_length(text: str) -> int | None:
    try:
        return parse_minutes(text) if text else None
    except BadInput as error:
        raise BadInput(str(error), "planned_minutes") from error


def _read_people(context: Context, field: Field, text: str, before: Value) -> list[str]:
    """Return the logins of the colleagues that are named. Raises BadInput."""
    labels = tell_apart(field_choices(context, field))
    left = before if isinstance(before, tuple) else ()
    known = {one.name: one.login for one in left if isinstance(one, Person)}
    names = [one.strip() for one in text.replace(",", ";").split(";")]
    return [known.get(one) or choose(labels, one, field.name) for one in names if one]
