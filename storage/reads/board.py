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
from domain.records.record_rows import Place, Sort
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

    def _numbers_statement(self, *, walks: bool) -> tuple[str, Place]:
        """Return what selects all row numbers in order: the index has both at hand."""
        if not walks:
            return super()._numbers_statement(walks=False)
        return (
            f"SELECT r.rowid FROM {self._source} INDEXED BY {self._index} "
            f"WHERE {self._is_there} AND {self._condition.sql} ORDER BY {self._along()}",
            self._condition.parameters,
        )
