"""Looks up what is typed into a picker."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from domain.errors import BadInput
from domain.i18n import _
from domain.records.references import Reference
from widgets.forms.record_picker import PickerItem, RecordPicker

if TYPE_CHECKING:
    from services.records.typing_search import TypingSearch

LOOKS = 5
"""How often a text is looked up when the form is saved, as long as other searches come between."""


async def look_up(search: TypingSearch, picker: RecordPicker, text: str) -> list[PickerItem] | None:
    """Return what a text may mean, or None where a later one is being looked up already."""
    hits = await asyncio.to_thread(search.find, text, picker.kinds, picker.LINES)
    if hits is None:
        return None
    return [
        PickerItem(Reference(h.kind, h.id, h.title), h.detail, h.summary, h.is_sure) for h in hits
    ]


async def settle(search: TypingSearch, picker: RecordPicker) -> None:
    """Look up what is typed into a picker and take it, before the form is saved.

    Raises BadInput where that could not be looked up, so that nobody is taken for unknown.
    """
    picker.is_waiting = True
    for _attempt in range(LOOKS):
        # None: the search that was under way for the same text came in between.
        items = await look_up(search, picker, picker.value)
        if items is not None:
            picker.show_items(picker.value, items)
            return
    raise BadInput(_("The search has not answered yet. Save once more."), picker.name)
