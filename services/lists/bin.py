"""The bin: what was deleted, by whom and when, and how it goes for good (FEATURES HIST-06).

What is deleted takes nothing along: the contacts of a company stay, and so do the activities that
concerned it, which then show it as deleted. `services.lists.bulk.restore` brings records back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.i18n import _
from domain.paging import every_row
from domain.records.computed_fields import DELETED_AT, DELETED_BY
from domain.records.kinds import KINDS
from domain.records.record_query import RecordQuery
from domain.records.values import Person
from services.context import Context
from services.lists.bulk import Progress, Which, gathered, portions
from services.lists.reading import record_list_source
from services.records.use_cases import load_writing
from services.rights import check_is_admin


@dataclass(frozen=True, slots=True)
class BinLine:
    """A record in the bin: `deleted_at` is UTC, `deleted_by` a login, "" where nobody is known."""

    kind: str
    id: UUID
    title: str
    deleted_at: datetime
    deleted_by: str


def list_bin(
    context: Context,
    kinds: Sequence[str] = tuple(KINDS),
    filter_: str = "",
    limit: int | None = None,
) -> Iterator[BinLine]:
    """Return what is in the bin, kind by kind, of each what was deleted last first.

    Raises QueryError for a filter that does not fit one of the kinds.
    """
    for kind in kinds:
        query = RecordQuery(kind, filter_, (DELETED_AT, DELETED_BY), in_bin=True)
        for row in every_row(record_list_source(context, query), limit):
            at, by = row.values
            assert isinstance(at, datetime)
            yield BinLine(kind, row.id, row.title, at, by.login if isinstance(by, Person) else "")


def purge(
    context: Context,
    kind: str,
    which: Which,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> int:
    """Delete records in the bin for good, with all that belongs to them; return how many.

    Records that point to them stay, and point to none. Their files go from the disk, as far as no
    other record has the same bytes. The change log and the search index forget what they held, so
    that neither this nor an older step on them can be undone. Raises NotAllowed where the person is
    no administrator, and Cancelled. Ask the person first.
    """
    check_is_admin(context, _("Only an administrator may delete records for good."))
    load_writing()
    from services.files.sweeping import sweep_purged
    from storage.bulk.purge import digests_of_picked, purge_picked
    from storage.search import forget_old_words

    purged, digests = 0, set[str]()
    with (
        context.database.write(context.actor, "purge") as unit,
        gathered(context, unit, kind, which, from_bin=True) as picked,
    ):
        unit.connection.execute("PRAGMA defer_foreign_keys = ON")
        for _number in portions(unit, picked, progress, is_cancelled):
            digests |= digests_of_picked(unit.connection, kind)
            purged += purge_picked(unit.connection, kind, KINDS[kind].table)
    sweep_purged(context, digests)
    # The documents leave the index where the step before is written down.
    with context.database.write(context.actor, "purge") as unit:
        forget_old_words(unit.connection)
    return purged
