"""Check lists of activities (FEATURES TASK-03)."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

LONGEST_ITEM = 500
"""Characters that a line of a check list may have."""

MOST_ITEMS = 200
"""Lines that a check list may have."""


class CheckItem(NamedTuple):
    """A line of a check list: its text, when it was ticked (UTC) and by whom, "" for nobody."""

    id: UUID
    text: str
    done_at: datetime | None = None
    done_by: str = ""


def tick_mark(done: object) -> str:
    """Return the box before a line of a check list, which says whether it is `done`."""
    return "[x]" if done else "[ ]"
