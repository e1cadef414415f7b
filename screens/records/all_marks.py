"""The marks of a list of which all is marked, however long it is."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from uuid import UUID

from domain.records.record_query import RecordQuery
from services.lists.marking import AllOf


@dataclass(frozen=True, slots=True)
class AllMarks:
    """All rows of a list are marked, but for some.

    `count` is how many there are. While the list shows another filter than that of `which`, `known`
    holds those of its rows that pass that one, as far as they have been read, else it is None.
    """

    which: AllOf
    count: int
    known: set[UUID] | None = field(default=None, compare=False)

    def __contains__(self, key: Hashable) -> bool:
        """Say whether the row of a key is marked."""
        if key in self.which.added:
            return True
        return key not in self.which.without and (self.known is None or key in self.known)

    def __len__(self) -> int:
        """Return how many are marked."""
        return max(0, self.count - len(self.which.without) + len(self.which.added))

    def toggled(self, key: Hashable) -> AllMarks:
        """Return the same with one row more, or with one less."""
        assert isinstance(key, UUID)
        only, which = {key}, self.which
        if key in which.without:
            which = replace(which, without=which.without - only)
        elif key in which.added:
            which = replace(which, added=which.added - only)
        elif key in self:
            which = replace(which, without=which.without | only)
        else:
            which = replace(which, added=which.added | only)
        return replace(self, which=which)

    def seen_from(self, shown: RecordQuery) -> AllMarks:
        """Return the same for a list that shows another filter, or again that of the marks."""
        return replace(self, known=None if shown.shows_as(self.which.query) else set())
