"""Check lists of activities (FEATURES TASK-03)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
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


_BOX = re.compile(r"^\s*(?:[-*]\s+)?(?:\[(?P<mark>[^\]]?)\])?\s*")


class TypedLine(NamedTuple):
    """A line of a check list as somebody has typed it: its text, and whether it is ticked."""

    text: str
    is_done: bool = False


def read_check_list(text: str) -> list[TypedLine]:
    """Return the lines of a check list that was typed, a line for each; blank ones are left out.

    `[x]` before a line ticks it; `[ ]`, a dash and a star before it mean nothing.
    """
    typed: list[TypedLine] = []
    for line in text.splitlines():
        found = _BOX.match(line)
        assert found is not None
        if rest := line[found.end() :].strip():
            typed.append(TypedLine(rest, bool((found["mark"] or "").strip())))
    return typed


def check_list_as_typed(items: Iterable[CheckItem]) -> str:
    """Return a check list as one would type it; `read_check_list` undoes it."""
    return "\n".join(f"[x] {item.text}" if item.done_at else _plain(item.text) for item in items)


def _plain(text: str) -> str:
    """Return a text that is read as itself, also where it begins like a box."""
    return f"[ ] {text}" if read_check_list(text) != [TypedLine(text)] else text


def progress_of(items: Collection[CheckItem]) -> str:
    """Say how much of these lines of a check list is ticked, "" where there are none."""
    return progress(sum(item.done_at is not None for item in items), len(items))


def progress(done: int, count: int) -> str:
    """Say how much of a check list is ticked, "" where there is none."""
    from domain.i18n import _

    return _("{done} of {count}").format(done=done, count=count) if count else ""
