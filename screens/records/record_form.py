"""The form for a record of any kind, made from the field registry (FEATURES CF-02, COMP-03)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from uuid import UUID

from domain.errors import BadInput
from domain.fields import ROW_TYPES, Field, FieldType
from domain.held_layouts import HeldLayout
from domain.i18n import _
from domain.kinds import KINDS
from domain.references import Reference
from domain.text import one_line
from domain.values import RecordView, Value
from screens.records.record_editing import RecordEditing
from services.layouts import held_layout, laid_out_fields
from services.queries import field_choices
from services.records.typed_values import as_data, as_typed, code_of, read_typed
from widgets.form_field import ChoiceField, FormField
from widgets.notes_field import NotesField
from widgets.record_picker import PickerItem, RecordPicker


class RecordForm(RecordEditing):
    """Returns the key of the record.

    Without `record` a new one of `kind` is made, filled with the values of `model` if given, which
    were taken from the record `source`.
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
    ) -> None:
        super().__init__(record)
        self._kind = kind
        self._shown: Mapping[str, Value] = record.values if record else model or {}
        self._source = source

    @property
    def draft_name(self) -> str:
        """A new record of each kind has a draft, and each that is changed or copied."""
        if self.record is not None:
            return f"edit_{self._kind}:{self.record.id}"
        return f"copy_{self._kind}:{self._source}" if self._source else f"add_{self._kind}"

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
        """The fields that are asked for, in the sections of the layout (FEATURES DOC-01)."""
        fields = laid_out_fields(self.context, self._kind)
        return self._held.layout.arrange([f for f in fields if f.type not in ROW_TYPES])

    def fields(self) -> Iterable[FormField]:
        """Ask for every field that can be written and is not hidden."""
        for _title, fields in self._sections:
            yield from map(self._ask, fields)

    def headings(self) -> Mapping[str, str]:
        """Return the titles of the sections, by their first fields."""
        return {fields[0].name: _(title) for title, fields in self._sections}

    def _ask(self, field: Field) -> FormField:
        label, value = _(field.label), self._shown.get(field.name)
        code = code_of(value)
        if choices := field_choices(self.context, field, code):
            return ChoiceField(field.name, label, choices, value=code)
        if field.type is FieldType.RECORD and not field.multiple:
            return RecordPicker(field.name, label, (str(field.target),))
        typed = as_typed(field, value, self.context.zone)
        if field.type is FieldType.LONG_TEXT:
            return NotesField(field.name, label, value=typed, lines=3)
        hint = _("several with ; between them") if field.multiple else ""
        return FormField(field.name, label, value=typed, hint=hint)

    def on_mount(self) -> None:
        """Fill in the records that are linked, and say what is wrong with the layout."""
        if self._held.sentence:
            self.say(self._held.sentence, is_wrong=True)
        for picker in self.query(RecordPicker):
            self._fill_in(picker)

    def _fill_in(self, picker: RecordPicker) -> None:
        value = self._shown.get(picker.name or "")
        if isinstance(value, Reference):
            picker.pick(PickerItem(value))

    def take_over(self, record: RecordView, name: str) -> None:
        """Show what a field of the record holds by now."""
        asked, value = self.field(name), record.values[name]
        self._shown = {**self._shown, name: value}
        if isinstance(asked, RecordPicker):
            asked.picked = None
        field = self.context.fields.get(self._kind, name)
        asked.value = as_typed(field, value, self.context.zone)
        if isinstance(asked, RecordPicker):
            self._fill_in(asked)
        self._before[name] = asked.draft()

    def focus_first(self) -> None:
        """Begin at the first field."""
        self._focus(self.shown_fields()[0])

    def save(self) -> Callable[[], UUID]:
        """Write the record; of one that is changed, only the fields that were typed into."""
        for picker in self.query(RecordPicker):
            if picker.value and picker.picked is None:
                raise BadInput(
                    _("Choose one from the list, or leave the field empty."), picker.name
                )
        is_new = self.record is None
        asked = [field for _title, fields in self._sections for field in fields]
        data = {
            field.name: self._read(field)
            for field in asked
            if (self.value(field.name) if is_new else self.is_changed(field.name))
        }
        return self.store(self._kind, (self._unasked(asked) if is_new else {}) | data)

    def _unasked(self, asked: Sequence[Field]) -> dict[str, object]:
        """Return what a copy takes over unasked: addresses and the like, and what is hidden."""
        others = [f for f in laid_out_fields(self.context, self._kind) if f not in asked]
        return {f.name: as_data(f, value) for f in others if (value := self._shown.get(f.name))}

    def _read(self, field: Field) -> object:
        asked = self.field(field.name)
        if isinstance(asked, RecordPicker):
            return str(asked.picked.record.id) if asked.picked else None
        if isinstance(asked, ChoiceField):
            return asked.chosen() or None
        return read_typed(field, asked.value, self._shown.get(field.name), self.context.zone)
