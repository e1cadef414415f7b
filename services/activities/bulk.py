"""One verb on several activities: what can be done is done, and the rest is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from domain.activities import EVENT, finished_event_sentence
from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from domain.i18n import _, ngettext
from services.activities.observing import observers_only_look, only_observes
from services.left_out import said_gone

if TYPE_CHECKING:
    from storage.tables import Activity
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What came of a verb on several activities.

    `changed` were changed, `gone` are no longer there, `unfit` were done already (or, when they
    were to be opened again, open already), and `observed` are those of which the person is only an
    observer. `following` are the keys of next steps, in order.
    """

    changed: int
    gone: int = 0
    unfit: int = 0
    unfit_are: str = "done"
    following: tuple[UUID, ...] = ()
    observed: int = 0

    @property
    def left_out(self) -> int:
        """How many were left as they are."""
        return self.gone + self.unfit + self.observed

    def explain(self) -> str:
        """Return a sentence on those that were left out, "" where there are none."""
        reasons = []
        if self.unfit and self.unfit_are == "done":
            reasons.append(_said_done(self.unfit))
        elif self.unfit:
            reasons.append(_said_open(self.unfit))
        if self.observed:
            reasons.append(_said_observed(self.observed))
        if self.gone:
            reasons.append(said_gone(self.gone))
        return " ".join(reasons)


@dataclass(frozen=True, slots=True)
class Picked:
    """The activities that a verb can be done with, and how many of those named it cannot."""

    fit: list[Activity]
    gone: int
    unfit: int
    unfit_are: str
    observed: int = 0

    def result(self, following: Sequence[UUID] = ()) -> BulkResult:
        """Return what came of the verb, once it was done with all that fit."""
        return BulkResult(
            len(self.fit), self.gone, self.unfit, self.unfit_are, tuple(following), self.observed
        )


def pick_open(unit: Unit, keys: Sequence[UUID]) -> Picked:
    """Return those of the activities that are open.

    Raises Conflict where none is because they are done, NotFound where none is there, and
    NotAllowed where the person is only an observer of all, or all are events that happened.
    """
    return _pick(unit, keys, lambda activity: activity.done_at is None, "done")


def pick_done(unit: Unit, keys: Sequence[UUID]) -> Picked:
    """Return those of the activities that are done. Raises as `pick_open`."""
    return _pick(unit, keys, lambda activity: activity.done_at is not None, "open")


def pick_any(unit: Unit, keys: Sequence[UUID]) -> Picked:
    """Return those of the activities that are there, open or done. Raises NotFound."""
    return _pick(unit, keys, lambda _activity: True, "done")


def _pick(
    unit: Unit, keys: Sequence[UUID], fits: Callable[[Activity], bool], unfit_are: str
) -> Picked:
    from storage.tables import Activity

    if not keys:
        raise BadInput(_("No activity was named."))
    wanted = list(dict.fromkeys(keys))
    rows = [unit.get(Activity, key) for key in wanted]
    there = [row for row in rows if row is not None and row.deleted_at is None]
    if not there:
        raise NotFound(
            ngettext(
                "This activity is no longer there: somebody has deleted it.",
                "These activities are no longer there: somebody has deleted them.",
                len(wanted),
            )
        )
    connection, actor = unit.connection, unit.actor
    workable = [row for row in there if not only_observes(connection, actor, row.id)]
    if not workable:
        raise NotAllowed(observers_only_look(len(there)))
    fit = [row for row in workable if fits(row)]
    if not fit and unfit_are == "done" and all(_is_event(activity) for activity in workable):
        raise NotAllowed(finished_event_sentence())
    if not fit:
        raise Conflict(_none_fits(len(workable), unfit_are))
    return Picked(
        fit,
        len(wanted) - len(there),
        len(workable) - len(fit),
        unfit_are,
        len(there) - len(workable),
    )


def _is_event(activity: Activity) -> bool:
    return activity.kind == EVENT and activity.done_at is not None


def _none_fits(count: int, are: str) -> str:
    if are == "done":
        return ngettext(
            "This activity is done already. The list is up to date now.",
            "These activities are done already. The list is up to date now.",
            count,
        )
    return ngettext(
        "This activity is open already. The list is up to date now.",
        "These activities are open already. The list is up to date now.",
        count,
    )


def _said_done(count: int) -> str:
    return ngettext("{count} was done already.", "{count} were done already.", count).format(
        count=count
    )


def _said_open(count: int) -> str:
    return ngettext("{count} was open already.", "{count} were open already.", count).format(
        count=count
    )


def _said_observed(count: int) -> str:
    return ngettext(
        "{count} is only observed by you.", "{count} are only observed by you.", count
    ).format(count=count)
