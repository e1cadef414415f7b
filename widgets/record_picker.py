"""Picks one record while typing: an input, and under it what was found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static

from domain.values import Reference
from widgets.columns import GAP, cell
from widgets.form_field import FormField

_MARK = "> "
"""What stands before the item that Enter takes."""


@dataclass(frozen=True, slots=True)
class PickerItem:
    """A record that may be meant, and what tells it apart from others of that title."""

    record: Reference
    detail: str = ""


class RecordPicker(FormField):
    """A form field that finds a record of one of `kinds`.

    It posts `Searched` for each text typed; whoever hosts it looks the text up and calls
    `show_items`. Up and down move among what was found, Enter takes the one marked with `>`.
    While nothing is typed it offers what `suggest` was given. With `describe_new` the last line is
    a new record made of the text, in the words that it returns; else a text that finds nothing is
    answered with `not_found`.
    """

    LINES = 6
    """How many items are shown at once."""

    DEFAULT_CSS = """
    RecordPicker {
        & .record-picker--items { height: auto; }
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

    def __init__(
        self,
        name: str,
        label: str,
        kinds: Sequence[str],
        *,
        hint: str = "",
        not_found: str = "",
        describe_new: Callable[[str], str] | None = None,
    ) -> None:
        self.kinds = kinds
        self.picked: PickerItem | None = None
        self.is_new = False
        """Whether the text was taken as that of a new record."""
        self.is_waiting = False
        self._items: Sequence[PickerItem] = ()
        self._suggested: Sequence[PickerItem] = ()
        self._index = 0
        self._found_for = ""
        self._not_found = not_found
        self._describe_new = describe_new
        self._list = Static(classes="record-picker--items", markup=False)
        self._list.display = False
        super().__init__(name, label, hint=hint)

    def indent(self, cells: int) -> None:
        """Begin the input, and what stands under it, so many cells from the left."""
        super().indent(cells)
        self._indent = cells
        self._list.styles.padding = (0, 0, 0, max(0, cells - len(_MARK)))

    def compose(self) -> ComposeResult:
        """Lay out the field with the list under it."""
        yield from super().compose()
        yield self._list

    def pick(self, item: PickerItem) -> None:
        """Take an item, as if the person had chosen it."""
        self.picked, self.is_new = item, False
        # Typing over a record that was taken means another one.
        self.input.select_on_focus = True
        self._items = ()
        with self.prevent(FormField.Changed):
            self.value = item.record.title
        self.note(item.detail)
        self._paint()
        self.post_message(self.Picked(self, item))

    def suggest(self, items: Sequence[PickerItem]) -> None:
        """Offer these while nothing is typed."""
        self._suggested = items[: self.LINES]
        if not self.value:
            self._items = self._suggested
            self._paint()

    def show_items(self, text: str, items: Sequence[PickerItem]) -> None:
        """Show what was found for `text`; what came too late is ignored."""
        if text != self.value or self.picked is not None or self.is_new:
            return
        self._items = items[: self.LINES] if text else self._suggested
        self._found_for = text
        self._index = 0
        self.note(self._not_found if text and not items and not self._describe_new else "")
        if self.is_waiting:
            self.is_waiting = False
            self.take_first()
        self._paint()

    def on_form_field_changed(self, event: FormField.Changed) -> None:
        """Look up what is typed."""
        if self.picked is not None and self.value == self.picked.record.title:
            return
        if self.picked is not None or self.is_new:
            self.picked, self.is_new = None, False
            self.note("")
            self.is_waiting = False
            self.post_message(self.Picked(self, None))
        if not self.value:
            self._items, self._index, self._found_for = self._suggested, 0, ""
            self._paint()
        self.post_message(self.Searched(self, self.value))

    @property
    def is_settled(self) -> bool:
        """Whether it is known which record is meant, or that none is."""
        return self.picked is not None or self.is_new or not self.value

    def take_first(self) -> None:
        """Take what is marked; where the text is still being looked up, take it once found."""
        if self.is_settled and not (self._items and not self.value):
            return
        if self._found_for != self.value:
            self.is_waiting = True
        elif self._index < len(self._items):
            self.pick(self._items[self._index])
        elif self._describe_new is not None:
            self.is_new = True
            self._items = ()
            self.note(self._describe_new(self.value))
            self._paint()
            self.post_message(self.Picked(self, None))

    def on_key(self, event: events.Key) -> None:
        """Move among the items."""
        step = {"down": 1, "up": -1}.get(event.key)
        count = len(self._lines())
        if step and count:
            event.stop()
            event.prevent_default()
            self._index = (self._index + step) % count
            self._paint()

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

    def _lines(self) -> list[tuple[str, str]]:
        """Return what can be taken, as pairs of a title and what stands beside it."""
        if self.picked is not None or self.is_new:
            return []
        lines = [(item.record.title, item.detail) for item in self._items]
        if self._describe_new is not None and self.value and self._found_for == self.value:
            lines.append((f"+ {self._describe_new(self.value)}", ""))
        return lines

    def _paint(self) -> None:
        width = max(16, self.size.width - self._indent)
        found = self._lines()
        titles = max((cell_len(title) for title, _detail in found[: len(self._items)]), default=0)
        left = min(titles, width * 3 // 5)
        lines = []
        for number, (title, detail) in enumerate(found):
            mark = _MARK if number == self._index else " " * len(_MARK)
            is_new = number == len(self._items)
            text = title if is_new else cell(title, left) + " " * GAP + detail
            lines.append(mark + cell(text, width))
        self._list.update("\n".join(lines))
        self._list.display = bool(lines)
