"""The fields of a form: the cursor among them, and what is said under them."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual import events
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from screens.service_screen import StyledOnce, WorksWhileThere
from widgets.forms.form_field import FormField
from widgets.forms.lean_input import LeanInput
from widgets.forms.path_field import PathField
from widgets.forms.record_picker import RecordPicker

ResultT = TypeVar("ResultT")


class FormFields(WorksWhileThere, StyledOnce, ModalScreen[ResultT | None], Generic[ResultT]):
    """A dialog with fields. Fields that are not displayed are skipped.

    Keys that come before it is open are kept for the field at which it begins. Those that come in
    one go behind what brings other fields wait for these.
    """

    def __init__(self) -> None:
        super().__init__()
        self._is_open = False
        self._at: FormField | None = None
        self._is_holding = False

    def action_save(self) -> None:
        """Save what is typed."""
        raise NotImplementedError

    def shown_fields(self) -> list[FormField]:
        """Return the fields that can be typed into, in their order."""
        return [field for field in self.query(FormField) if field.display]

    def focus_first(self) -> None:
        """Put the cursor into the first field that is empty."""
        fields = self.shown_fields()
        self._focus(next((field for field in fields if field.is_blank), fields[0]))

    def _focus(self, field: FormField) -> None:
        self._at = field
        if self._is_open:
            # Where the field is, is known once it has been laid out.
            self.set_focus(field.editor, scroll_visible=False)
            self.call_after_refresh(self._reveal, field)

    def _reveal(self, field: FormField) -> None:
        """Bring the field with the cursor into view, with what is said under it."""
        if self.focused is not field.editor:
            return
        form = field.parent
        if isinstance(form, VerticalScroll) and field is self.shown_fields()[0]:
            form.scroll_home(animate=False)
        else:
            field.scroll_visible(animate=False)

    def on_key(self, event: events.Key) -> None:
        """Keep what was typed while the dialog was opening."""
        place = self._place(fields := self.shown_fields())
        if place is not None and event.is_printable and event.character:
            event.stop()
            fields[place].insert(event.character)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let Enter begin a new line in a field of several."""
        return not (action == "go_on" and isinstance(self.focused, TextArea))

    def field(self, name: str) -> FormField:
        """Return the field with this name."""
        return self.query_one(f"#field-{name}", FormField)

    def value(self, name: str) -> str:
        """Return what is typed in the field with this name."""
        return self.field(name).value

    def show_error(self, sentence: str, field: str | None = None) -> None:
        """Show a sentence under the field it is about, or at the end of the form."""
        for one in self.query(f"#field-{field}").results(FormField):
            self.say("")
            one.note(sentence, is_wrong=True)
            self._focus(one)
            return
        self.say(sentence, is_wrong=True)

    def say(self, sentence: str, *, is_wrong: bool = False, is_shown: bool = False) -> None:
        """Show a sentence about the whole form, or none for an empty one.

        One that says what is wrong or `is_shown` is scrolled into view.
        """
        line = self.query_one("#message", Static)
        line.update(f"! {sentence}" if is_wrong else sentence)
        line.set_class(is_wrong, "-wrong")
        line.display = bool(sentence)
        if is_wrong or is_shown:
            self.call_after_refresh(line.scroll_visible, animate=False)

    # Keys that wait for fields.

    def show_brought_fields(self) -> None:
        """Show the fields that what is typed by now brings."""

    def waits_for_fields(self, key: str, *, leaves_field: bool = False) -> bool:
        """Say whether a key of the form is held, with those behind it, and hold it then.

        That is begun by a key that leaves a field which has still to read what brings other ones.
        """
        editor = self.focused
        if not isinstance(editor, LeanInput):
            return False
        if not self._is_holding:
            fields = self.shown_fields() if leaves_field and editor.keys_on_way else []
            place = self._place(fields)
            if place is None or not fields[place].brings_fields:
                return False
        self._is_holding = True
        editor.keys_on_way += 1
        editor.call_later(self._hold, editor, events.Key(key, None))
        return True

    def _hold(self, editor: LeanInput, key: events.Key) -> None:
        editor.keys_on_way -= 1
        if editor.held is None:
            editor.held = []
            self.app.call_later(self._end_holding, editor)
        editor.held.append(key)

    def _end_holding(self, editor: LeanInput) -> None:
        """Hand on the keys once all that came with them are here."""
        if editor.keys_on_way:
            editor.call_later(self.app.call_later, self._end_holding, editor)
            return
        self._is_holding = False
        self.show_brought_fields()
        editor.hand_on()

    # The cursor.

    def action_go_on(self) -> None:
        """Go to the next field, or save after the last one."""
        if self.waits_for_fields("enter", leaves_field=True):
            return
        if self._is_open:
            self._go_on()
        else:
            self.call_later(self._go_on)

    def _go_on(self) -> None:
        fields, place = self._at_cursor()
        if place is None:
            return
        field = fields[place]
        if isinstance(field, RecordPicker) and field.takes_several and _is_left_empty(field):
            # What is typed in one go after Enter is meant for the next field.
            self._go_on_from(field)
            return
        self._take_picked(field)
        if isinstance(field, RecordPicker) and field.takes_several:
            is_empty = not (field.value or field.is_at_item)
            field.input.call_later(self._enter_in_several, field, is_empty=is_empty)
        elif isinstance(field.editor, TextArea):
            field.insert("\n")
        elif isinstance(field, PathField):
            field.input.call_later(self._enter_in_path, field)
        else:
            self._go_on_from(field)

    def _go_on_from(self, field: FormField) -> None:
        """Go to the field after `field`; save after the last one."""
        fields = self.shown_fields()
        place = fields.index(field) + 1
        if place < len(fields):
            self._focus(fields[place])
        else:
            self.go_on_at_end()

    def go_on_at_end(self) -> None:
        """Save by Enter after the last field."""
        self.action_save()

    def _enter_in_several(self, field: RecordPicker, *, is_empty: bool) -> None:
        """Go on from a field that takes several once nothing more is typed."""
        if is_empty and not field.value:
            self._go_on_from(field)

    def _enter_in_path(self, field: PathField) -> None:
        """Complete the path, or go on from one that leads to a file or to nothing known."""
        if field.is_complete or not field.take():
            self._go_on_from(field)

    def action_go(self, step: int) -> None:
        """Go to another field, around the ends; Tab completes a path first."""
        if self.waits_for_fields("tab" if step > 0 else "shift+tab", leaves_field=True):
            return
        if self._is_open:
            self._go(step)
        else:
            self.call_later(self._go, step)

    def _go(self, step: int) -> None:
        fields, place = self._at_cursor()
        if place is None:
            return
        field = fields[place]
        if step > 0 and isinstance(field, PathField):
            field.input.call_later(self._tab_from_path, field)
            return
        if step > 0:
            self._take_picked(field)
        self._focus(fields[(place + step) % len(fields)])

    def _tab_from_path(self, field: PathField) -> None:
        if not field.take():
            fields = self.shown_fields()
            self._focus(fields[(fields.index(field) + 1) % len(fields)])

    def _take_picked(self, field: FormField) -> None:
        """Take what a picker offers once it has read its keys."""
        if isinstance(field, RecordPicker):
            field.input.call_later(field.take_first)

    def _at_cursor(self) -> tuple[list[FormField], int | None]:
        """Return the fields, with those that the one with the cursor brings, and its place."""
        fields = self.shown_fields()
        place = self._place(fields)
        if place is not None and (field := fields[place]).brings_fields:
            # Word of what was typed into it last may still be on its way.
            self.show_brought_fields()
            fields = self.shown_fields()
            place = fields.index(field)
        return fields, place

    def _place(self, fields: list[FormField]) -> int | None:
        if not self._is_open:
            return fields.index(self._at) if self._at in fields else None
        return next((i for i, field in enumerate(fields) if field.editor is self.focused), None)


def _is_left_empty(field: RecordPicker) -> bool:
    """Say whether nothing stands in a field, nor is gone to, and no key is on its way there."""
    return not (field.value or field.is_at_item or field.input.keys_on_way)
