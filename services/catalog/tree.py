"""The tree of sections as it is walked through (FEATURES CAT-02 to CAT-04)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.errors import BadInput, NotFound
from domain.i18n import _
from domain.ids import parse_id
from domain.records.references import Reference
from domain.text import fold, on_one_line
from services.context import Context
from services.records.finding import find_records
from storage.reads.catalog import StoredSection, read_path, read_paths, read_sections
from storage.reads.catalog import count_products as read_counts
from storage.reads.hits import Hit

BETWEEN = " / "
"""Stands between the names of a path as it is shown."""

_WHOLE, _LEFT_OUT = 3, "…"
"""So many names of a path are shown where it is short, and what stands for the others of more."""


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section as the tree shows it; `has_sections` says whether it can be unfolded."""

    id: UUID
    name: str
    has_sections: bool

    @property
    def reference(self) -> Reference:
        """What names the section."""
        return _reference(self.id, self.name)


@dataclass(frozen=True, slots=True)
class SectionHit:
    """A section that was found, and those above it, the outermost first."""

    section: Reference
    path: tuple[Reference, ...]

    @property
    def key(self) -> UUID:
        """What names this hit in a list."""
        return self.section.id


def children_of(context: Context, section: UUID | None = None) -> list[SectionLine]:
    """Return the sections right within one, or those at the top of the catalog, in their order."""
    found = read_sections(context.database.reader(), section)
    return [SectionLine(one.id, one.name or _("(no name)"), one.has_sections) for one in found]


def count_products(
    context: Context,
    sections: Sequence[UUID],
    *,
    with_inactive: bool = False,
    connection: sqlite3.Connection | None = None,
) -> dict[UUID, int]:
    """Return how many products are in each of some sections and below it.

    Those out of use count only `with_inactive` (FEATURES CAT-09). It reads all of them, so ask for
    it after what is seen first, and on a `connection` of its own where it should be interruptible.
    """
    reader = connection or context.database.reader()
    return read_counts(reader, sections, with_inactive=with_inactive)


def path_of(context: Context, section: UUID) -> tuple[Reference, ...]:
    """Return a section with all above it, the outermost first; nothing where it is not there."""
    return _references(read_path(context.database.reader(), section))


def paths_of(context: Context, sections: Sequence[UUID]) -> dict[UUID, tuple[Reference, ...]]:
    """Return the path of each of some sections, as `path_of` does."""
    found = read_paths(context.database.reader(), sections)
    return {key: _references(path) for key, path in found.items()}


def say_path(path: Sequence[Reference]) -> str:
    """Return a path as it is shown: “Furniture / Office / Chairs”."""
    return BETWEEN.join(one.title for one in path)


def say_short_path(path: Sequence[Reference]) -> str:
    """Return a path of which the outermost and the innermost tell: “Furniture / … / Chairs”."""
    names = [one.title for one in path]
    return BETWEEN.join(names if len(names) <= _WHOLE else [names[0], _LEFT_OUT, names[-1]])


def find_sections(
    context: Context,
    text: str,
    limit: int = 20,
    connection: sqlite3.Connection | None = None,
    *,
    is_forgiving: bool = True,
) -> list[SectionHit]:
    """Return the sections that a text may mean, the best first, as `find_records` finds them.

    Names may stand along the path: in “office chairs” the last section is one of them at least.
    """
    reader = connection or context.database.reader()
    hits = find_records(context, text, ["section"], limit, reader, is_forgiving=is_forgiving)
    return section_hits(reader, hits)


def section_hits(reader: sqlite3.Connection, hits: Sequence[Hit]) -> list[SectionHit]:
    """Return the sections that a search has found, with their paths."""
    paths = read_paths(reader, [hit.id for hit in hits])
    return [
        SectionHit(_reference(hit.id, hit.title), _references(paths.get(hit.id, [])[:-1]))
        for hit in hits
    ]


def walk(
    context: Context, below: UUID | None = None
) -> Iterator[tuple[SectionLine, tuple[Reference, ...]]]:
    """Give all sections below one, or all there are, in the order of the tree, with their paths."""
    path = path_of(context, below) if below is not None else ()
    left = [(one, (*path, one.reference)) for one in reversed(children_of(context, below))]
    while left:
        line, at = left.pop()
        yield line, at
        if line.has_sections:
            left += [(one, (*at, one.reference)) for one in reversed(children_of(context, line.id))]


def section_named(context: Context, text: str) -> UUID:
    """Return the section that a key, or a path such as “Furniture/Chairs”, names.

    Names count whatever their case; a path may begin anywhere. Raises NotFound, or BadInput where
    several fit.
    """
    if key := parse_id(text.strip()):
        if not path_of(context, key):
            raise NotFound(_("There is no section with the key {key}.").format(key=key))
        return key
    wanted = [fold(name) for name in names_of_path(text)]
    found = [
        path
        for _line, path in walk(context)
        if wanted and [fold(one.title) for one in path[-len(wanted) :]] == wanted
    ]
    whole = [path for path in found if len(path) == len(wanted)]
    fitting = whole if len(whole) == 1 else found
    if not fitting:
        raise NotFound(_("There is no section “{text}” in the catalog.").format(text=text))
    if len(fitting) > 1:
        raise BadInput(
            _("“{text}” may mean several sections: {sections}. Type more of the path.").format(
                text=text, sections="; ".join(map(say_path, fitting[:5]))
            )
        )
    return fitting[0][-1].id


def names_of_path(text: str) -> list[str]:
    """Return the names of a path as it is typed, the outermost first."""
    return [name for part in text.split("/") if (name := on_one_line(part))]


def _references(path: Sequence[StoredSection]) -> tuple[Reference, ...]:
    return tuple(_reference(one.id, one.name) for one in path)


def _reference(key: UUID, name: str) -> Reference:
    return Reference("section", key, name or _("(no name)"))
