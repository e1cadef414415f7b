"""The colleagues among whom a form chooses."""

from __future__ import annotations

from domain.records.values import Person
from services.context import Context
from services.users import list_users


def colleague_choices(context: Context, present: Person | None = None) -> dict[str, str]:
    """Return the logins of those who work on the file, each with the name.

    `present` is among them even after having left. Who has no name is called by the login.
    """
    choices = {
        user.login: user.name or user.login for user in list_users(context) if user.is_active
    }
    return choices if present is None else {present.login: present.name} | choices
