"""Changes one field of a record in its place, over the line that shows it (FEATURES DOC-08)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from textual.geometry import Region

from domain.i18n import _
from domain.records.fields import Field
from domain.records.values import RecordView, Value
from screens.deals.people_fields import AsksPeople
from screens.program import with_keys
from screens.records.field_asking import ask, check, fill, read_asked, show_anew
from screens.records.record_editing import RecordEditing
from services.records.typed_values import as_data
from widgets.forms.form_field import FormField
from widgets.forms.notes_field import NotesField
from widgets.forms.record_picker import RecordPicker

LEAST_WIDTH = 44
"""Cells that the editor takes where the screen has them: a date in words needs room."""

HEIGHT = 8
"""Lines that are kept free below the field: for choices, for what was found, for sentences."""


class Spot(NamedTuple):
    """Where on the screen a field stands, in cells.

    What is typed begins `label_cells` from its left, or right behind the label for 0.
    """

    region: Region
    label_cells: int = 0


class FieldEditor(RecordEditing):
    """Returns the key of the record; saved at once, as one step that can be undone.

    It lies at `spot`, or as near to it as it fits. `label` is how the field is called there. Of
    several values the one at `place` is changed, where it is given; the others stay.
    """

    form_name = "field"
    DEFAULT_CSS = """
    FieldEditor {
        align: left top;
        background: transparent;
        & > #form { padding: 0 1; max-height: 100%; background: $panel; }
        & .form--title { display: none; }
        & .form--keys { margin-top: 0; }
        & .form--message { margin-top: 0; }
    }
    """

    def __init__(
        self, record: RecordView, field: Field, label: str, spot: Spot, place: int | None = None
    ) -> None:
        super().__init__(record)
        self._shown = record
        self._field = field
        self._label = label
        self._spot = spot
        self._place_of_value = place

    @property
    def draft_name(self) -> str:
        """Each field of each record has a draft of its own."""
        place = "" if self._place_of_value is None else f":{self._place_of_value}"
        return f"field_{self._shown.kind}:{self._shown.id}:{self._field.name}{place}"

    def title_text(self) -> str:
        """Say which field is changed."""
        return self._label

    def keys_text(self) -> str:
        """Say how to save: a field of several lines takes Enter for itself."""
        key = "form.save" if isinstance(self._asked, NotesField) else "form.go_on"
        text = _("{save} saves   {back} leaves it as it was")
        return with_keys(self, text, save=key, back="form.leave")

    def fields(self) -> Iterable[FormField]:
        """Ask for the one field."""
        self._asked = self.ask()
        yield self._asked

    def ask(self) -> FormField:
        """Return the line that asks for the field."""
        return ask(self.context, self._field, self._value(), self._label)

    def _value(self) -> Value:
        """Return what the field holds, or the one of its values that is changed."""
        value, place = self._shown.values.get(self._field.name), self._place_of_value
        if place is None or not isinstance(value, tuple):
            return value
        return value[place : place + 1]

    def _beside(self) -> tuple[list[object], list[object]]:
        """Return, as data, the values before the one that is changed, and those behind it."""
        value, place = self._shown.values.get(self._field.name), self._place_of_value
        known = as_data(self._field, value)
        if place is None or not isinstance(known, list):
            return [], []
        return known[:place], known[place + 1 :]

    def on_mount(self) -> None:
        """Go to its place, and fill in a linked record."""
        form = self.query_one("#form")
        size, place = self.app.size, self._spot.region
        width = min(size.width, max(LEAST_WIDTH, place.width))
        x = max(0, min(place.x - 1, size.width - width))
        y = max(0, min(place.y, size.height - HEIGHT))
        form.styles.width, form.styles.offset = width, (x, y)
        if self._spot.label_cells > self._asked.label_cells:
            # The padding of the form takes a cell.
            self._asked.indent(place.x + self._spot.label_cells - x - 1)
        fill(self._asked, self._value())
        self._asked.call_after_refresh(self._asked.show_choices)
        if isinstance(self._asked, NotesField):
            self._asked.area.move_cursor(self._asked.area.document.end)

    def restore(self, kept: Mapping[str, str]) -> None:
        """Bring back what was typed and not saved, and say how to do without it."""
        super().restore(kept)
        said = _("What you had typed is back. {clear} shows what was there.")
        self.say(with_keys(self, said, clear="form.clear"))

    def take_over(self, record: RecordView, name: str) -> None:
        """Show what the field holds by now."""
        self._shown = record
        self._place_of_value = None
        show_anew(self.context, self._field, self._asked, record.values[name])
        self._before[name] = self._asked.draft()

    def save(self) -> Callable[[], UUID]:
        """Write the field, unless it is as it was."""
        check(self._asked)
        name, data = self._field.name, dict[str, object]()
        if self.is_changed(name):
            read = read_asked(self.context, self._field, self._asked, self._value())
            before, behind = self._beside()
            data[name] = [*before, *read, *behind] if isinstance(read, list) else read
        if self.record is None:
            # It was deleted for good, and is added again as it was seen here.
            data = self.untyped(self._shown.kind, self._shown.values, data) | data
        return self.store(self._shown.kind, data)

    def _take_picked(self, field: FormField) -> None:
        super()._take_picked(field)
        if isinstance(field, RecordPicker) and not field.takes_several:
            field.input.call_later(self.action_save)


class DealFieldEditor(FieldEditor, AsksPeople[UUID]):
    """Changes a field of a deal; clients who are not found are added here (FEATURES DEAL-07)."""

    def ask(self) -> FormField:
        """Return the line that asks for the field."""
        return self.ask_people(self._field, self._value(), self._label) or super().ask()


def editor_of(kind: str) -> type[FieldEditor]:
    """Return what changes a field of a record of a kind in its place."""
    return DealFieldEditor if kind == "deal" else FieldEditor
