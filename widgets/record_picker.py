"""Picks one record while typing: an input, and under it what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static

from domain.values import Reference
from widgets.columns import cell
from widgets.form_field import FormField


@dataclass(frozen=True, slots=True)
class PickerItem:
    """A record that may be meant, and what tells it apart from others of that title."""

    record: Reference
    detail: str = ""


class RecordPicker(FormField):
    """A form field that finds a record.

    It posts `Searched` for each text typed; whoever hosts it looks the text up and calls
    `show_items`. Up and down move among what was found, Enter takes the one marked with `>`.
    """

    LINES = 6
    """How many items are shown at once."""

    DEFAULT_CSS = """
    RecordPicker {
        & .record-picker--items { padding-left: 10; height: auto; }
    }
    """

    class Searched(Message):
        """A text was typed that is to be looked up."""

        def __init__(self, picker: RecordPicker, text: str) -> None:
            super().__init__()
            self.picker = picker
            self.text = text

    class Picked(Message):
        """An item was taken; `item` is None when the text was typed anew."""

        def __init__(self, picker: RecordPicker, item: PickerItem | None) -> None:
            super().__init__()
            self.picker = picker
            self.item = item

    def __init__(self, name: str, label: str, *, hint: str = "") -> None:
        super().__init__(name, label, hint=hint)
        self.picked: PickerItem | None = None
        self._items: Sequence[PickerItem] = ()
        self._index = 0
        self._found_for = ""
        self.is_waiting = False
        self._list = Static(classes="record-picker--items", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out the field with the list under it."""
        yield from super().compose()
        yield self._list

    def pick(self, item: PickerItem) -> None:
        """Take an item, as if the person had chosen it."""
        self.picked = item
        self._items = ()
        with self.prevent(FormField.Changed):
            self.value = item.record.title
        self.note(item.detail)
        self._paint()
        self.post_message(self.Picked(self, item))

    def show_items(self, text: str, items: Sequence[PickerItem]) -> None:
        """Show what was found for `text`; what came too late is ignored."""
        if text != self.value or self.picked is not None:
            return
        self._items = items[: self.LINES]
        self._found_for = text
        self._index = 0
        if self.is_waiting:
            self.is_waiting = False
            self.take_first()
        self._paint()

    def on_form_field_changed(self, event: FormField.Changed) -> None:
        """Look up what is typed."""
        if self.picked is not None and self.value == self.picked.record.title:
            return
        if self.picked is not None:
            self.picked = None
            self.note("")
            self.is_waiting = False
            self.post_message(self.Picked(self, None))
        if not self.value:
            self._items = ()
            self._paint()
        self.post_message(self.Searched(self, self.value))

    def take_first(self) -> None:
        """Take the marked item; where the text is still being looked up, take it once found."""
        if self.picked is not None or not self.value:
            return
        if self._found_for != self.value:
            self.is_waiting = True
        elif self._items:
            self.pick(self._items[self._index])

    def on_key(self, event: events.Key) -> None:
        """Move among the items."""
        step = {"down": 1, "up": -1}.get(event.key)
        if step and self._items:
            event.stop()
            event.prevent_default()
            self._index = (self._index + step) % len(self._items)
            self._paint()

    def _paint(self) -> None:
        width = max(20, self.size.width - 10)
        left = width * 3 // 5
        lines = [
            (">" if number == self._index else " ")
            + " "
            + cell(item.record.title, left - 2)
            + cell(item.detail, width - left)
            for number, item in enumerate(self._items)
        ]
        self._list.update("\n".join(lines))
        self._list.display = bool(lines)
