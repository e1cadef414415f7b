"""Who may use a file: its users, as an administrator lists and adds them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from domain.errors import BadInput, NotAllowed
from domain.i18n import _
from domain.text import strip_control
from services.context import Context
from services.identity import admins, write_user


@dataclass(frozen=True, slots=True)
class UserView:
    """A user as lists show one."""

    id: UUID
    login: str
    name: str
    email: str
    is_admin: bool
    is_active: bool


def add_user(context: Context, login: str, name: str = "", *, is_admin: bool = False) -> UUID:
    """Let a login use this file. Raises NotAllowed, or BadInput when it may already."""
    database, actor = context.database, context.actor
    if not actor.is_admin:
        raise NotAllowed(
            _("Only an administrator may add users. Ask one of: {admins}.").format(
                admins=", ".join(admins(database.reader()))
            )
        )
    login, name = (" ".join(strip_control(text).split()) for text in (login, name))
    if not login:
        raise BadInput(_("A user needs a login, as the operating system knows it."), "login")
    key = write_user(database, actor, login, name, is_admin=is_admin)
    if key is None:
        raise BadInput(_("The login {login} is there already.").format(login=login), "login")
    return key


def list_users(context: Context) -> Iterator[UserView]:
    """Return all users, by login."""
    rows = context.database.reader().execute(
        'SELECT id, login, name, email, is_admin, is_active FROM "user" ORDER BY login'
    )
    for key, login, name, email, is_admin, is_active in rows:
        yield UserView(UUID(bytes=key), login, name, email, bool(is_admin), bool(is_active))
