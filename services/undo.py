"""Undo and redo the use cases of one person."""

from __future__ import annotations

import sqlite3

from domain.errors import Conflict, NotFound
from domain.i18n import _
from domain.verbs import describe_verb
from services.context import Context


def undo(context: Context) -> str:
    """Revert the actor's last use case and return what it was, as a phrase.

    Raises NotFound when there is nothing to undo, and Conflict when somebody else has since changed
    the same thing; nothing is changed then.
    """
    from storage.undo import UNDO, next_to_undo

    found = next_to_undo(context.database.reader(), context.actor.user_id)
    if found is None:
        raise NotFound(_("There is nothing to undo."))
    _revert(context, UNDO, found.seq)
    return describe_verb(found.origin)


def redo(context: Context) -> str:
    """Do again what the actor's last undo took back. Raises as `undo` does."""
    from storage.undo import REDO, next_to_redo

    found = next_to_redo(context.database.reader(), context.actor.user_id)
    if found is None:
        raise NotFound(_("There is nothing to redo."))
    _revert(context, REDO, found.seq)
    return describe_verb(found.origin)


def _revert(context: Context, verb: str, seq: int) -> None:
    import sqlmodel  # noqa: F401 - before SQLAlchemy, see tests/test_hygiene.py
    from sqlalchemy.exc import IntegrityError

    from storage.undo import dependents_sentence, revert

    try:
        with context.database.write(context.actor, verb, undoes=seq) as unit:
            revert(unit, seq, context.now())
    except (IntegrityError, sqlite3.IntegrityError) as error:
        raise Conflict(dependents_sentence()) from error
