"""Picks any number of records while typing: what was taken stands under the input."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static

from domain.i18n import _, ngettext
from domain.records.kinds import KINDS
from domain.records.references import Reference
from domain.text import one_line, spaced
from widgets.forms.found_list import FoundItem
from widgets.forms.record_picker import PickerItem, RecordPicker

MOST_SHOWN = 20
"""How many records are shown by their titles."""

LONGEST_TITLE = 60
"""Characters that are shown of the title of a record that was taken."""


class SeveralPicker(RecordPicker):
    """A form field that holds any number of records, of one kind or of several at once.

    What is taken is added to those there are, and the text is typed anew; Backspace in an empty
    input takes the last one away. Among records of several kinds each is told with its kind.
    """

    takes_several = True

    class NewWanted(Message):
        """What is typed was taken as that of a new record, which is nowhere yet."""

        def __init__(self, picker: SeveralPicker, text: str) -> None:
            super().__init__()
            self.picker = picker
            self.text = text

    DEFAULT_CSS = """
    SeveralPicker .several-picker--held { height: auto; color: $foreground; }
    """

    def __init__(
        self,
        name: str,
        label: str,
        kinds: Sequence[str],
        *,
        records: Iterable[Reference] = (),
        hint: str = "",
        describe_new: Callable[[str], str] | None = None,
    ) -> None:
        self.records: tuple[Reference, ...] = _each_once(records)
        """The records that were taken, in their order."""
        self._first_records = self.records
        self._held: Static | None = None
        super().__init__(name, label, kinds, hint=hint, describe_new=describe_new)

    def indent(self, cells: int) -> None:
        """Begin the input, and what stands under it, so many cells from the left."""
        super().indent(cells)
        if self._held is not None:
            self._held.styles.padding = (0, 0, 0, cells)

    def compose(self) -> ComposeResult:
        """Lay out the field, and under it what has been taken, if anything has."""
        yield from super().compose()
        self._show_held()
        if self._held is not None:
            yield self._held

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in the field, and nothing was taken there."""
        return not (self.value or self.records)

    def hold(self, records: Iterable[Reference]) -> None:
        """Hold these records and no others, each once."""
        self.records = _each_once(records)
        self._show_held()

    def _show_held(self) -> None:
        if self._held is None:
            if not self.records:
                return
            self._held = Static(classes="several-picker--held", markup=False)
            self._held.styles.padding = (0, 0, 0, self._indent)
            if self.editor.is_attached:
                self.mount(self._held)
        self._held.update(self.held_text())
        self._held.display = bool(self.records)

    def held_text(self) -> str:
        """Return what is shown of the records that were taken: the first ones of very many."""
        shown = " · ".join(map(self._named, self.records[:MOST_SHOWN]))
        rest = len(self.records) - MOST_SHOWN
        if rest <= 0:
            return shown
        more = ngettext("{count} more", "{count} more", rest).format(count=spaced(rest))
        return f"{shown} · {more}"

    def _named(self, record: Reference) -> str:
        title = one_line(record.title, LONGEST_TITLE)
        if record.is_deleted:
            title = _("{title} (deleted)").format(title=title)
        return f"{_(KINDS[record.kind].label).lower()} {title}" if len(self.kinds) > 1 else title

    def add(self, records: Iterable[Reference]) -> None:
        """Take these records as well."""
        self.hold([*self.records, *records])
        self.post_message(self.Picked(self, None))

    def pick(self, item: PickerItem) -> None:
        """Take a record, and let the next one be typed."""
        self._items = ()
        with self.prevent(self.Changed):
            self.value = ""
        self.note("")
        self._paint()
        self.take(item.record)

    def take(self, record: Reference) -> None:
        """Do what follows when a record was chosen."""
        self.add([record])

    def on_key(self, event: events.Key) -> None:
        """Take the last one away where there is nothing else to delete."""
        if event.key == "backspace" and not self.text and self.records:
            event.stop()
            event.prevent_default()
            self.hold(self.records[:-1])
            self.post_message(self.Picked(self, None))

    def clear(self) -> None:
        """Go back to the records that the field was made with."""
        super().clear()
        self.hold(self._first_records)

    def draft(self) -> dict[str, str]:
        """Return what is typed, and what has been taken."""
        return {self.name or "": self.value, self._held_name: _written(self.records)}

    def blank_draft(self) -> dict[str, str]:
        """Return what a draft would keep with nothing typed."""
        return {self.name or "": "", self._held_name: _written(self._first_records)}

    def restore(self, draft: Mapping[str, str]) -> None:
        """Bring back what a draft has kept."""
        self.value = draft.get(self.name or "", self.value)
        if (kept := draft.get(self._held_name)) is not None:
            self.hold(_read(line) for line in kept.splitlines())

    @property
    def _held_name(self) -> str:
        return f"{self.name} records"

    def _take(self, index: int) -> None:
        """Take a record, or after the last one ask for a new one; the text stays until then."""
        if index < len(self._items):
            super()._take(index)
        else:
            self.post_message(self.NewWanted(self, self.value))

    def _lines(self) -> list[FoundItem]:
        lines = [self.found_line(item) for item in self._items]
        return [*lines, *self._new_line()]

    def found_line(self, item: PickerItem) -> FoundItem:
        """Return the line for a record that was found."""
        kind = _(KINDS[item.record.kind].label).lower() if len(self.kinds) > 1 else ""
        return FoundItem(item.record.title, item.summary or item.detail, kind)


def _each_once(records: Iterable[Reference]) -> tuple[Reference, ...]:
    return tuple({one.id: one for one in records}.values())


def _written(records: Iterable[Reference]) -> str:
    return "\n".join(f"{one.kind} {one.id} {one_line(one.title, 200)}" for one in records)


def _read(line: str) -> Reference:
    kind, key, *title = line.split(" ", 2)
    return Reference(kind, UUID(key), "".join(title))
