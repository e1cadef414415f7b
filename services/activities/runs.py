"""Runs: what was laid on many records at once, counted by outcome (FEATURES ACT-16)."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from domain.choosing import named
from domain.errors import BadInput, Conflict, NotFound
from domain.i18n import _
from domain.ids import parse_id
from domain.text import fold, on_one_line, strip_control
from services.activities.outcomes import Outcome
from services.context import Context
from storage.reads.dictionary_values import read_choices
from storage.reads.runs import RunCount, StoredRun, count_runs, open_in_run, read_run, read_runs

if TYPE_CHECKING:
    from services.lists.bulk import Progress
    from storage.tables import ActivityRun
    from storage.unit import Unit

LONGEST_TITLE = 200
"""Characters of the title of a run, and of the subject of what is laid."""


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """How many activities of a run ended with an outcome; None stands for without one."""

    outcome: Outcome | None
    count: int

    @property
    def label(self) -> str:
        """What the outcome is called."""
        return self.outcome.label if self.outcome else _("Done")


@dataclass(frozen=True, slots=True)
class Run:
    """A run, how many activities it has in all, how many are open, and how the others ended.

    `outcomes` has every outcome that is in use, in the order of their digits, and those that are
    not any more where the run has them. Moments are in UTC; `author` is a name.
    """

    id: UUID
    title: str
    kind: str
    subject: str
    script: str
    author: str
    created_at: datetime
    closed_at: datetime | None
    total: int
    open: int
    outcomes: tuple[OutcomeCount, ...]

    @property
    def done(self) -> int:
        """How many are done."""
        return self.total - self.open


def list_runs(context: Context, *, with_closed: bool = False) -> list[Run]:
    """Return the runs, the newest first, those that are closed last."""
    connection = context.database.reader()
    runs = read_runs(connection, with_closed=with_closed)
    return _counted(connection, runs, count_runs(connection))


def show_run(context: Context, key: UUID) -> Run:
    """Return a run as it is now. Raises NotFound where somebody has taken it back."""
    connection = context.database.reader()
    run = read_run(connection, key)
    if run is None:
        raise NotFound(_gone())
    return _counted(connection, [run], count_runs(connection, key))[0]


def script_of(context: Context, activity: UUID) -> tuple[str, str] | None:
    """Return title and script of the run of an activity, None where it belongs to none."""
    row = (
        context.database.reader()
        .execute(
            "SELECT r.title, r.script FROM activity a JOIN activity_run r ON r.id = a.run_id "
            "WHERE a.id = ?",
            (activity.bytes,),
        )
        .fetchone()
    )
    return (row[0], row[1]) if row else None


def find_run(context: Context, text: str, *, is_closed: bool = False) -> Run:
    """Return the run with this key or title, or the only one of which a word begins so.

    Where several do, the only one that is open, or closed where `is_closed`, is meant. Raises
    NotFound where there is none, and BadInput where several may be meant.
    """
    if (key := parse_id(text)) is not None:
        return show_run(context, key)
    runs = read_runs(context.database.reader(), with_closed=True)
    found = named(((run, (run.title,)) for run in runs), text)
    likely = [run for run in found if (run.closed_at is not None) == is_closed]
    if len(likely) == 1:
        found = likely
    if not found:
        raise NotFound(
            _("There is no run “{text}”. “crm run list” names those there are.").format(text=text)
        )
    if len(found) > 1:
        titles = ", ".join(f"{run.title} ({run.id})" for run in found)
        raise BadInput(_("“{text}” may be: {choices}.").format(text=text, choices=titles))
    return show_run(context, found[0].id)


def edit_run(context: Context, key: UUID, *, title: str, script: str) -> None:
    """Call a run otherwise, or give it another script.

    Raises NotFound, BadInput, and NotAllowed for one that a colleague has laid.
    """
    title = on_one_line(title)
    if not title:
        raise BadInput(_("A run needs a title."), "title")
    check_title(title, "title")
    with context.database.write(context.actor, "edit_run") as unit:
        run = _own_within(context, unit, key)
        check_is_new(unit.connection, title, but=key)
        run.title, run.script = title, strip_control(script).strip()


def check_title(text: str, field: str) -> None:
    """Raise BadInput, naming the field at fault, for a title or a subject that is too long."""
    if len(text) > LONGEST_TITLE:
        sentence = _("At most {limit} characters fit here.").format(limit=LONGEST_TITLE)
        raise BadInput(sentence, field)


def check_is_new(connection: sqlite3.Connection, title: str, but: UUID | None = None) -> None:
    """Raise BadInput where another run has this title: one could not tell them apart.

    Closed ones count, too: what was laid is looked for by the title of its run.
    """
    for one in read_runs(connection, with_closed=True):
        if one.id != but and fold(one.title) == fold(title):
            raise BadInput(
                _("There is a run “{title}” already: call this one otherwise.").format(
                    title=one.title
                ),
                "title",
            )


def close_run(
    context: Context,
    key: UUID,
    *,
    drops_open: bool = False,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> int:
    """Say that a run is over, and return how many activities that puts into the bin.

    What is open of it stays planned, or goes to the bin with `drops_open`, but for what a colleague
    only lets the person observe. Raises NotFound, Conflict, Cancelled, and NotAllowed for a run
    that a colleague has laid.
    """
    from services.lists.bulk import bulk_delete_within
    from storage.tables.base import utc_now

    with context.database.write(context.actor, "close_run") as unit:
        run = _own_within(context, unit, key)
        if run.closed_at is not None:
            raise Conflict(_("This run is closed already."))
        run.closed_at = utc_now()
        unit.session.flush()
        keys = open_in_run(unit.connection, key) if drops_open else []
        if not keys:
            return 0
        outcome = bulk_delete_within(context, unit, "activity", keys, progress, is_cancelled)
        return outcome.changed


def reopen_run(context: Context, key: UUID) -> None:
    """Open a run again that was closed; what was put into the bin with it stays there.

    Raises NotFound, Conflict, BadInput as `edit_run`, and NotAllowed for a run of a colleague.
    """
    with context.database.write(context.actor, "reopen_run") as unit:
        run = _own_within(context, unit, key)
        if run.closed_at is None:
            raise Conflict(_("This run is open already."))
        check_is_new(unit.connection, run.title, but=key)
        run.closed_at = None


def _own_within(context: Context, unit: Unit, key: UUID) -> ActivityRun:
    """Return a run to be changed. Raises NotFound, and NotAllowed for one of a colleague."""
    from services.rights import check_is_admin
    from storage.tables import ActivityRun

    run = unit.get(ActivityRun, key)
    if run is None:
        raise NotFound(_gone())
    if run.created_by != context.actor.user_id:
        said = _(
            "Only who laid this run may close, reopen or rename it, or an administrator. "
            "Ask one of: {admins}."
        )
        check_is_admin(context, said)
    return run


def _gone() -> str:
    return _("This run is no longer there: somebody has taken it back.")


def _counted(
    connection: sqlite3.Connection, runs: Iterable[StoredRun], counts: Iterable[RunCount]
) -> list[Run]:
    """Return runs with their counts, by the outcomes as they are called now."""
    still_open: Counter[UUID] = Counter()
    ended: dict[UUID, Counter[bytes | None]] = {}
    for one in counts:
        if one.is_done:
            ended.setdefault(one.run, Counter())[one.outcome] += one.number
        else:
            still_open[one.run] += one.number
    values = [
        (value, Outcome(UUID(bytes=value.id), value.code, value.shown_in("outcome"), value.meaning))
        for value in read_choices(connection, "outcome")
    ]
    return [
        Run(
            *run,
            total=still_open[run.id] + found.total(),
            open=still_open[run.id],
            outcomes=(
                *(
                    OutcomeCount(outcome, found[value.id])
                    for value, outcome in values
                    if value.is_active or found[value.id]
                ),
                *([OutcomeCount(None, found[None])] if found[None] else []),
            ),
        )
        for run in runs
        for found in (ended.get(run.id, Counter()),)
    ]
