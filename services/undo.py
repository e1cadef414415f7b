"""Undo and redo the use cases of one person.

One that was written in parts is reverted in parts, so that others wait for a moment only. It goes
on where it broke off; where a part is refused, those that were reverted before come back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from domain.errors import Cancelled, Conflict, NotAllowed, NotFound
from domain.i18n import _, ngettext
from domain.records.kinds import KINDS
from domain.verbs import describe_verb
from services.context import Context

if TYPE_CHECKING:
    from services.lists.bulk import Progress
    from storage.undo_steps import LoggedUnit

FEW_ROWS = 2_000
"""What changed so many rows is reverted in a moment, and its progress is not told."""

MOST_PASSED = 200
"""How many steps that cannot be taken back are passed over to reach one that can."""

_ON_RUNS = frozenset({"lay_activities", "edit_run", "close_run", "reopen_run"})
"""What is done with a run as a whole, and so no step within it."""


def undo(
    context: Context,
    progress: Progress = lambda done, all_: None,
    is_cancelled: Callable[[], bool] = lambda: False,
    *,
    pass_over: bool = False,
    run: UUID | None = None,
) -> str:
    """Revert the actor's last use case and return what it was, as a phrase.

    With `pass_over` steps that cannot be taken back now stay, and the newest is reverted that can.
    With a `run` the last one is reverted only where it dealt with activities of that run.
    `progress` is told how many rows are reverted where there are more than FEW_ROWS, `is_cancelled`
    says whether the person has ended it. Raises NotFound when there is nothing to undo, and
    Conflict when somebody else has since changed the same thing; nothing is changed then. Raises
    Cancelled, which says how much of a use case of several parts was reverted.
    """
    from storage.reads.runs import changes_activity_of
    from storage.undo_steps import UNDO, next_to_undo

    reader, actor = context.database.reader(), context.actor.user_id
    if pass_over:
        return _pass_over(context, progress, is_cancelled)
    found = next_to_undo(reader, actor)
    if found is None:
        raise NotFound(_("There is nothing to undo."))
    if run is not None and not (
        found.origin not in _ON_RUNS and changes_activity_of(reader, found.seq, run)
    ):
        said = _(
            "Your last step was “{what}”, which is not one of this run: it stays. Undo takes "
            "it back elsewhere, such as in the list of runs."
        )
        raise Conflict(said.format(what=describe_verb(found.origin)))
    return _Reverting(context, UNDO, found, progress, is_cancelled).run()


def _pass_over(context: Context, progress: Progress, is_cancelled: Callable[[], bool]) -> str:
    """Revert the newest step that can be taken back now, as `undo` does."""
    from storage.undo_steps import UNDO, steps_to_undo

    refusal = None
    steps = steps_to_undo(context.database.reader(), context.actor.user_id, MOST_PASSED)
    for passed, step in enumerate(steps):
        reverting = _Reverting(context, UNDO, step, progress, is_cancelled)
        try:
            what = reverting.run(is_newest=passed == 0)
        except (Conflict, NotAllowed) as error:
            refusal = refusal or error
            continue
        return (
            ngettext(
                "{what} ({count} later step stays)", "{what} ({count} later steps stay)", passed
            ).format(what=what, count=passed)
            if passed
            else what
        )
    if refusal is None:
        raise NotFound(_("There is nothing to undo."))
    raise Conflict(_("None of your steps can be taken back now. {reason}").format(reason=refusal))


def redo(
    context: Context,
    progress: Progress = lambda done, all_: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> str:
    """Do again what the actor's last undo took back. Raises as `undo` does."""
    from storage.undo_steps import REDO, next_to_redo

    found = next_to_redo(context.database.reader(), context.actor.user_id)
    if found is None:
        raise NotFound(_("There is nothing to redo."))
    return _Reverting(context, REDO, found, progress, is_cancelled).run()


class _Reverting:
    """One undo or redo, by its verb, of a step: part by part, the last one first.

    Parts before the unit `since` are left alone.
    """

    def __init__(
        self,
        context: Context,
        verb: str,
        step: LoggedUnit,
        progress: Progress = lambda done, all_: None,
        is_cancelled: Callable[[], bool] = lambda: False,
        since: int = 0,
    ) -> None:
        self._context, self._verb, self._step = context, verb, step
        self._progress, self._is_cancelled, self._since = progress, is_cancelled, since
        self._first: int | None = None
        self._tried: set[int] = set()
        self._done = self._all = 0

    def run(self, *, is_newest: bool = True) -> str:
        """Revert all parts and return what it was, as a phrase. Raises as `undo` does."""
        import sqlmodel  # noqa: F401 - before SQLAlchemy, see tests/test_hygiene.py

        from storage.unit import give_turn

        parts = self._parts(self._context.database.reader())
        has_begun = self._has_begun(parts)
        self._all = sum(map(self._count_rows, parts))
        while parts:
            if self._tried:
                give_turn()
            self._revert(parts[0], is_newest=is_newest)
            parts = self._parts(self._context.database.reader())
        what = describe_verb(self._step.origin)
        if not has_begun:
            return what
        return _("{what} (the rest; it had broken off)").format(what=what)

    def _parts(self, connection: sqlite3.Connection) -> list[int]:
        """Return what is still to be reverted, the newest first."""
        from storage.undo_steps import parts_in_force

        parts = parts_in_force(connection, self._step.root, self._verb)
        return [part for part in parts if part >= self._since and part not in self._tried]

    def _has_begun(self, parts: list[int]) -> bool:
        """Say whether an earlier undo or redo of the step has reverted a part of it only."""
        from storage.undo_steps import REDO, UNDO, parts_in_force

        opposite = REDO if self._verb == UNDO else UNDO
        reader = self._context.database.reader()
        done = parts_in_force(reader, self._step.root, opposite)
        return bool(done and parts) and done[0] > parts[0]

    def _count_rows(self, part: int) -> int:
        reader = self._context.database.reader()
        found = reader.execute("SELECT count(*) FROM change WHERE unit = ?", (part,))
        return int(found.fetchone()[0])

    def _tell(self, done: int) -> None:
        """Tell how far it is within a part. Raises Cancelled where the person has ended it."""
        if self._is_cancelled():
            raise Cancelled
        if self._all > FEW_ROWS:
            self._progress(self._done + done, self._all)

    def _said_of_end(self) -> str:
        """Return a sentence on how much of the step is reverted, once it was ended."""
        from storage.undo_steps import UNDO

        if not self._tried:
            return _("Ended. Nothing was changed.")
        if self._verb == UNDO:
            said = _("Ended at {share} %: undo goes on with it, redo brings all of it back.")
        else:
            said = _("Ended at {share} %: redo goes on with it, undo takes all of it back.")
        return said.format(share=100 * self._done // self._all)

    def _revert(self, part: int, *, is_newest: bool) -> None:
        """Revert a part, unless somebody wrote or reverted others of the step meanwhile."""
        from sqlalchemy.exc import IntegrityError

        from storage.undo import revert
        from storage.undo_steps import reverted_how_often

        context, first = self._context, self._first
        try:
            with context.database.write(context.actor, self._verb, part, first) as unit:
                unit.is_cancelled = self._is_cancelled
                others = self._parts(unit.connection)
                if (others and others[0] > part) or reverted_how_often(unit.connection, part) > 1:
                    return
                revert(unit, part, context.now(), self._tell, is_newest=is_newest)
        except Cancelled as error:
            raise Cancelled(self._said_of_end()) from error
        except (Conflict, NotAllowed):
            self._bring_back()
            raise
        except (IntegrityError, sqlite3.IntegrityError) as error:
            sentence = _blocked(context, part)
            self._bring_back()
            raise Conflict(sentence) from error
        self._tried.add(part)
        self._done += self._count_rows(part)
        if self._first is None and unit.has_changed:
            self._first = unit.seq

    def _bring_back(self) -> None:
        """Revert what was reverted of a step of which another part is refused.

        Raises Conflict where that cannot be, either: what the refusal says of it is not true then.
        """
        from storage.undo_steps import REDO, UNDO

        if self._first is None:
            return
        opposite = REDO if self._verb == UNDO else UNDO
        try:
            _Reverting(self._context, opposite, self._step, since=self._first).run()
        except (Conflict, NotAllowed) as error:
            raise Conflict(self._said_of_half()) from error

    def _said_of_half(self) -> str:
        """Return a sentence on a step that can neither be reverted as a whole nor be left whole."""
        from storage.undo_steps import UNDO

        if self._verb == UNDO:
            return _(
                "Part of it has been taken back and stays so: others have meanwhile changed both "
                "that part and the rest. The feed says what they did."
            )
        return _(
            "Part of it has been done again and stays so: others have meanwhile changed both that "
            "part and the rest. The feed says what they did."
        )


def _blocked(context: Context, seq: int) -> str:
    """Return what is said where a row cannot go, or come back to its place."""
    from services.settings import SETTINGS
    from storage.undo_refusals import dependents_sentence, what_is_in_the_way

    found = what_is_in_the_way(context.database.reader(), seq)
    if found is None:
        return dependents_sentence()
    table, row, who = found
    who = who or _("Somebody")
    labels = {setting.name: _(setting.label) for setting in SETTINGS}
    if table == "setting" and row["name"] in labels:
        said = _(
            "{who} has since set “{what}” otherwise, so this cannot be brought back: set it anew "
            "instead. Nothing was changed."
        )
        return said.format(who=who, what=labels[row["name"]])
    if table == "form_layout":
        said = _(
            "{who} has since made another layout of “{what}”, so this one cannot be brought back: "
            "give out yours anew instead. Nothing was changed."
        )
        return said.format(who=who, what=_(KINDS[row["kind"]].plural_label))
    said = _(
        "{who} has since put something else in the place of “{what}”, so this cannot be brought "
        "back. Nothing was changed."
    )
    return said.format(who=who, what=row.get("label") or row.get("name") or describe_verb("edit"))
