"""Who may use a file: its users, as an administrator lists and adds them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from domain.actors import Actor
from domain.contact_points.emails import is_email
from domain.errors import BadInput, NotAllowed, NotFound
from domain.i18n import _
from domain.text import on_one_line
from services.context import Context
from services.identity import actor_of, write_user
from services.rights import check_is_admin


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
    check_is_admin(context, _("Only an administrator may add users. Ask one of: {admins}."))
    login, name = (on_one_line(text) for text in (login, name))
    if not login:
        raise BadInput(_("A user needs a login, as the operating system knows it."), "login")
    key = write_user(context.database, context.actor, login, name, is_admin=is_admin)
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


def set_own_name(context: Context, name: str) -> None:
    """Keep how the acting person is called; an empty name is the login."""
    from storage.tables import User

    with context.database.write(context.actor, "set_own_name") as unit:
        user = unit.get(User, context.actor.user_id)
        assert user is not None
        user.name = on_one_line(name)


def set_email(context: Context, email: str, login: str = "") -> None:
    """Keep the e-mail by which calendars know the acting person; an empty one is none.

    With a `login` it is that of a colleague, which only an administrator may set. Raises BadInput,
    NotFound and NotAllowed.
    """
    from storage.tables import User

    email = on_one_line(email)
    if email and not is_email(email):
        raise BadInput(_("“{text}” is no e-mail address.").format(text=email), "email")
    key = user_with_login(context, login) if login else context.actor.user_id
    if key != context.actor.user_id:
        check_is_admin(
            context, _("Only an administrator may change other users. Ask one of: {admins}.")
        )
    with context.database.write(context.actor, "set_email") as unit:
        user = unit.get(User, key)
        assert user is not None
        user.email = email


def renewed_actor(context: Context) -> Actor:
    """Return the acting person as the file has them now, who may have another name or other rights.

    Raises NotAllowed where they may not use the file any more.
    """
    actor = actor_of(context.database.reader(), context.actor.login)
    if actor is None:
        raise NotAllowed(
            _("The login {login} may not use this file any more.").format(login=context.actor.login)
        )
    return actor


def user_with_login(context: Context, login: str) -> UUID:
    """Return the key of the user with this login. Raises NotFound."""
    actor = actor_of(context.database.reader(), login)
    if actor is None:
        raise NotFound(_("There is no user with the login {login}.").format(login=login))
    return actor.user_id
