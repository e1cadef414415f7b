"""Who is at work: the login of the operating system, matched to a user of the file."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from domain.errors import BadInput, NotAllowed, NotFound
from services.context import Context
from services.identity import sign_in
from services.users import add_user, list_users
from storage.database import Database
from tests.conftest import process_environment

ENTER = """
import sys
from pathlib import Path
from domain.errors import NotAllowed
from services.identity import sign_in
from storage.database import Database
database = Database.open(Path(sys.argv[1]))
try:
    print(sign_in(database).is_admin)
except NotAllowed:
    pass
"""


def test_whoever_makes_the_file_is_its_administrator(empty_path: Path) -> None:
    database = Database.open(empty_path)
    actor = sign_in(database)
    assert (actor.login, actor.is_admin) == ("anna", True)
    assert sign_in(database) == actor
    database.close()


def test_an_unknown_login_is_told_who_can_add_it(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "carol")
    with pytest.raises(NotAllowed) as refused:
        sign_in(context.database)
    said = str(refused.value)
    assert "The login carol is not known" in said
    assert "“crm user add carol” by: anna." in said


def test_an_added_login_gets_in_without_rights_of_an_administrator(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_user(context, "carol", " Carol Kowalska ")
    monkeypatch.setenv("LOGNAME", "carol")
    actor = sign_in(context.database)
    assert (actor.name, actor.is_admin) == ("Carol Kowalska", False)


def test_only_an_administrator_works_as_somebody_else(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sign_in(context.database, "boris").login == "boris"
    with pytest.raises(NotFound, match="no user with the login carol"):
        sign_in(context.database, "carol")
    monkeypatch.setenv("LOGNAME", "boris")
    assert sign_in(context.database, "boris").login == "boris"
    with pytest.raises(NotAllowed, match=r"Only an administrator may use --as\. Ask one of"):
        sign_in(context.database, "anna")


def test_only_an_administrator_adds_users(context: Context, other: Context) -> None:
    with pytest.raises(NotAllowed, match="Only an administrator may add users"):
        add_user(other, "carol")
    assert [user.login for user in list_users(context)] == ["anna", "boris"]


@pytest.mark.parametrize("login", ["", "  ", "boris", " boris "])
def test_a_login_is_needed_and_stands_once(context: Context, login: str) -> None:
    with pytest.raises(BadInput, match="login"):
        add_user(context, login)


def test_one_who_has_left_does_not_get_in(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    with context.database.write(context.actor, "edit_user") as unit:
        unit.connection.execute("UPDATE \"user\" SET is_active = 0 WHERE login = 'boris'")
    monkeypatch.setenv("LOGNAME", "boris")
    with pytest.raises(NotAllowed, match="boris is not known"):
        sign_in(context.database)


def test_of_two_who_open_a_new_file_at_once_one_is_administrator(empty_path: Path) -> None:
    def enter(login: str) -> str:
        done = subprocess.Popen(
            [sys.executable, "-c", ENTER, empty_path],
            env=process_environment() | {"LOGNAME": login},
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.communicate(timeout=60)[0]

    with ThreadPoolExecutor() as pool:
        admins = list(pool.map(enter, ["anna", "boris", "carol"]))
    assert sorted(admins) == ["", "", "True\n"]
