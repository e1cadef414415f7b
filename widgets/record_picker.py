"""Picks one record while typing: an input, and under it what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from textual import events, on
from textual.app import ComposeResult
from textual.message import Message

from domain.values import Reference
from widgets.form_field import FormField
from widgets.found_list import GUTTER, FoundItem, FoundList


@dataclass(frozen=True, slots=True)
class PickerItem:
    """A record that may be meant, and what tells it apart from others of that title.

    `summary` says in the list where the match is, too; empty for the same as `detail`. One that is
    not sure is taken only when it was gone to.
    """

    record: Reference
    detail: str = ""
    summary: str = ""
    is_sure: bool = True


class RecordPicker(FormField):
    """A form field that finds a record.

    It posts `Searched` for each text typed; whoever hosts it looks the text up and calls
    `show_items`. Up and down move among what was found, Enter takes the one marked with `>`. Where
    nothing was found the line under the input says `not_found`.
    """

    LINES = 6
    """How many items are shown at once."""

    DEFAULT_CSS = """
    RecordPicker {
        & FoundList { height: 0; display: none; }
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

    def __init__(self, name: str, label: str, *, hint: str = "", not_found: str = "") -> None:
        self.picked: PickerItem | None = None
        self._items: Sequence[PickerItem] = ()
        self._found_for = ""
        self._not_found = not_found
        self.is_waiting = False
        self._list = FoundList()
        self._lines = 0
        super().__init__(name, label, hint=hint)

    def indent(self, cells: int) -> None:
        """Begin the input, and what stands under it, so many cells from the left."""
        super().indent(cells)
        self._list.styles.margin = (0, 0, 0, max(0, cells - GUTTER))

    def compose(self) -> ComposeResult:
        """Lay out the field with the list under it."""
        yield from super().compose()
        yield self._list

    def pick(self, item: PickerItem) -> None:
        """Take an item, as if the person had chosen it."""
        self.picked = item
        # Typing over a record that was taken means another one.
        self.input.select_on_focus = True
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
        is_known = any(item.is_sure for item in items)
        self.note(self._not_found if text and not is_known else "")
        self._paint()
        if self.is_waiting:
            self.is_waiting = False
            self.take_first()

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
        elif (index := self._list.index) is not None:
            self.pick(self._items[index])

    @on(FoundList.Chosen)
    def take_clicked(self, event: FoundList.Chosen) -> None:
        """Take the item that was clicked."""
        event.stop()
        self.pick(self._items[event.index])

    def on_key(self, event: events.Key) -> None:
        """Move among the items."""
        step = {"down": 1, "up": -1}.get(event.key)
        if step and self._items:
            event.stop()
            event.prevent_default()
            self._list.move(step)

    def draft(self) -> dict[str, str]:
        """Return what is typed, and which record was picked, if any was."""
        record = self.picked.record if self.picked else None
        picked = f"{record.kind} {record.id}" if record else ""
        return super().draft() | {self._record_name: picked}

    def blank_draft(self) -> dict[str, str]:
        """Return what a draft would keep with nothing typed."""
        return super().blank_draft() | {self._record_name: ""}

    def restore(self, draft: Mapping[str, str]) -> None:
        """Bring back what a draft has kept."""
        kind, _blank, key = draft.get(self._record_name, "").partition(" ")
        if key:
            self.pick(PickerItem(Reference(kind, UUID(key), draft[self.name or ""])))
        else:
            super().restore(draft)

    @property
    def _record_name(self) -> str:
        return f"{self.name} record"

    def _paint(self) -> None:
        items = [FoundItem(item.record.title, item.summary or item.detail) for item in self._items]
        is_sure = bool(self._items) and self._items[0].is_sure
        if len(items) != self._lines:
            self._lines = len(items)
            self._list.styles.height = self._lines
            self._list.display = bool(items)
        self._list.show(items, 0 if is_sure else None)
