"""The form for a record of any kind, made from the field registry (FEATURES CF-02, COMP-03)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from uuid import UUID

from textual import on
from textual.widget import Widget

from domain.i18n import _
from domain.leads import JUNK_REASONS
from domain.records.fields import ROW_TYPES, Field
from domain.records.held_layouts import HeldLayout
from domain.records.kinds import KINDS
from domain.records.layout_edits import show
from domain.records.references import Reference, references_in
from domain.records.values import RecordView, Value
from domain.text import one_line
from screens.records.field_asking import ask, check, fill, read_asked, show_anew
from screens.records.record_editing import RecordEditing
from services.catalog.properties import offered_fields
from services.drafts import load_draft
from services.layouts import held_layout, laid_out_fields
from widgets.forms.form_field import FormField
from widgets.forms.record_picker import RecordPicker


class RecordForm(RecordEditing):
    """Returns the key of the record.

    Without `record` a new one of `kind` is made, filled with the values of `model` if given, which
    were taken from the record `source`, or link it with the record `about`.
    """

    form_name = "record"
    is_long = True
    DEFAULT_CSS = """
    RecordForm > #form { width: 96; }
    """

    def __init__(
        self,
        kind: str,
        *,
        record: RecordView | None = None,
        model: Mapping[str, Value] | None = None,
        source: UUID | None = None,
        about: Reference | None = None,
    ) -> None:
        super().__init__(record)
        self.about = about
        self._kind = kind
        self._shown: Mapping[str, Value] = record.values if record else self._usual(model or {})
        self._source = source
        self._section = next((one.id for one in references_in(self._shown.get("section"))), None)
        """The section of a product whose properties are asked for."""
        self._typed: set[str] = set()
        """What was typed into, and is asked for in any section."""

    def _usual(self, model: Mapping[str, Value]) -> Mapping[str, Value]:
        fields = self.context.fields.of(self._kind)
        return {one.name: one.usual for one in fields if one.usual is not None} | {**model}

    @property
    def draft_name(self) -> str:
        """A new record of each kind has a draft, and each that is changed or copied."""
        if self.record is not None:
            return f"edit_{self._kind}:{self.record.id}"
        if self._source:
            return f"copy_{self._kind}:{self._source}"
        about = f":{self.about.id}" if isinstance(self.about, Reference) else ""
        return f"add_{self._kind}{about}"

    def title_text(self) -> str:
        """Say what the form is for."""
        label = _(KINDS[self._kind].label)
        if self.record is None:
            return _("New: {kind}").format(kind=label.lower())
        return f"{label} · {one_line(self.record.title, 60)}"

    @cached_property
    def _held(self) -> HeldLayout:
        return held_layout(self.context, self._kind)

    @cached_property
    def _sections(self) -> list[tuple[str, list[Field]]]:
        """The fields that are asked for, in the sections of the layout (FEATURES DOC-01).

        What was typed before a field was hidden is shown, so that it is not lost. What is new is
        not junk yet.
        """
        draft = load_draft(self.context, self.draft_name)
        self._typed |= {name for name, text in draft.items() if text}
        fields = self.asked_fields()
        layout = show(self._held.layout, *self._typed)
        return layout.arrange([field for field in fields if field.type not in ROW_TYPES])

    def asked_fields(self) -> list[Field]:
        """Return the fields that can be asked for, hidden or not."""
        fields = [*laid_out_fields(self.context, self._kind)]
        if self._kind == "product":
            offered = offered_fields(self.context, self._kind, self._section)
            fields = [one for one in fields if one in offered or one.name in self._typed]
        if self.record is None:
            fields = [field for field in fields if field.choices != JUNK_REASONS]
        return fields

    def fields(self) -> Iterable[FormField]:
        """Ask for every field that can be written and is not hidden."""
        for _title, fields in self._sections:
            yield from map(self._ask, fields)

    def headings(self) -> Mapping[str, str]:
        """Return the titles of the sections, by their first fields."""
        return {fields[0].name: _(title) for title, fields in self._sections}

    def _ask(self, field: Field) -> FormField:
        value, is_new = self._shown.get(field.name), self.record is None
        return ask(self.context, field, value, is_new=is_new)

    def on_mount(self) -> None:
        """Fill in the records that are linked, and say what is wrong with the layout."""
        if self._held.sentence:
            self.say(self._held.sentence, is_wrong=True)
        for asked in self.query(FormField):
            fill(asked, self._shown.get(asked.name or ""))

    @on(RecordPicker.Picked)
    def ask_as_in_section(self, event: RecordPicker.Picked) -> None:
        """Ask for the properties of the section that was picked for a product (FEATURES CAT-10)."""
        if self._kind == "product" and event.picker.name == "section":
            section = event.item.record.id if event.item else None
            if section is not None and section != self._section:
                self._section = section
                self._ask_otherwise()

    @on(FormField.Changed)
    def ask_as_in_no_section(self, event: FormField.Changed) -> None:
        """Ask for the properties of all products where the section was taken out."""
        is_taken_out = event.field.name == "section" and not event.value
        if self._kind == "product" and is_taken_out and self._section is not None:
            self._section = None
            self._ask_otherwise()

    def _ask_otherwise(self) -> None:
        """Ask for the fields that there are by now; what was typed into stays, and is saved."""
        lines = {one.name or "": one for one in self.query(FormField)}
        self._typed = {name for name in lines if self.is_changed(name)}
        del self._sections
        asked = [field for _title, fields in self._sections for field in fields]
        for name in lines.keys() - {field.name for field in asked}:
            lines[name].display = False
        anchor: Widget = self.query_one("#message")
        for field in asked:
            line = lines.get(field.name)
            if line is None:
                line = self._ask(field)
                self.query_one("#form").mount(line, after=anchor)
                fill(line, self._shown.get(field.name))
                self._before[field.name] = line.draft()
                self._untouched = {**self._untouched, **line.draft()}
            line.display = True
            anchor = line
        self._lay_out_anew()

    def _lay_out_anew(self) -> None:
        """Put titles above the first lines of their sections, and inputs below each other."""
        self.query(".form--heading").remove()
        for name, title in self.headings().items():
            self.query_one("#form").mount(self.heading(title), before=self.field(name))
        indent = self.indent_of(self.shown_fields())
        for line in self.query(FormField):
            line.indent(indent)

    def take_over(self, record: RecordView, name: str) -> None:
        """Show what a field of the record holds by now."""
        asked, value = self.field(name), record.values[name]
        self._shown = {**self._shown, name: value}
        show_anew(self.context, self.context.fields.get(self._kind, name), asked, value)
        self._before[name] = asked.draft()

    def focus_first(self) -> None:
        """Begin at the first field."""
        self._focus(self.shown_fields()[0])

    def save(self) -> Callable[[], UUID]:
        """Write the record; of one that is changed, only the fields that were typed into."""
        for line in self.query(FormField):
            check(line)
        is_new = self.record is None
        asked = [field for _title, fields in self._sections for field in fields]
        data: dict[str, object] = {
            field.name: self._read(field)
            for field in asked
            if self.is_changed(field.name) or (is_new and not self.field(field.name).is_blank)
        }
        if is_new:
            # A copy takes over unasked: addresses and the like, and what is hidden.
            names = {field.name for field in asked}
            data = self.untyped(self._kind, self._shown, names) | data
        return self.store(self._kind, data)

    def _read(self, field: Field) -> object:
        asked = self.field(field.name)
        return read_asked(self.context, field, asked, self._shown.get(field.name))
