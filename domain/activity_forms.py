"""What the form of an activity asks for, kind by kind (FEATURES TASK-03, MEET-01, ACT-03)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


def lines_of_form(
    sections: Sequence[tuple[str, Sequence[Field]]], *, has_elements: bool
) -> list[tuple[str, list[str]]]:
    """Return the names of all lines that a form may have, in the sections of its layout.

    The elements stand where the layout has the first field that holds some. Where it hides all of
    these, they stand behind what the activity is about, if it `has_elements`. What is no field
    stands behind the text.
    """
    plan = list[tuple[str, list[str]]]()
    for title, fields in sections:
        names = [ELEMENTS if field.store == ACTIVITY_LINKS else field.name for field in fields]
        plan.append((title, [name for name in dict.fromkeys(names) if may_be_asked(name)]))
    if has_elements and not any(ELEMENTS in names for _title, names in plan):
        _insert(plan, ("subject", "kind"), plan[0][1], [ELEMENTS])
    _insert(plan, ("description",), plan[-1][1], [CHECK_LIST, FILES])
    return plan


def _insert(
    plan: Sequence[tuple[str, list[str]]],
    behind: Sequence[str],
    otherwise: list[str],
    lines: Sequence[str],
) -> None:
    """Put lines behind the first of some others that there is, else at the end of `otherwise`."""
    for name in behind:
        for _title, names in plan:
            if name in names:
                place = names.index(name) + 1
                names[place:place] = lines
                return
    otherwise += lines


def element_fields(fields: Iterable[Field]) -> dict[str, Field]:
    """Return the fields of an activity that hold its CRM elements, by the kind of the elements."""
    return {str(field.target): field for field in fields if field.store == ACTIVITY_LINKS}
