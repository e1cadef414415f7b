"""Picks several people while typing; a company stands for all of its people (FEATURES COMP-08)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static

from domain.i18n import _, ngettext
from domain.records.references import Reference
from domain.text import one_line
from widgets.forms.found_list import FoundItem
from widgets.forms.record_picker import PickerItem, RecordPicker

NAMES_SHOWN = 200
"""How many characters of names are shown."""


class PeoplePicker(RecordPicker):
    """A form field that holds any number of people.

    What is taken is added to those there are, and the text is typed anew; Backspace in an empty
    input takes the last one away. For a company it posts `WholeCompany`, and whoever hosts it calls
    `add` with its people.
    """

    takes_several = True

    DEFAULT_CSS = """
    PeoplePicker .people-picker--names { height: auto; display: none; }
    """

    class WholeCompany(Message):
        """All people of a company are wanted."""

        def __init__(self, picker: PeoplePicker, company: Reference) -> None:
            super().__init__()
            self.picker = picker
            self.company = company

    def __init__(
        self, name: str, label: str, *, people: Sequence[Reference] = (), hint: str = ""
    ) -> None:
        self._first_people = tuple(people)
        self.people: tuple[Reference, ...] = tuple(people)
        self._names = Static(classes="people-picker--names", markup=False)
        super().__init__(name, label, ("contact", "company"), hint=hint)

    def indent(self, cells: int) -> None:
        """Begin the input, and what stands under it, so many cells from the left."""
        super().indent(cells)
        self._names.styles.padding = (0, 0, 0, cells)

    def compose(self) -> ComposeResult:
        """Lay out the field, and under it who has been taken."""
        yield from super().compose()
        yield self._names

    def on_mount(self) -> None:
        """Show who was there before."""
        super().on_mount()
        self.hold(self.people)

    def hold(self, people: Iterable[Reference]) -> None:
        """Hold these people and no others, each once."""
        self.people = tuple({one.id: one for one in people}.values())
        count = len(self.people)
        names = one_line(", ".join(one.title for one in self.people), NAMES_SHOWN)
        if count > 1:
            said = ngettext("{count} person", "{count} people", count).format(count=count)
            names = f"{said}: {names}"
        self._names.update(names)
        self._names.display = bool(self.people)

    def add(self, people: Iterable[Reference]) -> None:
        """Take these people as well."""
        self.hold([*self.people, *people])
        self.post_message(self.Picked(self, None))

    def pick(self, item: PickerItem) -> None:
        """Take a person, or all people of a company."""
        self._items = ()
        with self.prevent(self.Changed):
            self.value = ""
        self._paint()
        if item.record.kind == "company":
            self.post_message(self.WholeCompany(self, item.record))
        else:
            self.add([item.record])

    def on_key(self, event: events.Key) -> None:
        """Take the last one away where there is nothing else to delete."""
        if event.key == "backspace" and not self.text and self.people:
            event.stop()
            event.prevent_default()
            self.hold(self.people[:-1])
            self.post_message(self.Picked(self, None))

    def clear(self) -> None:
        """Go back to the people that the field was made with."""
        super().clear()
        self.hold(self._first_people)

    def draft(self) -> dict[str, str]:
        """Return what is typed, and who has been taken."""
        return {self.name or "": self.value, self._people_name: _written(self.people)}

    def blank_draft(self) -> dict[str, str]:
        """Return what a draft would keep with nothing typed."""
        return {self.name or "": "", self._people_name: _written(self._first_people)}

    def restore(self, draft: Mapping[str, str]) -> None:
        """Bring back what a draft has kept."""
        self.value = draft.get(self.name or "", self.value)
        if (kept := draft.get(self._people_name)) is not None:
            lines = (line.partition(" ") for line in kept.splitlines())
            self.hold(Reference("contact", UUID(key), title) for key, _blank, title in lines)

    @property
    def _people_name(self) -> str:
        return f"{self.name} people"

    def _lines(self) -> list[FoundItem]:
        whole = _("whole company")
        return [
            FoundItem(
                item.record.title,
                f"{whole} · {item.detail}" if item.record.kind == "company" else item.summary,
            )
            for item in self._items
        ]


def _written(people: Iterable[Reference]) -> str:
    return "\n".join(f"{one.id} {one_line(one.title, NAMES_SHOWN)}" for one in people)
