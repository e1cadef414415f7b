"""Who is at work: the login of the operating system, matched to a user of the file."""

from __future__ import annotations

import getpass
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from domain.actors import Actor
from domain.errors import BadInput, NotAllowed, NotFound
from domain.i18n import _
from domain.text import strip_control
from services.context import Context
from storage.database import Database

SYSTEM = Actor(UUID(int=0), "crm", "crm", is_admin=True)
"""Acts where no person does, such as when the first user of a file is written."""


@dataclass(frozen=True, slots=True)
class UserView:
    """A user as lists show one."""

    id: UUID
    login: str
    name: str
    email: str
    is_admin: bool
    is_active: bool


def operating_system_login() -> str:
    """Return the login under which this process runs.

    It tells people apart and is no lock: who may write to the file is for its permissions to say.
    """
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def sign_in(database: Database, acting_as: str | None = None) -> Actor:
    """Return the actor for this process; whoever opens a file without users becomes its first.

    `acting_as` is a login for which an administrator wants to work. Raises NotAllowed when the
    login is unknown, with the names of those who can add it, or may not act for others.
    """
    login = operating_system_login()
    connection = database.reader()
    actor = _actor(connection, login)
    if actor is None and not connection.execute('SELECT 1 FROM "user" LIMIT 1').fetchone():
        _write_user(database, SYSTEM, login, "", is_admin=True, only_first=True)
        actor = _actor(connection, login)
    if actor is None:
        raise NotAllowed(
            _(
                "The login {login} is not known in {path}. It can be added with "
                "“crm user add {login}” by: {admins}."
            ).format(login=login, path=database.path, admins=", ".join(_admins(connection)))
        )
    if acting_as is None or acting_as == login:
        return actor
    if not actor.is_admin:
        raise NotAllowed(
            _("Only an administrator may use --as. Ask one of: {admins}.").format(
                admins=", ".join(_admins(connection))
            )
        )
    other = _actor(connection, acting_as)
    if other is None:
        raise NotFound(_("There is no user with the login {login}.").format(login=acting_as))
    return other


def renewed_actor(context: Context) -> Actor:
    """Return the acting person as the file has them now, who may have another name or other rights.

    Raises NotAllowed where they may not use the file any more.
    """
    actor = _actor(context.database.reader(), context.actor.login)
    if actor is None:
        raise NotAllowed(
            _("The login {login} may not use this file any more.").format(login=context.actor.login)
        )
    return actor


def set_own_name(context: Context, name: str) -> None:
    """Keep how the acting person is called; an empty name is the login."""
    from storage.tables import User

    with context.database.write(context.actor, "set_own_name") as unit:
        user = unit.get(User, context.actor.user_id)
        assert user is not None
        user.name = " ".join(strip_control(name).split())


def add_user(context: Context, login: str, name: str = "", *, is_admin: bool = False) -> UUID:
    """Let a login use this file. Raises NotAllowed, or BadInput when it may already."""
    database, actor = context.database, context.actor
    if not actor.is_admin:
        raise NotAllowed(
            _("Only an administrator may add users. Ask one of: {admins}.").format(
                admins=", ".join(_admins(database.reader()))
            )
        )
    login, name = (" ".join(strip_control(text).split()) for text in (login, name))
    if not login:
        raise BadInput(_("A user needs a login, as the operating system knows it."), "login")
    key = _write_user(database, actor, login, name, is_admin=is_admin)
    if key is None:
        raise BadInput(_("The login {login} is there already.").format(login=login), "login")
    return key


def user_with_login(context: Context, login: str) -> UUID:
    """Return the key of the user with this login. Raises NotFound."""
    actor = _actor(context.database.reader(), login)
    if actor is None:
        raise NotFound(_("There is no user with the login {login}.").format(login=login))
    return actor.user_id


def list_users(context: Context) -> Iterator[UserView]:
    """Return all users, by login."""
    rows = context.database.reader().execute(
        'SELECT id, login, name, email, is_admin, is_active FROM "user" ORDER BY login'
    )
    for key, login, name, email, is_admin, is_active in rows:
        yield UserView(UUID(bytes=key), login, name, email, bool(is_admin), bool(is_active))


def _write_user(
    database: Database,
    actor: Actor,
    login: str,
    name: str,
    *,
    is_admin: bool,
    only_first: bool = False,
) -> UUID | None:
    """Write a user, or return None where another process was faster.

    Two may both have found the login missing or, for `only_first`, a file without users.
    """
    with database.write(actor, "add_user") as unit:
        from storage.tables import User

        condition, parameters = ("", ()) if only_first else ("WHERE login = ?", (login,))
        rows = unit.connection.execute(f'SELECT 1 FROM "user" {condition} LIMIT 1', parameters)
        if rows.fetchone():
            return None
        return unit.add(User(login=login, name=name, is_admin=is_admin)).id


def _actor(connection: sqlite3.Connection, login: str) -> Actor | None:
    row = connection.execute(
        'SELECT id, login, name, is_admin, department_id FROM "user" WHERE login = ? AND is_active',
        (login,),
    ).fetchone()
    if row is None:
        return None
    return Actor(
        user_id=UUID(bytes=row[0]),
        login=row[1],
        name=row[2] or row[1],
        is_admin=bool(row[3]),
        department_path=tuple(_path(connection, row[4])),
    )


def _path(connection: sqlite3.Connection, department: bytes | None) -> Iterator[UUID]:
    rows = connection.execute(
        "WITH RECURSIVE above(id, parent_id, depth) AS ("
        "SELECT id, parent_id, 0 FROM department WHERE id = ? UNION "
        "SELECT d.id, d.parent_id, depth + 1 FROM department d "
        "JOIN above ON d.id = above.parent_id WHERE depth < 50) "
        "SELECT id FROM above ORDER BY depth",
        (department,),
    )
    for (key,) in rows:
        yield UUID(bytes=key)


def _admins(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        'SELECT login FROM "user" WHERE is_admin AND is_active ORDER BY login'
    )
    return [login for (login,) in rows]
