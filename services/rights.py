"""What only an administrator may do."""

from __future__ import annotations

from domain.errors import NotAllowed
from services.context import Context
from services.identity import admins


def check_is_admin(context: Context, sentence: str) -> None:
    """Raise NotAllowed unless the person is an administrator; `{admins}` in it names those."""
    if not context.actor.is_admin:
        known = ", ".join(admins(context.database.reader()))
        raise NotAllowed(sentence.format(admins=known))
