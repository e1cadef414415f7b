"""The board of deals: the columns of its stages in pages.

A column is read along the index `deal_by_stage`, so that a page of it costs the same wherever it
stands in however long a column.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from domain.records.fields import Field
from domain.records.record_rows import Sort
from storage.connection import CrmConnection
from storage.reads.record_pages import RecordPages
from storage.reads.sql import Condition, Sql

_INDEX: Final = "deal_by_stage"


class StagePages(RecordPages):
    """The deals at a stage that pass `condition`, those that came last first: a `PageSource`.

    `since` is the field of when a deal came to its stage; the rest is as in RecordPages.
    """

    def __init__(
        self,
        reader: Callable[[], CrmConnection],
        stage: UUID,
        since: Field,
        columns: Sequence[Field],
        condition: Condition,
        now: datetime,
    ) -> None:
        super().__init__(
            reader,
            "deal",
            columns,
            [Sort(since, True)],
            condition.narrowed(Sql("r.stage_id = ?", (stage.bytes,))),
            now,
        )
        self._index, self._walks = _INDEX, True

    def _all_pieces(self, *, walks: bool) -> list[Sql]:
        """Return what selects all row numbers in order: the index has both at hand."""
        return (
            [self._along_index(None, forward=True)] if walks else super()._all_pieces(walks=False)
        )
