"""The board of deals: its columns, what is told of each, and a deal added by one line.

The board shows the same records as the list with the same filter, a column for each stage of a
pipeline (FEATURES DEAL-02, REP-04).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from time import monotonic
from typing import Final
from uuid import UUID

from domain.errors import BadInput
from domain.i18n import _
from domain.paging import TakesLong
from domain.records.computed_fields import CLIENT, NEXT_STEP, fields_of
from domain.records.fields import Field
from domain.records.record_query import RecordQuery
from services.context import Context
from services.currencies.rates import base_currency
from services.deals.funnel import Funnel, read_funnel
from services.deals.pipelines import PipelineView, StageView
from services.lists.opening import AT_ONCE_SECONDS, OpenedList
from services.records.listing import deals_that_fit
from storage.connection import CrmConnection
from storage.latest import LatestRead
from storage.reads.board import StagePages

USUAL_CARD: Final = (CLIENT, "amount", "stage_at", "responsible", NEXT_STEP)
"""The fields that a card shows below its title where nothing else was chosen."""

_BESIDE: Final = ("stage", "currency")
"""What stands in the row of a card, too, since its fields mean little without it."""

Columns = Mapping[UUID, OpenedList]
"""The columns of a board by their stages."""


class BoardOpener:
    """Opens one board at a time for the thread that made it: `ListOpener` for all its columns.

    Call what ends in `beside` from worker threads; a later call ends the one before.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._reads = LatestRead(context.database.path)
        self._sums = LatestRead(context.database.path)

    def open_at_once(self, query: RecordQuery, pipeline: PipelineView, rows: int) -> Columns | None:
        """Return the columns with their first `rows` rows, None where finding them takes long.

        Raises QueryError, with its place, for a faulty filter.
        """
        try:
            return self._open(query, pipeline, rows, self._context.database.reader, AT_ONCE_SECONDS)
        except TakesLong:
            return None

    def open_beside(self, query: RecordQuery, pipeline: PipelineView, rows: int) -> Columns | None:
        """Return the columns, None where another board was asked for meanwhile.

        Raises as `open_at_once`.
        """
        return self._reads.run(
            lambda connection: self._open(query, pipeline, rows, lambda: connection)
        )

    def list_beside(self, column: OpenedList) -> bool:
        """Find out all rows of a column; return False where another was asked for meanwhile."""

        def listed(connection: CrmConnection) -> bool:
            column.list_on(connection)
            return True

        return self._reads.run(listed) is not None

    def funnel_beside(self, query: RecordQuery, pipeline: PipelineView) -> Funnel | None:
        """Return what is told of each stage, None where another board was asked for meanwhile."""
        return self._sums.run(
            lambda connection: read_funnel(self._context, pipeline, query.filter, connection)
        )

    def close(self) -> None:
        """End the reading that runs."""
        self._reads.close()
        self._sums.close()

    def _open(
        self,
        query: RecordQuery,
        pipeline: PipelineView,
        rows: int,
        reader: Callable[[], CrmConnection],
        seconds: float = 3600.0,
    ) -> Columns:
        context, condition = self._context, deals_that_fit(self._context, query.filter)
        shown, now = card_fields(context, query), context.now()
        fields = [*shown, *_fields(context, _BESIDE)]
        since = context.fields.get("deal", "stage_at")
        opened: dict[UUID, OpenedList] = {}
        end = monotonic() + seconds
        for stage in shown_stages(pipeline, query):
            pages = StagePages(reader, stage.id, since, fields, condition, now)
            if (left := end - monotonic()) <= 0:
                raise TakesLong
            with pages.within(left):
                sample = pages.after(None, rows)
            held = pages.held(context.database.reader)
            opened[stage.id] = OpenedList(held, len(shown), sample, len(sample) < rows)
        return opened


def card_fields(context: Context, query: RecordQuery) -> Sequence[Field]:
    """Return the fields that a card shows below its title, without those that are gone."""
    return _fields(context, query.card or USUAL_CARD)


def _fields(context: Context, names: Sequence[str]) -> list[Field]:
    known = {one.name: one for one in fields_of(context.fields, "deal")}
    return [known[name] for name in names if name in known]


def shown_stages(pipeline: PipelineView, query: RecordQuery) -> tuple[StageView, ...]:
    """Return the stages that have a column: all of a pipeline of which none would be left."""
    shown = tuple(stage for stage in pipeline.in_use if stage.code not in query.hidden)
    return shown or pipeline.in_use


_BEFORE_SUMS: Final = frozenset({"for", "за", "za"})
"""Words that lead over from what is sold to its sum."""


def read_deal_line(context: Context, text: str) -> Mapping[str, object]:
    """Return the title of a typed deal, with the amount and the currency that it may end with.

    `40 chairs 1 200 PLN` is of 1200 zł, as is `chairs for 1,2 tys. zł`; a number that belongs to
    the title stands before other words. Raises BadInput where there is no title.
    """
    from domain.money import parse_money

    words = text.split()
    for first in range(1, len(words)):
        try:
            amount, currency = parse_money(" ".join(words[first:]), base_currency(context))
        except BadInput:
            continue
        if first > 1 and words[first - 1].lower() in _BEFORE_SUMS:
            title = words[: first - 1]
        else:
            title = words[:first]
        return {
            "title": " ".join(title).rstrip(",;"),
            "amount": str(amount),
            "currency": currency,
        }
    if not words:
        raise BadInput(_("Type what is sold, and for how much."), "line")
    return {"title": " ".join(words), "currency": base_currency(context)}


def add_deal_line(context: Context, text: str, stage: str) -> UUID:
    """Add a deal by one line at the stage with this code (FEATURES DEAL-14, exam B4).

    Raises BadInput as `read_deal_line`, and where the stage needs more than the line gives.
    """
    from services.records.use_cases import add_record

    return add_record(context, "deal", {**read_deal_line(context, text), "stage": stage})
