"""Search while somebody types: only what was typed last is worth an answer."""

from __future__ import annotations

from collections.abc import Sequence

from domain.records.kinds import KINDS
from services.context import Context
from services.records.finding import find_records
from storage.latest import LatestRead
from storage.reads.hits import Hit


class TypingSearch:
    """Finds records for one text at a time: a new one ends the search for the one before.

    Close it when it is no longer needed.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._reads = LatestRead(context.database.path)

    def find(
        self, text: str, kinds: Sequence[str] = tuple(KINDS), limit: int = 20
    ) -> list[Hit] | None:
        """Return what `find_records` does, or None where a later text has come meanwhile."""
        return self._reads.run(
            lambda connection: find_records(self._context, text, kinds, limit, connection)
        )

    def close(self) -> None:
        """End the search that runs."""
        self._reads.close()
