"""The feed as pages: what was done and what was changed, of all records or of one.

FEATURES HIST-04, HIST-05, FEED-01, FEED-03; exam A9.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from time import monotonic
from uuid import UUID

from domain.feed import FEED, FEED_FIELDS, field_options, kind_options, what_options
from domain.paging import ROWS_AT_ONCE, TakesLong, every_row
from domain.query.completion import Completion, complete
from domain.query.names import Option, Options
from domain.query.parser import parse_query
from domain.query.tree import Or, Query
from domain.records.fields import Field
from domain.records.references import Reference
from domain.timeline import HistoryRow, RecordedStep
from services.context import Context
from services.feed.steps import RecordCounts, StepReader
from storage.connection import CrmConnection, one_moment
from storage.reads.elements import read_references
from storage.reads.feed import (
    DONE,
    STEP,
    FeedPlace,
    FeedReads,
    place_of_act,
    read_clients,
)
from storage.reads.feed_conditions import compile_feed
from storage.reads.options import read_options
from storage.reads.steps import read_step_of
from storage.reads.timeline import read_timeline_entries
from storage.values import moment_out

_STEPS_BETWEEN_LOOKS = 1_000
"""Instructions of SQLite's machine between two looks at the time."""


def read_feed_query(context: Context, text: str) -> Query:
    """Return what a filter asks of the feed. Raises QueryError, a BadInput."""
    return parse_query(text, FEED, FEED_FIELDS, context.now(), _options(context))


def within_step(context: Context, text: str, unit: int) -> str:
    """Return the filter of what passes the filter `text` and belongs to one unit of the log."""
    root = read_feed_query(context, text).root
    return f"({text}) step:{unit}" if isinstance(root, Or) else f"{text} step:{unit}".strip()


def complete_feed_query(context: Context, text: str, caret: int) -> Completion:
    """Return what may stand at `caret`, an index into the text of a filter of the feed."""
    return complete(text, caret, FEED, FEED_FIELDS, _options(context))


def _options(context: Context) -> Options:
    people = read_options(context.database.reader())

    def options(field: Field) -> Sequence[Option]:
        match field.name:
            case "kind":
                return kind_options()
            case "what":
                return what_options()
            case "field":
                return field_options(context.fields)
        return people(field)

    return options


class FeedPages:
    """The lines of the feed that pass a query: a `PageSource`.

    With `of` these are the lines in the history of one record. What is written later shows as
    soon as its page is read. A unit of which too many lines pass stands as one, unless it alone is
    asked for. `reader` gives the connection of the calling thread; `counts` is where the sizes of
    such units are kept for later.
    """

    def __init__(
        self,
        context: Context,
        query: Query,
        of: Reference | None = None,
        reader: Callable[[], CrmConnection] | None = None,
        counts: RecordCounts | None = None,
    ) -> None:
        self._context, self._of = context, of
        self._counts: RecordCounts = {} if counts is None else counts
        self._reader = reader or context.database.reader
        condition = compile_feed(query, self._reader(), context.fields, context.actor.user_id)
        self._reads = FeedReads(condition, of)
        self._steps = StepReader(context, self._counts)

    def held(self, reader: Callable[[], CrmConnection]) -> FeedPages:
        """Return the same lines, read on another connection, for another thread."""
        pages = copy(self)
        pages._reader, pages._steps = reader, StepReader(self._context, self._counts)
        return pages

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Let what is read inside raise TakesLong where finding the lines takes longer."""
        connection, end = self._reader(), monotonic() + seconds
        connection.set_progress_handler(lambda: monotonic() > end, _STEPS_BETWEEN_LOOKS)
        try:
            yield
        except sqlite3.OperationalError as error:
            if monotonic() > end:
                raise TakesLong from error
            raise
        finally:
            connection.set_progress_handler(None, 0)

    def after(self, row: HistoryRow | None, limit: int) -> list[HistoryRow]:
        """Return at most `limit` lines that follow `row`, or the first ones for None."""
        connection = self._reader()
        with one_moment(connection):
            return self._read(self._reads.after(connection, self._place_of(row), limit))

    def before(self, row: HistoryRow | None, limit: int) -> list[HistoryRow]:
        """Return at most `limit` lines that precede `row`, or the last ones for None, in order."""
        connection = self._reader()
        with one_moment(connection):
            return self._read(self._reads.before(connection, self._place_of(row), limit))

    def count(self) -> int:
        """Return the number of lines, for which all of them are read."""
        return sum(1 for _row in every_row(self))

    def rank(self, row: HistoryRow) -> int:
        """Return how many lines precede `row`, for which these are read."""
        rank, page = 0, self.before(row, ROWS_AT_ONCE)
        while page:
            rank, page = rank + len(page), self.before(page[0], ROWS_AT_ONCE)
        return rank

    def _place_of(self, row: HistoryRow | None) -> FeedPlace | None:
        if row is None:
            return None
        if isinstance(row, RecordedStep):
            owner = b"" if row.records else row.owner.bytes
            return FeedPlace(-moment_out(row.at), STEP, -row.row, owner)
        assert row.done_at is not None
        return place_of_act(moment_out(row.done_at), row.id.bytes)

    def _read(self, places: Sequence[FeedPlace]) -> list[HistoryRow]:
        """Return the lines at these places, in their order."""
        connection = self._reader()
        done = [place.key for place in places if place.sort == DONE]
        entries = {one.id.bytes: one for one in read_timeline_entries(connection, done)}
        rows = [-place.order for place in places if place.sort == STEP and not place.is_unit]
        steps = {row: read_step_of(connection, row) for row in rows}
        owners = {UUID(bytes=step.owner) for step in steps.values()}
        records = read_references(connection, owners)
        clients = read_clients(connection, [r for r in records.values() if r.kind == "activity"])
        read = self._steps.read(list(steps.values()), records)
        lines: list[HistoryRow] = []
        for place in places:
            if place.sort == DONE:
                lines.append(entries[place.key])
                continue
            if place.is_unit:
                lines.append(self._steps.read_unit(connection, -place.order))
                continue
            step = steps[-place.order]
            found = read[step.unit, step.owner]
            client = clients.get(step.owner)
            named = self._named(found.record)
            lines.append(replace(found, row=-place.order, of=named, with_whom=client))
        return lines

    def _named(self, record: Reference | None) -> str:
        """Return the title of a record, where the lines are not all of that one."""
        return record.title if record and (self._of is None or record.id != self._of.id) else ""


def feed_pages(context: Context, text: str = "", of: Reference | None = None) -> FeedPages:
    """Return the lines of the feed that pass a filter. Raises QueryError, a BadInput."""
    return FeedPages(context, read_feed_query(context, text), of)
