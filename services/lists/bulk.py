"""Changes many records at once: those that were marked, or all that a filter shows (MASS-05).

Each use case is one unit, and so one step for undo. What cannot be changed is left as it is and
told, while the rest goes on; when the person ends it, nothing is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.errors import Cancelled
from domain.i18n import _, ngettext
from domain.invoicing.kinds import DOCUMENTS
from domain.records.record_query import RecordQuery
from domain.records.references import Reference
from services.activities.observing import only_observed
from services.context import Context
from services.left_out import said_gone, said_unchanged
from services.lists.marking import AllOf
from services.lists.marking import Which as Which
from services.lists.reading import record_list_source
from services.records.fixed import unchangeable, undeletable
from services.records.use_cases import ENOUGH, load_writing

if TYPE_CHECKING:
    from services.lists.bulk_changes import BulkChange, FieldChange, ReadChange
    from storage.bulk.columns import ColumnChanges
    from storage.bulk.parts import PartChange
    from storage.bulk.picked import Picked
    from storage.reads.sql import Sql
    from storage.unit import Unit

Progress = Callable[[int, int], None]
"""Is told how many records were changed so far, of how many."""

NAMED = 5
"""How many of those that were left out are told by name."""


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """What came of a change of many records.

    `unchanged` had the values already, `gone` are no longer there, and `refused` would have been
    left without a name, or are converted leads; the first of the last two stand in `named`, gone
    ones as far as their names are known. `refusal` says why.
    """

    changed: int
    unchanged: int = 0
    gone: int = 0
    refused: int = 0
    named: tuple[Reference, ...] = ()
    refusal: str = ""

    def explain(self) -> str:
        """Return a sentence or two on those that were left as they are, "" where there are none."""
        said: list[str] = []
        if self.gone:
            said.append(said_gone(self.gone))
        if self.refused:
            said.append(said_unchanged(self.refused, self.refusal))
        if self.named:
            names = ", ".join(f"“{reference.title}”" for reference in self.named)
            is_all = len(self.named) == self.gone + self.refused
            all_named = ngettext("It is {names}.", "These are: {names}.", len(self.named))
            said.append((all_named if is_all else _("Among them: {names}.")).format(names=names))
        return " ".join(said)


def bulk_edit(
    context: Context,
    kind: str,
    which: Which,
    changes: Sequence[FieldChange],
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> BulkOutcome:
    """Set, clear, add to or remove from fields of many records, in one step.

    Where that is who is responsible, the log tells that they were handed on (FEATURES MASS-01).
    Every value is checked once, before. Raises BadInput, naming the field at fault, and Cancelled;
    nothing is changed then.
    """
    load_writing()
    from services.deals.stage_tasks import StageTasks
    from services.invoicing.bulk import edit_documents, needs_settling
    from services.lists.bulk_changes import compose, read_changes
    from storage.values import now_micros

    asked = read_changes(context, kind, changes)
    is_assigned = [change.field.name for change in asked] == ["responsible"]
    verb = _verb("assign" if is_assigned else "edit", kind, which)
    with context.database.write(context.actor, verb) as unit:
        now = now_micros()
        with gathered(context, unit, kind, which) as picked:
            if kind in DOCUMENTS and needs_settling(asked):
                return edit_documents(
                    context, unit, kind, picked, asked, changes, progress, is_cancelled
                )
            change = compose(context, unit, kind, asked, now)
            reasons = _not_to_be_changed(context, unit, kind, asked, change)
            refused, names, refusal = leave_out(picked, reasons)
            is_moved = kind == "deal" and any(one.field.name == "stage" for one in asked)
            follow = StageTasks(context, unit).make_since if is_moved else None
            changed = change_picked(
                unit, picked, change.columns, change.parts, now, progress, is_cancelled, follow
            )
            return BulkOutcome(
                changed,
                picked.count() - changed,
                picked.gone,
                refused,
                tuple([*names, *picked.gone_names][:NAMED]),
                refusal,
            )


def _not_to_be_changed(
    context: Context, unit: Unit, kind: str, asked: Sequence[ReadChange], change: BulkChange
) -> list[tuple[Sql, str] | None]:
    """Return which records a change would not be allowed for, each with a sentence that says why.

    Those are read-only ones, deals that lack what a stage asks for, and what would have no name.
    """
    from services.deals.bulk_rules import left_out_deals

    reasons = [unchangeable(kind), only_observed(context.actor, kind)]
    if kind == "deal":
        values = {one.field.name: one.value for one in asked}
        reasons += left_out_deals(context, unit.connection, values)
    if change.nameless is not None:
        reasons.append((change.nameless, ENOUGH[kind][1]()))
    return reasons


def leave_out(
    picked: Picked, reasons: Sequence[tuple[Sql, str] | None]
) -> tuple[int, list[Reference], str]:
    """Drop the records that pass one of some conditions; each has a sentence that says why.

    Return how many they are, the first of them, and the sentences that apply.
    """
    count, names, said = 0, list[Reference](), []
    for condition, sentence in filter(None, reasons):
        left_out, some = picked.leave_out(condition, NAMED)
        if left_out:
            count += left_out
            names += some
            said.append(sentence)
    return count, names, " ".join(said)


def bulk_delete(
    context: Context,
    kind: str,
    which: Which,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> BulkOutcome:
    """Put many records into the bin; what is linked to them stays. Raises Cancelled.

    Leads that were converted stay where they are.
    """
    return _set_deleted(context, kind, which, progress, is_cancelled, is_deleted=True)


def restore(
    context: Context,
    kind: str,
    which: Which,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> BulkOutcome:
    """Bring records back from the bin. Raises Cancelled.

    A RecordQuery must be one of the bin. `gone` are those that are not in the bin any more.
    """
    return _set_deleted(context, kind, which, progress, is_cancelled, is_deleted=False)


def _set_deleted(
    context: Context,
    kind: str,
    which: Which,
    progress: Progress | None,
    is_cancelled: Callable[[], bool] | None,
    *,
    is_deleted: bool,
) -> BulkOutcome:
    load_writing()
    verb = _verb("delete", kind, which) if is_deleted else "restore"
    with context.database.write(context.actor, verb) as unit:
        return _set_deleted_within(
            context, unit, kind, which, progress, is_cancelled, is_deleted=is_deleted
        )


def bulk_delete_within(
    context: Context,
    unit: Unit,
    kind: str,
    which: Which,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> BulkOutcome:
    """Put many records into the bin as part of a larger use case. Raises Cancelled."""
    return _set_deleted_within(context, unit, kind, which, progress, is_cancelled, is_deleted=True)


def _set_deleted_within(
    context: Context,
    unit: Unit,
    kind: str,
    which: Which,
    progress: Progress | None,
    is_cancelled: Callable[[], bool] | None,
    *,
    is_deleted: bool,
) -> BulkOutcome:
    from domain.records.kinds import KINDS
    from services.catalog.content import bring_along, take_along
    from storage.bulk.columns import ColumnChanges
    from storage.values import now_micros

    now = now_micros()
    values = {"deleted_at": now if is_deleted else None}
    columns = ColumnChanges(KINDS[kind].table, values, (), now=now, zone=context.zone)
    with gathered(context, unit, kind, which, from_bin=not is_deleted) as picked:
        observed = only_observed(context.actor, kind)
        reasons = [undeletable(kind), observed] if is_deleted else [observed]
        refused, names, refusal = leave_out(picked, reasons)
        bring_back = None if is_deleted else bring_along(context, unit, kind, picked)
        changed = change_picked(unit, picked, columns, (), now, progress, is_cancelled)
        named = tuple([*names, *picked.gone_names][:NAMED]) if is_deleted else ()
        unchanged = picked.count() - changed
        outcome = BulkOutcome(changed, unchanged, picked.gone, refused, named, refusal)
    if bring_back is None:
        take_along(context, unit, kind, now, progress, is_cancelled)
    else:
        bring_back(now, progress, is_cancelled)
    return outcome


def _verb(verb: str, kind: str, which: Which) -> str:
    """Return the verb of a change of many records; of a single one, what it is called singly."""
    is_single = not isinstance(which, RecordQuery | AllOf) and len(set(which)) == 1
    return f"{verb}_{kind}" if is_single else f"bulk_{verb}"


@contextmanager
def gathered(
    context: Context, unit: Unit, kind: str, which: Which, *, from_bin: bool = False
) -> Iterator[Picked]:
    """Gather the records that a change is about, as its unit sees them."""
    from storage.bulk.picked import Picked

    if isinstance(which, RecordQuery):
        which = AllOf(which)
    if isinstance(which, AllOf):
        assert (which.query.kind, which.query.in_bin) == (kind, from_bin)
        connection = unit.connection
        listed = record_list_source(context, which.query, lambda: connection).select_keys()
        chosen = which.select_keys(listed)
        picked = Picked(connection, kind, chosen, from_bin=from_bin)
    else:
        picked = Picked(unit.connection, kind, which, from_bin=from_bin)
    try:
        yield picked
    finally:
        picked.close()


def change_picked(
    unit: Unit,
    picked: Picked,
    columns: ColumnChanges,
    parts: Sequence[PartChange],
    now: int,
    progress: Progress | None,
    is_cancelled: Callable[[], bool] | None,
    follow: Callable[[int], None] | None = None,
) -> int:
    """Change the records portion by portion; return how many were changed.

    `follow` is told after each behind which change of the log those of the portion stand.
    """
    from storage.bulk.parts import run_parts

    connection, changed = unit.connection, 0
    for _number in portions(unit, picked, progress, is_cancelled):
        since = connection.execute("SELECT coalesce(max(seq), 0) FROM change").fetchone()[0]
        if columns:
            columns.run(connection)
        run_parts(connection, parts)
        changed += picked.touch(since, now)
        if follow is not None:
            follow(since)
    return changed


def portions(
    unit: Unit,
    picked: Picked,
    progress: Progress | None,
    is_cancelled: Callable[[], bool] | None,
) -> Iterator[int]:
    """Give the number of records in one portion after the other, telling how many were dealt with.

    Raises Cancelled as soon as the person has ended it, also while the unit is completed.
    """
    unit.is_cancelled = is_cancelled
    total, done = picked.count(), 0
    for number in picked.portions():
        if is_cancelled is not None and is_cancelled():
            raise Cancelled(_("Ended. Nothing was changed."))
        yield number
        done += number
        if progress is not None:
            progress(done, total)
