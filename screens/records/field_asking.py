"""Asks for the value of any field: the line of a form that fits it, and what was typed there."""

from __future__ import annotations

from domain.errors import BadInput
from domain.fields import Field, FieldType
from domain.i18n import _
from domain.references import Reference
from domain.values import Value
from services.context import Context
from services.queries import field_choices
from services.records.typed_values import as_typed, code_of, read_typed
from widgets.form_field import ChoiceField, FormField
from widgets.notes_field import NotesField
from widgets.record_picker import PickerItem, RecordPicker


def ask(context: Context, field: Field, value: Value, label: str = "") -> FormField:
    """Return the line of a form for a field, holding `value`; `label` in place of its own."""
    label = label or _(field.label)
    code = code_of(value)
    if choices := field_choices(context, field, code):
        return ChoiceField(field.name, label, choices, value=code)
    if field.type is FieldType.RECORD and not field.multiple:
        return RecordPicker(field.name, label, (str(field.target),))
    typed = as_typed(field, value, context.zone)
    if field.type is FieldType.LONG_TEXT:
        return NotesField(field.name, label, value=typed, lines=3)
    hint = _("several with ; between them") if field.multiple else ""
    return FormField(field.name, label, value=typed, hint=hint)


def fill(asked: FormField, value: Value) -> None:
    """Pick the linked record in a line that has been laid out; other lines hold theirs already."""
    if isinstance(asked, RecordPicker) and isinstance(value, Reference):
        asked.pick(PickerItem(value))


def show_anew(context: Context, field: Field, asked: FormField, value: Value) -> None:
    """Show in a line another value of its field than it was made with."""
    if isinstance(asked, RecordPicker):
        asked.picked = None
    asked.value = as_typed(field, value, context.zone)
    fill(asked, value)


def check(asked: FormField) -> None:
    """Raise BadInput for a text in place of which a record was to be chosen."""
    if isinstance(asked, RecordPicker) and asked.value and asked.picked is None:
        sentence = _("Choose one from the list, or leave the field empty.")
        raise BadInput(sentence, asked.name)


def read_asked(context: Context, field: Field, asked: FormField, before: Value) -> object:
    """Return what stands in a line, as data of `edit_record`; `before` is what it held first.

    Raises BadInput for a text that is none of the choices.
    """
    if isinstance(asked, RecordPicker):
        return str(asked.picked.record.id) if asked.picked else None
    if isinstance(asked, ChoiceField):
        return asked.chosen() or None
    return read_typed(field, asked.value, before, context.zone)
