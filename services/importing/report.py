"""What all imports share: what came of one, how far it is, and how it is ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar

from domain.dates.calendar_names import full_day
from domain.errors import Cancelled
from domain.i18n import N_, _, ngettext
from domain.text import one_line, spaced

ItemT = TypeVar("ItemT")

Progress = Callable[[int], None]
"""Is told how many items have been read in so far; may raise to cancel."""

MOST_SERIES: Final = 5
"""Recurring events of a calendar that are named one by one."""

MADE: Final = {
    "company": N_("New companies, {count}: {names}."),
    "section": N_("New sections, {count}: {names}."),
    "property": N_("New properties, {count}: {names}."),
    "unit": N_("New units, {count}: {names}."),
    "tax_rate": N_("New rates of tax, {count}: {names}."),
    "price_type": N_("New types of prices, {count}: {names}."),
}
"""What is said of the things that a file adds on the way, by their kinds."""

MOST_NAMED: Final = 6
"""Things that a file adds on the way that are named one by one."""


@dataclass(slots=True)
class Series:
    """How many meetings were made of a recurring event, until which day."""

    subject: str
    created: int = 0
    last: date = date.min


@dataclass(slots=True)
class ImportReport:
    """What came of reading a file: counts, and for each item that failed where it is and why.

    `notes` are of items that came in but for what is said of them, `noted` how many these are where
    one may have several. `series` are the recurring events of a calendar by UID. `removed` are
    those that are at the source no more and were put into the bin. Where it is means the number of
    a card, or with `is_calendar` or `is_catalog` the line of the file. `made` are the names of
    what was added on the way, by kinds of `MADE`, `left_out` the headings of columns that nobody
    knows; a trial has changed nothing.
    """

    created: int = 0
    updated: int = 0
    skipped: int = 0
    removed: int = 0
    errors: list[tuple[int, str]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    series: dict[str, Series] = field(default_factory=dict)
    is_calendar: bool = False
    is_catalog: bool = False
    noted: int = 0
    made: dict[str, list[str]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    is_trial: bool = False

    @property
    def failed(self) -> int:
        """How many items gave nothing."""
        return len(self.errors)

    def note(self, notes: Sequence[tuple[int, str]]) -> None:
        """Take down what is said of an item that came in: where and what."""
        self.notes.extend(notes)
        self.noted += bool(notes)

    def explain(self) -> Iterator[str]:
        """Yield a sentence for each item that failed, and then for those with a note."""
        has_lines = self.is_calendar or self.is_catalog
        place = _("Line {number}: {reason}") if has_lines else _("Card {number}: {reason}")
        for number, reason in (*self.errors, *self.notes):
            yield place.format(number=number, reason=reason)

    def explain_counts(self) -> str:
        """Return how many items were created, updated, skipped, and gave nothing."""
        return _(
            "{created} created, {updated} updated, {skipped} skipped as unchanged, {failed} failed."
        ).format(
            created=spaced(self.created),
            updated=spaced(self.updated),
            skipped=spaced(self.skipped),
            failed=spaced(self.failed),
        )

    @property
    def has_changed(self) -> bool:
        """Whether anything was created, updated or put into the bin."""
        return bool(self.created or self.updated or self.removed or any(self.made.values()))

    def explain_more(self) -> Iterator[str]:
        """Yield what is told beside the counts: what is lacking, added, deleted, what recurs."""
        if self.noted:
            yield ngettext(
                "{count} comes in without what cannot be read.",
                "{count} come in without what cannot be read.",
                self.noted,
            ).format(count=spaced(self.noted))
        yield from self._explain_made()
        if self.removed and self.is_catalog:
            yield ngettext(
                "{count} is marked as deleted and was put into the bin.",
                "{count} are marked as deleted and were put into the bin.",
                self.removed,
            ).format(count=spaced(self.removed))
        elif self.removed:
            yield ngettext(
                "{count} is in the calendar no more and was put into the bin.",
                "{count} are in the calendar no more and were put into the bin.",
                self.removed,
            ).format(count=spaced(self.removed))
        yield from self.explain_series()

    def _explain_made(self) -> Iterator[str]:
        for kind, said in MADE.items():
            if names := self.made.get(kind):
                shown = ", ".join(names[:MOST_NAMED])
                if (left := len(names) - MOST_NAMED) > 0:
                    shown = _("{names} and {count} more").format(names=shown, count=spaced(left))
                yield _(said).format(count=spaced(len(names)), names=shown)

    def explain_series(self) -> Iterator[str]:
        """Yield a sentence for each recurring event of which meetings were made."""
        found = list(self.series.values())
        for one in found[:MOST_SERIES]:
            yield ngettext(
                "“{subject}” recurs: {count} meeting was made, the last on {day}.",
                "“{subject}” recurs: {count} meetings were made, the last on {day}.",
                one.created,
            ).format(
                subject=one_line(one.subject, 60),
                count=spaced(one.created),
                day=full_day(one.last.day, one.last.month, one.last.year),
            )
        if more := found[MOST_SERIES:]:
            count = sum(one.created for one in more)
            yield ngettext(
                "{events} more recur: {count} meeting was made of them.",
                "{events} more recur: {count} meetings were made of them.",
                count,
            ).format(events=len(more), count=spaced(count))


class Halves:
    """Counts items that are first read and then written, each a half of its own, and tells them."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._halves = 0

    def counted(self, items: Iterable[ItemT]) -> Iterator[ItemT]:
        """Yield the items one by one."""
        for item in items:
            self.skip(1)
            yield item

    def skip(self, count: int) -> None:
        """Count items that need not be written."""
        self._halves += count
        self._progress(self._halves // 2)


def until_cancelled(is_cancelled: Callable[[], bool], items: Iterable[ItemT]) -> Iterator[ItemT]:
    """Yield the items one by one. Raises Cancelled once that is cancelled."""
    for item in items:
        if is_cancelled():
            raise Cancelled(_("Ended. Nothing was changed."))
        yield item
