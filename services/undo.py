"""Undo and redo the use cases of one person."""

from __future__ import annotations

import sqlite3
from uuid import UUID

from domain.errors import Conflict, NotAllowed, NotFound
from domain.i18n import _, ngettext
from domain.records.kinds import KINDS
from domain.verbs import describe_verb
from services.context import Context

MOST_PASSED = 200
"""How many steps that cannot be taken back are passed over to reach one that can."""

_ON_RUNS = frozenset({"lay_activities", "edit_run", "close_run", "reopen_run"})
"""What is done with a run as a whole, and so no step within it."""


def undo(context: Context, *, pass_over: bool = False, run: UUID | None = None) -> str:
    """Revert the actor's last use case and return what it was, as a phrase.

    With `pass_over` steps that cannot be taken back now stay, and the newest is reverted that can.
    With a `run` the last one is reverted only where it dealt with activities of that run. Raises
    NotFound when there is nothing to undo, and Conflict when somebody else has since changed the
    same thing; nothing is changed then.
    """
    from storage.reads.runs import changes_activity_of
    from storage.undo_steps import UNDO, next_to_undo, steps_to_undo

    reader, actor = context.database.reader(), context.actor.user_id
    if not pass_over:
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
        _revert(context, UNDO, found.seq)
        return describe_verb(found.origin)
    refusal = None
    for passed, step in enumerate(steps_to_undo(reader, actor, MOST_PASSED)):
        try:
            _revert(context, UNDO, step.seq, is_newest=passed == 0)
        except (Conflict, NotAllowed) as error:
            refusal = refusal or error
            continue
        what = describe_verb(step.origin)
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


def redo(context: Context) -> str:
    """Do again what the actor's last undo took back. Raises as `undo` does."""
    from storage.undo_steps import REDO, next_to_redo

    found = next_to_redo(context.database.reader(), context.actor.user_id)
    if found is None:
        raise NotFound(_("There is nothing to redo."))
    _revert(context, REDO, found.seq)
    return describe_verb(found.origin)


def _revert(context: Context, verb: str, seq: int, *, is_newest: bool = True) -> None:
    import sqlmodel  # noqa: F401 - before SQLAlchemy, see tests/test_hygiene.py
    from sqlalchemy.exc import IntegrityError

    from storage.undo import revert

    try:
        with context.database.write(context.actor, verb, undoes=seq) as unit:
            revert(unit, seq, context.now(), is_newest=is_newest)
    except (IntegrityError, sqlite3.IntegrityError) as error:
        raise Conflict(_blocked(context, seq)) from error


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
