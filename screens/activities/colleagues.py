"""Choosing a colleague in a form, by a digit or by the first letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from domain.errors import BadInput
from domain.i18n import _
from domain.text import fold
from services.users import UserView


def colleague_labels(users: Sequence[UserView]) -> list[str]:
    """Return how each colleague is called: the name, or the login of one without a name."""
    return [user.name or user.login for user in users]


def read_colleague(users: Sequence[UserView], text: str) -> UserView:
    """Return the colleague whose name or login is this, or the only one who begins so.

    Raises BadInput with those that there are.
    """
    wanted = fold(text)
    exact = [u for u in users if wanted in (fold(u.name or u.login), fold(u.login))]
    near = [
        user
        for user in users
        if any(word.startswith(wanted) for word in fold(f"{user.name} {user.login}").split())
    ]
    for found in (exact, near):
        if len(found) == 1 and wanted:
            return found[0]
    raise BadInput(
        _("Name one of: {people}.").format(people=", ".join(colleague_labels(users))),
        "responsible",
    )


def explain_colleague(users: Sequence[UserView]) -> Callable[[str], str]:
    """Return what says which colleague a text means."""

    def explain(text: str) -> str:
        user = read_colleague(users, text)
        name = user.name or user.login
        return "" if fold(text) == fold(name) else f"= {name}"

    return explain
