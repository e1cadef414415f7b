"""What a list area shows of one kind: its view, and what the person has changed of it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, replace

from domain.record_query import RecordQuery


@dataclass(slots=True)
class ListState:
    """One kind in a list area.

    `view` is the name of the view that was chosen, `query` what is shown, which begins as that of
    the view. `shift` columns are scrolled away; `marks` survive scrolling and filtering.
    """

    view: str
    query: RecordQuery
    shift: int = 0
    marks: frozenset[Hashable] = field(default_factory=frozenset)
    total: int | None = None

    def show(self, view: str, query: RecordQuery) -> None:
        """Begin with another view."""
        self.view, self.query, self.shift, self.total = view, query, 0, None

    def filter(self, text: str) -> None:
        """Show what fits another filter."""
        self.query, self.total = replace(self.query, filter=text), None

    def arrange(self, columns: tuple[str, ...], sort: tuple[str, ...]) -> None:
        """Show other columns in another order."""
        self.query, self.shift = replace(self.query, columns=columns, sort=sort), 0
