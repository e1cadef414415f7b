"""Picks several people while typing; a company stands for all of its people (FEATURES COMP-08)."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message

from domain.i18n import _, ngettext
from domain.records.references import Reference
from domain.text import one_line
from widgets.forms.found_list import FoundItem
from widgets.forms.record_picker import PickerItem
from widgets.forms.several_picker import SeveralPicker

NAMES_SHOWN = 200
"""How many characters of names are shown."""


class PeoplePicker(SeveralPicker):
    """A form field that holds any number of people.

    For a company it posts `WholeCompany`, and whoever hosts it calls `add` with its people.
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
        super().__init__(name, label, ("contact", "company"), records=people, hint=hint)

    def held_text(self) -> str:
        """Return the names of those who were taken, and how many they are."""
        count = len(self.records)
        names = one_line(", ".join(one.title for one in self.records), NAMES_SHOWN)
        if count > 1:
            said = ngettext("{count} person", "{count} people", count).format(count=count)
            names = f"{said}: {names}"
        return names

    def take(self, record: Reference) -> None:
        """Take a person, or ask for all people of a company."""
        if record.kind == "company":
            self.post_message(self.WholeCompany(self, record))
        else:
            super().take(record)

    def found_line(self, item: PickerItem) -> FoundItem:
        """Return the line for a person, or for all people of a company."""
        whole = _("whole company")
        is_company = item.record.kind == "company"
        return FoundItem(
            item.record.title, f"{whole} · {item.detail}" if is_company else item.summary
        )
