"""Changes of 100,000 records at once, and taking them back; views as lists open with them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice

from benchmarks.bases import Base, opened
from benchmarks.figures import Figure
from domain.records.kinds import KINDS
from domain.records.record_query import RecordQuery
from services.context import Context
from services.lists.bulk import BulkOutcome, Which, bulk_delete, bulk_edit
from services.lists.bulk_changes import FieldChange
from services.lists.reading import record_list_source
from services.lists.views import list_views
from services.undo import undo
from storage.bulk.columns import How

ROWS = 100_000
FIRST = 50


def measure_bulk(base: Base) -> Iterator[Figure]:
    """A change of 100,000 contacts of a field without and with search, a list, the bin; no budget.

    Each is one unit, search documents included, and is then undone.
    """
    with base.copy() as context:
        keys = list(islice(record_list_source(context, RecordQuery("contact")).keys(), ROWS))
        texts = [FieldChange("comment", value="important"), FieldChange("type", value="supplier")]
        mail = [FieldChange("emails", How.ADD, "info@example.com")]
        nobody = [FieldChange("responsible", value="")]
        changes: tuple[tuple[str, Callable[[Context, Which], BulkOutcome]], ...] = (
            ("responsible", lambda c, which: bulk_edit(c, "contact", which, nobody)),
            ("two fields, one searchable", lambda c, w: bulk_edit(c, "contact", w, texts)),
            ("an e-mail more", lambda c, which: bulk_edit(c, "contact", which, mail)),
            ("into the bin", lambda c, which: bulk_delete(c, "contact", which)),
        )
        for name, change in changes:
            label = f"{ROWS:,} contacts, {name}"
            yield Figure(label, _seconds(partial(change, context, keys)), "s")
            yield Figure(f"{label}: undo", _seconds(partial(undo, context)), "s")


def measure_views(base: Base, rounds: int) -> Iterator[Figure]:
    """From a shipped view to its first rows; a list is to be there within 100 ms at 100,000."""
    with opened(base.path) as context:
        for kind in KINDS:
            for view in list_views(context, kind):

                def first(query: RecordQuery = view.query) -> object:
                    return record_list_source(context, query).after(None, FIRST)

                first()
                times = [_seconds(first) * 1e3 for _round in range(rounds)]
                name = f"{kind}, view {view.key}: first {FIRST} rows"
                yield Figure(name, statistics.median(times), "ms")


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
