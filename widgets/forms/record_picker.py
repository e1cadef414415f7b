"""Picks one record while typing: an input, and under it what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from textual import events, on
from textual.app import ComposeResult
from textual.message import Message

from domain.records.references import Reference
from widgets.forms.form_field import FormField
from widgets.forms.found_list import GUTTER, FoundItem, FoundList


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
    """A form field that finds a record of one of `kinds`.

    It posts `Searched` for each text typed; whoever hosts it looks the text up and calls
    `show_items`. Up and down move among what was found, Enter takes the one marked with `>`.
    While nothing is typed it offers what `suggest` was given, or shows the lines of `guide`; the
    room for what will be found is then kept free, so that nothing moves while somebody types. With
    `describe_new` the last line is a new record made of the text, in the words that it returns;
    else a text that finds nothing is answered with `not_found`.
    """

    takes_several = False
    """Whether it goes on asking once something was taken."""

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

    def __init__(
        self,
        name: str,
        label: str,
        kinds: Sequence[str],
        *,
        hint: str = "",
        not_found: str = "",
        describe_new: Callable[[str], str] | None = None,
        guide: str = "",
    ) -> None:
        self.kinds = kinds
        self.picked: PickerItem | None = None
        self._first: PickerItem | None = None
        self.is_new = False
        """Whether the text was taken as that of a new record."""
        self.is_waiting = False
        self._items: Sequence[PickerItem] = ()
        self._suggested: Sequence[PickerItem] = ()
        self._found_for = ""
        self._not_found = not_found
        self._describe_new = describe_new
        self._list = FoundList()
        self._shown_lines = 0
        self._guide = guide
        self._is_asked = bool(guide)
        super().__init__(name, label, hint=hint)

    def indent(self, cells: int) -> None:
        """Begin the input, and what stands under it, so many cells from the left."""
        super().indent(cells)
        self._list.styles.margin = (0, 0, 0, max(0, cells - GUTTER))

    def compose(self) -> ComposeResult:
        """Lay out the field, with the list under it where there is anything to show in it."""
        yield from super().compose()
        if self._shown_lines:
            yield self._list

    def begin(self, record: Reference | None) -> None:
        """Hold what the field is made with, to which `clear` goes back."""
        self._first = PickerItem(record) if record is not None else None
        if self._first is not None:
            self.pick(self._first)

    def clear(self) -> None:
        """Go back to the record that the field was made with."""
        if self._first is not None:
            self.pick(self._first)
        else:
            super().clear()

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
        is_known = any(item.is_sure for item in items)
        if not self.is_refused:
            self.note(self._not_found if text and not is_known and not self._describe_new else "")
        self._paint()
        if self.is_waiting:
            self.is_waiting = False
            self.take_first()

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
    def makes_new(self) -> bool:
        """Whether a text can be taken as that of a new record."""
        return self._describe_new is not None

    @property
    def is_at_item(self) -> bool:
        """Whether one of the lines under the input is marked."""
        return self._list.index is not None and bool(self._lines())

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
        elif (index := self._list.index) is not None:
            self._take(index)

    def _take(self, index: int) -> None:
        """Take an item, or after the last one the text as that of a new record."""
        if index < len(self._items):
            self.pick(self._items[index])
        elif self._describe_new is not None:
            self.is_new = True
            self._items = ()
            self.note(self._describe_new(self.value))
            self._paint()
            self.post_message(self.Picked(self, None))

    @on(FoundList.Chosen)
    def take_clicked(self, event: FoundList.Chosen) -> None:
        """Take the item that was clicked."""
        event.stop()
        self._take(event.index)

    def on_mount(self) -> None:
        """Keep the room for what will be found."""
        super().on_mount()
        self._paint()

    def on_descendant_focus(self) -> None:
        """Guide whoever is about to type."""
        self._ask(is_asked=bool(self._guide))

    def on_descendant_blur(self) -> None:
        """Give the room to the rest of the form."""
        self._ask(is_asked=False)

    def _ask(self, *, is_asked: bool) -> None:
        if is_asked != self._is_asked:
            self._is_asked = is_asked
            self._paint()

    def on_key(self, event: events.Key) -> None:
        """Move among the items."""
        step = {"down": 1, "up": -1}.get(event.key)
        count = len(self._lines())
        if step and count:
            event.stop()
            event.prevent_default()
            self._list.move(step)

    def draft(self) -> dict[str, str]:
        """Return what is typed, and which record was picked, if any was."""
        picked = _key_of(self.picked.record) if self.picked else ""
        return super().draft() | {self._record_name: picked}

    def blank_draft(self) -> dict[str, str]:
        """Return what a draft would keep with nothing typed."""
        first = self._first.record if self._first else None
        if first is None:
            return super().blank_draft() | {self._record_name: ""}
        return {self.name or "": first.title, self._record_name: _key_of(first)}

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

    def _lines(self) -> list[FoundItem]:
        """Return what can be taken: the items, and after them the text as a new record."""
        if self.picked is not None or self.is_new:
            return []
        lines = [FoundItem(item.record.title, item.summary or item.detail) for item in self._items]
        return [*lines, *self._new_line()]

    def _new_line(self) -> Iterator[FoundItem]:
        """Return the line by which the text is taken as a new record, where that is possible."""
        if self._describe_new is not None and self.value and self._found_for == self.value:
            yield FoundItem(f"+ {self._describe_new(self.value)}")

    def _paint(self) -> None:
        items = self._lines()
        is_sure = bool(self._items) and self._items[0].is_sure
        can_add = self._describe_new is not None and bool(self.value)
        first = 0 if is_sure else len(self._items) if can_add else None
        if (lines := self._room(len(items))) != self._shown_lines:
            self._shown_lines = lines
            self._list.styles.height = lines
            self._list.display = bool(lines)
        if self._shown_lines and not self._list.is_attached and self.editor.is_attached:
            # Most pickers of a form are never searched, and a list takes its time to be laid out.
            self.mount(self._list, after=self._note or self.editor)
        if self._shown_lines or self._list.is_attached:
            self._list.show(items, first, "" if self.value else self._guide)

    def _room(self, count: int) -> int:
        """Return how many lines the list takes: while somebody types never fewer than before."""
        if self.picked is not None or self.is_new:
            return 0
        if self._is_asked:
            return self.LINES + (self._describe_new is not None)
        return max(count, self._shown_lines if self.value else 0)


def _key_of(record: Reference) -> str:
    return f"{record.kind} {record.id}"
