"""What the form of an activity asks for, kind by kind (FEATURES TASK-03, MEET-01, ACT-03)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from domain.records.builtin_fields import ACTIVITY_LINKS
from domain.records.fields import Field

ELEMENTS: Final = "elements"
"""The records of any kinds that an activity concerns, asked for in one place (FEATURES TASK-02)."""

CHECK_LIST: Final = "check_list"
FILES: Final = "files"

_OF_SOME: Final = {
    "planned_minutes": frozenset({"call", "meeting"}),
    "place": frozenset({"call", "meeting"}),
    "participants": frozenset({"call", "meeting"}),
    "co_executors": frozenset({"task", "meeting"}),
    "observers": frozenset({"task"}),
    "tags": frozenset({"task"}),
    CHECK_LIST: frozenset({"task"}),
    "event_kind": frozenset({"event"}),
}
"""What is asked of some kinds only."""

_OF_DONE: Final = frozenset({"outcome", "result"})
"""What is asked of an activity that is done."""

_NEVER: Final = frozenset(
    {"start_at", "direction", "done_at", "duration_seconds", "attempt", "external_id"}
    | {"created_at", "updated_at"}
)
"""What the form does not ask for: it comes of doing the activity, or of reading it in."""


def may_be_asked(name: str) -> bool:
    """Say whether the form asks for a field of activities of any kind."""
    return name not in _NEVER


def is_asked(name: str, kind: str, *, is_done: bool = False) -> bool:
    """Say whether a field that may be asked for concerns an activity of a kind."""
    if name in _OF_DONE:
        return is_done
    return kind in _OF_SOME.get(name, (kind,))


def element_fields(fields: Iterable[Field]) -> dict[str, Field]:
    """Return the fields of an activity that hold its CRM elements, by the kind of the elements."""
    return {str(field.target): field for field in fields if field.store == ACTIVITY_LINKS}
