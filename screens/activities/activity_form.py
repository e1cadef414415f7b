"""Plan an activity, or change one (FEATURES ACT-03, ACT-06, CALL-01, TASK-03, MEET-01)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING
from uuid import UUID

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Static

from domain.activities import ACTIVITY_KINDS, kind_label
from domain.activity_forms import (
    CHECK_LIST,
    ELEMENTS,
    FILES,
    element_fields,
    is_asked,
    lines_of_form,
)
from domain.calendar.entries import CALENDAR_KINDS
from domain.check_lists import CheckItem, check_list_as_typed, read_check_list
from domain.choosing import choose
from domain.dates.when import When
from domain.errors import BadInput
from domain.i18n import _
from domain.records.fields import Field, FieldType
from domain.records.references import Reference, references_in
from domain.records.values import Person, RecordView, Value
from domain.text import one_line
from screens.activities.activity_asking import (
    ActivityAsking,
    label_of_line,
    read_line,
    shown_text,
)
from screens.activities.colleagues import colleague_choices
from screens.activities.from_template import TemplateTaking
from screens.activities.plan_doubts import PlanDoubts
from screens.form_draft import key_of_all
from screens.records.field_asking import check
from services.activities.belongings import Belongings
from services.activities.checklist import check_list
from services.clients import people_of
from services.drafts import load_draft
from services.layouts import laid_out_fields
from services.records.copying import copy_values
from services.records.typed_values import code_of
from services.settings import REMINDER_MINUTES, get_setting
from widgets.forms.form_field import ChoiceField, FormField
from widgets.forms.paths_field import PathsField
from widgets.forms.people_picker import PeoplePicker
from widgets.forms.several_picker import SeveralPicker

if TYPE_CHECKING:
    from screens.activities.busy_note import BusyNotes

_OF_ONE = ("due", "start_at", "direction")
"""What another activity like this one does not take over, beside what is never copied."""

_OF_HOURS = ("kind", "planned_minutes", "responsible", "co_executors")
"""Lines of which it depends whether somebody is busy."""


class ActivityForm(TemplateTaking):
    """Returns the key of the activity.

    Without `activity` a new one is planned: about the record or records `about`, or like `model`.
    `preset` fills lines with texts, by their names; that of the check list has a line an item. What
    is asked follows the kind that is chosen; what was typed for another kind stays in view.
    """

    form_name = "plan_activity"
    DEFAULT_CSS = """
    ActivityForm > #form { width: 84; }
    """

    def __init__(
        self,
        about: Reference | Sequence[Reference] | None = None,
        *,
        activity: RecordView | None = None,
        model: RecordView | None = None,
        preset: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__("activity", record=activity)
        self._elements = (about,) if isinstance(about, Reference) else tuple(about or ())
        self._model = model
        self._preset = dict(preset or {})
        self._doubts = PlanDoubts(self)
        self._made: dict[str, FormField] = {}
        self._headings: dict[str, Static] = {}

    @property
    def draft_name(self) -> str:
        """An activity that is changed or copied has a draft of its own, and so has a birthday."""
        if self.record is not None:
            return f"edit_activity:{self.record.id}"
        if self._model is not None:
            return f"copy_activity:{self._model.id}"
        about = f":{key_of_all([one.id for one in self._elements])}" if self._elements else ""
        special = "".join(f":{value}" for value in self._preset.values())
        return f"{self.form_name}{about}{special}"

    def title_text(self) -> str:
        """Say what the form is for."""
        if self.record is not None:
            return _("Change: {subject}").format(subject=one_line(self.record.title, 60))
        return _("New activity")

    # What is asked.

    @cached_property
    def _links(self) -> Mapping[str, Field]:
        """The fields that hold the elements, by the kind of these."""
        return element_fields(laid_out_fields(self.context, "activity"))

    @cached_property
    def _fields(self) -> Mapping[str, Field]:
        """The fields that have lines of their own, by name."""
        fields = (field for _title, some in self._sections for field in some)
        return {f.name: f for f in fields if f not in self._links.values()}

    @cached_property
    def _plan(self) -> list[tuple[str, list[str]]]:
        """The names of all lines that there may be, in the sections of the layout."""
        return lines_of_form(self._sections, has_elements=self._has_something(ELEMENTS))

    @cached_property
    def _kept(self) -> Mapping[str, str]:
        """What the draft has kept."""
        return load_draft(self.context, self.draft_name)

    @cached_property
    def _items(self) -> Sequence[CheckItem]:
        """The check list as it was when the form was opened; one that is copied has no ticks."""
        if self.record is not None:
            return check_list(self.context, self.record.id)
        found = check_list(self.context, self._model.id) if self._model else ()
        return [item._replace(done_at=None) for item in found]

    @cached_property
    def _asking(self) -> ActivityAsking:
        """What makes the lines, from `_shown`, the values with which the form opens."""
        values = {**self._first_values()}
        linked = (one for f in self._links.values() for one in references_in(values.get(f.name)))
        values[ELEMENTS] = (*linked, *self._elements)
        values[CHECK_LIST] = check_list_as_typed(self._items)
        self._shown = values
        return ActivityAsking(self.context, values, self._preset, self._busy)

    def _first_values(self) -> Mapping[str, Value]:
        if self.record is not None:
            return self.record.values
        actor = self.context.actor
        values: dict[str, Value] = {
            "kind": "call",
            "responsible": Person(actor.login, actor.name or actor.login),
            "remind_minutes": get_setting(self.context, REMINDER_MINUTES) or None,
        }
        if self._model is None:
            return values
        copied = copy_values(self.context, "activity", self._model.id)
        own = {name: value for name, value in copied.items() if name not in _OF_ONE}
        return {**values, "remind_minutes": None, **own}

    def _read_kind(self, text: str) -> str:
        """Return the kind that a text means, the one before where it means none."""
        labels = {code: kind_label(code) for code in ACTIVITY_KINDS}
        with suppress(BadInput):
            self._kind_asked = choose(labels, text)
        return self._kind_asked

    def _is_wanted(self, name: str) -> bool:
        """Say whether a line is in view: it concerns the kind, or something stands there."""
        if self._fields.get(name) and not self._concerns_several(self._fields[name]):
            return False
        made = self._made.get(name)
        if made is not None and not made.is_blank:
            return True
        if made is None and self._has_something(name):
            return True
        is_done = self.record is not None and bool(self.record.values.get("done_at"))
        return is_asked(name, self._kind_asked, is_done=is_done)

    def _has_something(self, name: str) -> bool:
        """Say whether a line would have something in it from the start."""
        kept = any(self._kept.get(f"{name}{part}") for part in ("", " records", " kept"))
        return kept or name in self._preset or self._shown.get(name) not in (None, "", (), False)

    def _concerns_several(self, field: Field) -> bool:
        """Say whether there is anybody to choose from, for a field of colleagues."""
        if field.type is not FieldType.USER or field.is_custom:
            return True
        value = self._shown.get(field.name)
        others = {code_of(one) for one in (value if isinstance(value, tuple) else (value,)) if one}
        return len({*self._colleagues, *others}) > 1

    @cached_property
    def _colleagues(self) -> Mapping[str, str]:
        return colleague_choices(self.context)

    # The lines, in their order.

    def fields(self) -> Iterable[FormField]:
        """Return the lines that are in view for the kind."""
        return [widget for widget in self._ordered() if isinstance(widget, FormField)]

    def compose_form(self) -> ComposeResult:
        """Lay out what is asked for the kind, line by line."""
        yield from self.compose_title()
        yield Static(classes="form--message -above", id="message", markup=False)
        self._kind_asked = "call"
        asking = self._asking
        self._read_kind(self._kept.get("kind") or asking.text("kind"))
        yield from self._ordered()
        yield Static(self.keys_text(), classes="form--keys", markup=False)

    def _ordered(self) -> Iterator[Widget]:
        """Return the lines in view, under the titles of their sections but for the first one."""
        for number, (title, names) in enumerate(self._plan):
            lines = [self._line(name) for name in names if self._is_wanted(name)]
            if number and lines:
                yield self._heading(title)
            yield from lines

    def _heading(self, title: str) -> Static:
        if title not in self._headings:
            rule = "─" * self.app.size.width
            text = f"{_(title)} {rule}"
            self._headings[title] = Static(text, classes="form--heading", markup=False)
        return self._headings[title]

    def _line(self, name: str) -> FormField:
        if name not in self._made:
            if name in self._fields:
                line = self._asking.line(self._fields[name])
            else:
                line = self._asking.beside_fields(name, list(self._links))
            line.indent(self._indent)
            self._made[name] = line
        return self._made[name]

    @cached_property
    def _indent(self) -> int:
        """Where the inputs begin, for every kind alike: nothing is to move when it is chosen."""
        names = [name for _title, some in self._plan for name in some]
        labels = (label_of_line(self._fields.get(name), name) for name in names)
        return max(map(cell_len, labels)) + 2

    @on(FormField.Changed)
    def follow_kind(self, event: FormField.Changed) -> None:
        """Ask for what concerns the kind that was chosen."""
        if event.field is self._made.get("kind"):
            before = self._kind_asked
            if self._read_kind(event.value) != before:
                self._show_lines()
        if event.field.name in _OF_HOURS and "due" in self._made:
            self._made["due"].explain_again()

    def _busy(self, when: When) -> str:
        """Say when on a day those for whom a call or a meeting is planned are busy."""
        if self._kind_asked not in CALENDAR_KINDS:
            return ""
        from screens.activities.busy_note import Planned

        typed = {name: line.value for name, line in self._made.items() if line.display}
        others = typed.get("co_executors", "").replace(",", ";").split(";")
        people = [typed.get("responsible", ""), *others]
        key = self.record.id if self.record else None
        planned = Planned(self._kind_asked, typed.get("planned_minutes", ""), people, key)
        return self._busy_notes.note(when, planned)

    @cached_property
    def _busy_notes(self) -> BusyNotes:
        """Says when people are busy."""
        from screens.activities.busy_note import BusyNotes

        return BusyNotes.in_form(self)

    def ask_for(self, kind: str) -> None:
        """Ask for what concerns a kind of activity, given by its code."""
        line = self._made.get("kind")
        if isinstance(line, ChoiceField):
            line.choose(kind)
        self._kind_asked = kind
        self._show_lines()

    def line_of(self, name: str) -> FormField | None:
        """Return the line with this name, None where it is not in view."""
        line = self._made.get(name)
        return line if line is not None and line.display else None

    def _show_lines(self) -> None:
        wanted = [*self._ordered()]
        for widget in (*self._made.values(), *self._headings.values()):
            widget.display = widget in wanted
        previous: Widget = self.query_one("#message")
        for widget in wanted:
            if not widget.is_attached:
                self.query_one("#form").mount(widget, after=previous)
                if isinstance(widget, FormField):
                    self._before[widget.name or ""] = widget.draft()
            previous = widget

    def focus_first(self) -> None:
        """Begin at the first line that is empty, in an activity that is changed at the first."""
        lines = self.shown_fields()
        blank = next((line for line in lines if line.is_blank), lines[0])
        self._focus(lines[0] if self.record else blank)

    @on(PeoplePicker.WholeCompany)
    def take_company(self, event: PeoplePicker.WholeCompany) -> None:
        """Let all people of a company take part (FEATURES COMP-08)."""
        people = people_of(self.context, event.company.id)
        event.picker.add(people)
        if not people:
            said = _("{company} has no contacts yet.").format(company=event.company.title)
            event.picker.note(said)

    # Saving.

    def show_error(self, sentence: str, field: str | None = None) -> None:
        """Show a sentence under the line it is about, or above all of them."""
        is_link = field in {one.name for one in self._links.values()}
        super().show_error(sentence, ELEMENTS if is_link else field)

    def asks_for(self, asked: str) -> tuple[str, ...]:
        """Return the fields of the activity that a line asks for."""
        if asked == ELEMENTS:
            return tuple(field.name for field in self._links.values())
        return (asked,)

    def take_over(self, record: RecordView, name: str) -> None:
        """Show what a field of the activity holds by now."""
        self._shown = {**self._shown, name: record.values[name]}
        asked = name if name in self._made else ELEMENTS
        line = self._made[asked]
        if isinstance(line, SeveralPicker):
            held = [name] if asked == name else [one.name for one in self._links.values()]
            line.hold(one for each in held for one in references_in(self._shown.get(each)))
        elif isinstance(line, ChoiceField):
            line.choose(code_of(record.values[name]))
        else:
            line.value = shown_text(self.context, self._fields[name], record.values[name])
        self._before[asked] = line.draft()

    def save(self) -> Callable[[], UUID]:
        """Write the activity; of one that is changed, only what is different now."""
        lines = {line.name or "": line for line in self.shown_fields()}
        for line in lines.values():
            check(line)
        elements = lines.get(ELEMENTS)
        if all(line is None or line.is_blank for line in (lines.get("subject"), elements)):
            raise BadInput(_("Say what is to be done, or with whom."), "subject")
        self._doubts.check(self._kind_asked, lines, self._is_given)
        data = {
            name: read_line(self.context, self._fields[name], line, self._shown.get(name))
            for name, line in lines.items()
            if name in self._fields and self._is_given(name, line)
        }
        if isinstance(elements, SeveralPicker):
            data |= self._link_data(elements.records)
        if self.record is None:
            names = {*lines, *(field.name for field in self._links.values())}
            data = self.untyped("activity", self._shown, names) | data
        context, belongings = self.context, self._belongings(lines)
        prepare = partial(belongings.prepare, context) if belongings else None
        return self.store("activity", data, prepare)

    def _is_given(self, name: str, line: FormField) -> bool:
        """Say whether what stands in a line is to be written."""
        return self.is_changed(name) or (self.record is None and not line.is_blank)

    def _link_data(self, records: Sequence[Reference]) -> dict[str, object]:
        """Return the fields that hold the elements; of an activity that is changed, those anew."""
        data: dict[str, object] = {}
        for kind, field in self._links.items():
            keys = [str(one.id) for one in records if one.kind == kind]
            before = [str(one.id) for one in references_in(self._shown.get(field.name))]
            if keys != before or (keys and self.record is None):
                data[field.name] = keys
        return data

    def _belongings(self, lines: Mapping[str, FormField]) -> Belongings | None:
        """Return the check list and the files that are to be written, None for neither."""
        typed, files = None, lines.get(FILES)
        if CHECK_LIST in lines and self._is_given(CHECK_LIST, lines[CHECK_LIST]):
            typed = read_check_list(lines[CHECK_LIST].value)
        paths = files.all_paths() if isinstance(files, PathsField) else []
        before = self._items if self.record else ()
        return Belongings(typed, before, paths) if typed is not None or paths else None
