"""CRM elements of a task: records of any kinds, such as those marked in several lists (TASK-01)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from uuid import UUID

from domain.errors import BadInput
from domain.i18n import _
from domain.records.references import Reference
from domain.text import fold, spaced
from services.context import Context
from services.lists.marking import AllOf, keys_of_marked
from storage.reads.elements import read_concerned, read_references

FIELDS_OF: Final = {
    "contact": "contacts",
    "company": "companies",
    "lead": "leads",
    "deal": "deals",
}
"""The field of an activity that holds the elements of a kind, in their order."""

MOST_ELEMENTS: Final = 1_000
"""How many elements one task may have, and for how many each gets one of its own."""

Marks = Mapping[str, Sequence[UUID] | AllOf]
"""What is marked, by the kind of the list."""


def elements_of(context: Context, marks: Marks) -> list[Reference]:
    """Return the records that are marked in lists of several kinds, each once, by kind and title.

    Of marked activities they are what these concern. Records in the bin are left out. Raises
    BadInput where they are more than MOST_ELEMENTS.
    """
    if sum(len(which) for which in marks.values() if not isinstance(which, AllOf)) > MOST_ELEMENTS:
        raise BadInput(too_many_elements())
    connection = context.database.reader()
    keys: dict[str, dict[UUID, None]] = {kind: {} for kind in FIELDS_OF}
    for kind, which in marks.items():
        found = keys_of_marked(context, which)
        if len(found) > MOST_ELEMENTS:
            raise BadInput(too_many_elements())
        if kind == "activity":
            for linked_kind, key in read_concerned(connection, found):
                keys[linked_kind][key] = None
        else:
            keys[kind] |= dict.fromkeys(found)
    elements: list[Reference] = []
    for kind, some in keys.items():
        known = read_references(connection, some, (kind,)).values()
        present = (one for one in known if not one.is_deleted)
        elements += sorted(present, key=lambda one: (fold(one.title), one.id))
    if len(elements) > MOST_ELEMENTS:
        raise BadInput(too_many_elements())
    return elements


def too_many_elements() -> str:
    """Return what is said where more is marked than one task may concern."""
    return _("A task has at most {count} elements: mark fewer, or lay activities on all.").format(
        count=spaced(MOST_ELEMENTS)
    )


def links_to(elements: Iterable[Reference]) -> dict[str, list[str]]:
    """Return the fields of an activity that concerns these records, with their keys as texts."""
    links: dict[str, list[str]] = {name: [] for name in FIELDS_OF.values()}
    for element in elements:
        links[FIELDS_OF[element.kind]].append(str(element.id))
    return {name: keys for name, keys in links.items() if keys}


def count_by_kind(elements: Iterable[Reference]) -> dict[str, int]:
    """Return how many of the elements are of each kind, in the order of kinds."""
    counts = Counter(element.kind for element in elements)
    return {kind: counts[kind] for kind in FIELDS_OF if counts[kind]}
