"""Who is at work: the login of the operating system, matched to a user of the file."""

from __future__ import annotations

import getpass
import os
import sqlite3
from collections.abc import Iterator
from uuid import UUID

from domain.actors import Actor
from domain.errors import NotAllowed, NotFound
from domain.i18n import _
from storage.database import Database

SYSTEM = Actor(UUID(int=0), "crm", "crm", is_admin=True)
"""Acts where no person does, such as when the first user of a file is written."""


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
    actor = actor_of(connection, login)
    if actor is None and not connection.execute('SELECT 1 FROM "user" LIMIT 1').fetchone():
        write_user(database, SYSTEM, login, "", is_admin=True, only_first=True)
        actor = actor_of(connection, login)
    if actor is None:
        raise NotAllowed(
            _(
                "The login {login} is not known in {path}. It can be added with "
                "“crm user add {login}” by: {admins}."
            ).format(login=login, path=database.path, admins=", ".join(admins(connection)))
        )
    if acting_as is None or acting_as == login:
        return actor
    if not actor.is_admin:
        raise NotAllowed(
            _("Only an administrator may use --as. Ask one of: {admins}.").format(
                admins=", ".join(admins(connection))
            )
        )
    other = actor_of(connection, acting_as)
    if other is None:
        raise NotFound(_("There is no user with the login {login}.").format(login=acting_as))
    return other


def write_user(
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


def actor_of(connection: sqlite3.Connection, login: str) -> Actor | None:
    """Return the person with this login, None where they may not use the file."""
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


def admins(connection: sqlite3.Connection) -> list[str]:
    """Return the logins of those who may add users."""
    rows = connection.execute(
        'SELECT login FROM "user" WHERE is_admin AND is_active ORDER BY login'
    )
    return [login for (login,) in rows]
