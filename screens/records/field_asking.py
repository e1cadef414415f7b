"""Asks for the value of any field: the line of a form that fits it, and what was typed there."""

from __future__ import annotations

from functools import partial

from domain.choosing import Choices, choose, tell_apart
from domain.contact_points.point_labels import offered_labels
from domain.errors import BadInput
from domain.i18n import _
from domain.records.fields import Field, FieldType, Points, Tags
from domain.records.references import Reference, references_in
from domain.records.values import Value
from domain.text import fold
from services.context import Context
from services.files.paths import complete_path
from services.queries import field_choices, known_tags
from services.records.typed_values import BETWEEN, as_typed, code_of, read_typed
from widgets.forms.form_field import ChoiceField, FormField
from widgets.forms.notes_field import NotesField
from widgets.forms.path_field import PathField
from widgets.forms.points_field import PointsField
from widgets.forms.record_picker import RecordPicker
from widgets.forms.several_picker import SeveralPicker


def ask(
    context: Context, field: Field, value: Value, label: str = "", *, is_new: bool = False
) -> FormField:
    """Return the line of a form for a field, holding `value`; `label` in place of its own.

    In the form of a record that `is_new` no status is offered that needs a reason.
    """
    label = label or _(field.label)
    code = code_of(value)
    choices = field_choices(context, field, code, with_junk=not is_new)
    if choices and not field.multiple:
        return ChoiceField(field.name, label, choices, value=code)
    if field.type is FieldType.RECORD and not field.multiple:
        return RecordPicker(field.name, label, (str(field.target),))
    typed = as_typed(field, value, context.zone)
    if field.type is FieldType.LONG_TEXT:
        return NotesField(field.name, label, value=typed, lines=3)
    hint = _("several with ; between them") if field.multiple else ""
    if field.type is FieldType.FILE:
        complete = partial(complete_path, context)
        hint = hint or _("the path of a file, or the name of one that is attached")
        return PathField(field.name, label, complete, value=typed, hint=hint, begins=False)
    if choices:
        labels = tell_apart(choices)
        explain = partial(explain_several, field, labels)
        offered = [*labels.values()]
        return FormField(
            field.name, label, value=typed, hint=hint, choices=offered, explain=explain
        )
    if isinstance(field.store, Tags):
        offered = [*known_tags(context, field)]
        return FormField(field.name, label, value=typed, hint=hint, choices=offered)
    if isinstance(field.store, Points):
        kinds = offered_labels(field.type)
        hint = _("several with ; between them, the kind in brackets")
        return PointsField(field.name, label, kinds, value=typed, hint=hint)
    return FormField(field.name, label, value=typed, hint=hint)


def explain_several(field: Field, labels: Choices, text: str) -> str:
    """Return how several choices are understood, "" where that stands there. Raises BadInput."""
    typed = read_typed(field, text)
    assert isinstance(typed, list)
    meant = [labels[choose(labels, str(item), field.name)] for item in typed]
    is_plain = [fold(str(item)) for item in typed] == [fold(label) for label in meant]
    return "" if is_plain else f"= {BETWEEN.join(meant)}"


def fill(asked: FormField, value: Value) -> None:
    """Pick the linked record in a line that has been laid out; other lines hold theirs already."""
    if isinstance(asked, RecordPicker) and (value is None or isinstance(value, Reference)):
        asked.begin(value)


def show_anew(context: Context, field: Field, asked: FormField, value: Value) -> None:
    """Show in a line another value of its field than it was made with."""
    if isinstance(asked, SeveralPicker):
        asked.hold(references_in(value))
        return
    if isinstance(asked, RecordPicker):
        asked.picked = None
    asked.value = as_typed(field, value, context.zone)
    fill(asked, value)


def check(asked: FormField) -> None:
    """Raise BadInput for a text in place of which a record was to be chosen."""
    if isinstance(asked, SeveralPicker) and asked.value and asked.makes_new:
        said = _("“{text}” is nobody yet: Enter in the field adds a new contact.")
        raise BadInput(said.format(text=asked.value), asked.name)
    if (
        isinstance(asked, RecordPicker)
        and asked.value
        and asked.picked is None
        and not asked.is_new
    ):
        sentence = _("Choose one from the list, or leave the field empty.")
        raise BadInput(sentence, asked.name)


def read_asked(context: Context, field: Field, asked: FormField, before: Value) -> object:
    """Return what stands in a line, as data of `edit_record`; `before` is what it held first.

    Raises BadInput for a text that is none of the choices.
    """
    if isinstance(asked, SeveralPicker):
        return [str(record.id) for record in asked.records]
    if isinstance(asked, RecordPicker):
        if asked.is_new:
            return asked.value
        return str(asked.picked.record.id) if asked.picked else None
    if isinstance(asked, ChoiceField):
        return asked.chosen() or None
    return read_typed(field, asked.value, before, context.zone)
