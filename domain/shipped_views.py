"""The views of lists that every installation has (FEATURES VIEW-02, LEAD-12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from domain.i18n import N_
from domain.records.kinds import KINDS
from domain.records.record_query import RecordQuery


@dataclass(frozen=True, slots=True)
class ShippedView:
    """A view by its code; `label` is a message id."""

    code: str
    label: str
    query: RecordQuery


ALL: Final = "all"
BIN: Final = "bin"

_NOT_JUDGED = "-status:converted,junk"


def _clients(kind: str, among: str = "") -> Iterator[ShippedView]:
    """Give the views that all kinds have which something can be planned with."""

    def of(code: str, label: str, filter_: str, *sort: str) -> ShippedView:
        words = f"{filter_} {among}".strip()
        return ShippedView(code, label, RecordQuery(kind, words, sort=sort))

    yield of("mine", N_("Mine"), "mine")
    idle = "no-next-step open" if kind == "deal" else "no-next-step"
    yield of("no_next_step", N_("Without a next step"), idle)
    yield of("unassigned", N_("Nobody's"), "unassigned")
    yield of("changed", N_("Changed this week"), "updated_at:this week", "-updated_at")


def _leads() -> Iterator[ShippedView]:
    yield ShippedView("open", N_("In progress"), RecordQuery("lead", _NOT_JUDGED))
    yield from _clients("lead", _NOT_JUDGED)
    columns = ("name", "junk_reason", "source", "phones", "comment", "responsible", "updated_at")
    yield ShippedView("junk", N_("Junk leads"), RecordQuery("lead", "status:junk", columns))


def _activities() -> Iterator[ShippedView]:
    def of(code: str, label: str, filter_: str, sort: str) -> ShippedView:
        return ShippedView(code, label, RecordQuery("activity", filter_, sort=(sort,)))

    yield of("open", N_("To do"), "open", "due")
    yield of("mine", N_("Mine"), "open mine", "due")
    yield of("overdue", N_("Overdue"), "overdue", "due")
    yield of("done", N_("Done"), "done", "-done_at")


def _products() -> Iterator[ShippedView]:
    yield ShippedView("active", N_("Active"), RecordQuery("product", "is_active:yes"))
    inactive = RecordQuery("product", "is_active:no", sort=("-updated_at",))
    yield ShippedView("inactive", N_("Out of use"), inactive)


def _invoices() -> Iterator[ShippedView]:
    def of(code: str, label: str, filter_: str, *sort: str) -> ShippedView:
        return ShippedView(code, label, RecordQuery("invoice", filter_, sort=sort))

    yield of("unpaid", N_("Unpaid"), "outstanding:>0", "due")
    yield of("overdue", N_("Overdue"), "overdue", "due")
    yield of("draft", N_("Drafts"), "status:draft")
    yield of("paid", N_("Paid"), "status:paid", "-paid_on")


def _quotes() -> Iterator[ShippedView]:
    def of(code: str, label: str, filter_: str, *sort: str) -> ShippedView:
        return ShippedView(code, label, RecordQuery("quote", filter_, sort=sort))

    yield of("mine", N_("Mine"), "mine")
    yield of("open", N_("Waiting for an answer"), "status:issued,sent", "valid_until")
    yield of("draft", N_("Drafts"), "status:draft")


def _of_kind(kind: str) -> tuple[ShippedView, ...]:
    everything = ShippedView(ALL, N_("All"), RecordQuery(kind))
    in_bin = ShippedView(BIN, N_("Bin"), RecordQuery(kind, in_bin=True))
    match kind:
        case "lead":
            return (*_leads(), everything, in_bin)
        case "activity":
            return (*_activities(), everything, in_bin)
        case "deal":
            query = RecordQuery("deal", "stale", sort=("stage_at",))
            stale = ShippedView("stale", N_("Stale"), query)
            under_way = ShippedView("open", N_("In progress"), RecordQuery("deal", "open"))
            return (everything, under_way, *_clients(kind), stale, in_bin)
        case "product":
            return (*_products(), everything, in_bin)
        case "invoice":
            return (*_invoices(), everything, in_bin)
        case "quote":
            return (*_quotes(), everything, in_bin)
        case "section" | "own_company":
            return (everything, in_bin)
    return (everything, *_clients(kind), in_bin)


SHIPPED_VIEWS: Final[dict[str, tuple[ShippedView, ...]]] = {kind: _of_kind(kind) for kind in KINDS}
"""The shipped views of each kind, in order; a list opens with the first unless another is set."""
