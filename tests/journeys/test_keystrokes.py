"""How many keys the usual calls take, counted on the program in a terminal."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from terminal import Terminal
from typist import Typist

from domain.records.references import Reference
from services.clients import ClientGlance, glance_at_client
from services.context import Context
from services.identity import sign_in
from services.records.finding import find_records
from services.records.use_cases import add_record
from services.seeding.seed import seed
from storage.database import Database
from tests.conftest import ZONE

TEN_WORDS = "wants five percent if fifty pieces, asks for the drawings"


@pytest.fixture(scope="module")
def large_file(staffed_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base with 10,000 contacts, among them one that is known; copy it, do not open it."""
    path = Path(shutil.copy(staffed_file, tmp_path_factory.mktemp("large") / "large.db"))
    database = Database.open(path)
    context = Context(database, sign_in(database), ZONE)
    seed(context, contacts=9_999, companies=1_000, deals=100, activities=0, seed=11)
    data = {"last_name": "Quast", "first_name": "Ute", "phones": ["+49 30 901 820 7391"]}
    add_record(context, "contact", data)
    database.close()
    return path


@pytest.fixture
def large(large_file: Path, tmp_path: Path) -> Iterator[Context]:
    """Anna at work on a copy of the large base."""
    database = Database.open(Path(shutil.copy(large_file, tmp_path / "crm.db")))
    yield Context(database, sign_in(database), ZONE)
    database.close()


def glance(context: Context, key: UUID) -> ClientGlance:
    """Return the last contacts and the next steps of a contact."""
    found = glance_at_client(context, Reference("contact", key, ""))
    assert found is not None
    return found


@pytest.mark.row("CALL-03", "CALL-05", "CALL-08")
@pytest.mark.parametrize("typed", ["qua", "7391"])
def test_a_known_client_takes_at_most_twelve_keys(large: Context, typed: str) -> None:
    with Terminal("--db", str(large.database.path)) as screen:
        screen.wait_for("Nothing is planned.")
        typist = Typist(screen)
        typist.press("ctrl+l", *typed)
        screen.wait_for("> Quast Ute")
        typist.press("enter")
        typist.write(TEN_WORDS)
        typist.press("tab", "1", "tab", "t", "ctrl+s")
        screen.wait_for("The call is logged.", "Tomorrow 1", "10:00", "Quast Ute")
        assert typist.keys <= 12
    hit = find_records(large, "Quast", ("contact",))[0]
    known = glance(large, hit.id)
    (past,), (planned,) = known.past, known.planned
    assert (past.kind, past.outcome, past.text) == ("call", "Reached", TEN_WORDS)
    assert planned.kind == "call"
    assert planned.due_at is not None
    assert f"{planned.due_at.astimezone(ZONE):%H:%M}" == "10:00"


@pytest.mark.row("CALL-03", "CALL-05", "CALL-08")
def test_a_new_caller_takes_at_most_twenty_keys(large: Context) -> None:
    with Terminal("--db", str(large.database.path)) as screen:
        screen.wait_for("Nothing is planned.")
        typist = Typist(screen)
        typist.press("ctrl+l")
        typist.write("Xaver Yblom, Zyxwerk, +49 30 901 820 4456")
        screen.wait_for("> + new client: Yblom Xaver · Zyxwerk · +49 30 9018204456")
        typist.press("enter")
        typist.write(TEN_WORDS)
        typist.press("tab", "1", "tab", "t", "ctrl+s")
        screen.wait_for("The call is logged.", "Tomorrow 1", "10:00", "Yblom Xaver · Zyx")
        assert typist.keys <= 20
    hit = find_records(large, "Yblom", ("contact",))[0]
    known = glance(large, hit.id)
    assert [past.text for past in known.past] == [TEN_WORDS]
    assert len(known.planned) == 1
