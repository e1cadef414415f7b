"""Opening a file: pragmas, what is refused and with which sentence, and making a new one."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from domain.errors import UnusableFile
from services.identity import sign_in
from storage.connection import APPLICATION_ID, connect
from storage.database import SCHEMA_VERSION, Database
from tests.conftest import process_environment


def pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def refusal(path: Path) -> str:
    """Return the sentence with which a file is refused, which must stay as it was."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(UnusableFile) as error:
        Database.open(path)
    if before is not None:
        assert path.read_bytes() == before
    return str(error.value)


def test_every_connection_is_safe_and_patient(path: Path) -> None:
    connection = connect(path)
    assert pragma(connection, "journal_mode") == "wal"
    assert pragma(connection, "synchronous") == 2  # FULL
    assert pragma(connection, "foreign_keys") == 1
    assert pragma(connection, "busy_timeout") == 15_000
    assert pragma(connection, "application_id") == APPLICATION_ID
    assert connection.isolation_level is None
    connection.close()


def test_the_writing_connection_is_opened_the_same_way(database: Database) -> None:
    with database.write(sign_in(database), "nothing") as unit:
        assert pragma(unit.connection, "synchronous") == 2
        assert pragma(unit.connection, "foreign_keys") == 1
        assert unit.connection.in_transaction


def test_a_missing_file_is_not_made_by_reading(tmp_path: Path) -> None:
    missing = tmp_path / "nothing.db"
    with pytest.raises(UnusableFile, match="There is no database at "):
        connect(missing)
    assert not missing.exists()


def test_a_new_file_is_made_with_its_folder_and_hidden_from_strangers(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder #1?" / "crm.db"
    Database.open(path).close()
    assert path.stat().st_mode & 0o007 == 0
    assert pragma(connect(path), "user_version") == SCHEMA_VERSION


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert "cannot be made" in refusal(tmp_path / "file" / "crm.db")


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert str(tmp_path) in refusal(tmp_path)


def test_a_text_file_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("Ivan Petrov, 8 916 123-45-67\n" * 50)
    sentence = refusal(path)
    assert "is not a usable database" in sentence
    assert "--db" in sentence


@pytest.mark.parametrize("version", [0, SCHEMA_VERSION, 40])
def test_the_database_of_another_program_is_left_alone(tmp_path: Path, version: int) -> None:
    path = tmp_path / "bookmarks.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmark (url TEXT)")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.commit()
    connection.close()
    assert "is a database of another program" in refusal(path)
    assert [file.name for file in tmp_path.iterdir()] == ["bookmarks.db"]


def test_a_newer_file_is_refused(path: Path) -> None:
    set_version(path, SCHEMA_VERSION + 1)
    sentence = refusal(path)
    assert "written by a newer version of crm" in sentence
    assert "Update crm" in sentence


def set_version(path: Path, version: int) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()


def test_a_torn_file_is_refused(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[100:4096] = b"\xff" * 3996
    path.write_bytes(data)
    assert "crm restore" in refusal(path)


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "crm.db"
    path.touch()
    database = Database.open(path)
    assert sign_in(database).is_admin
    database.close()


def test_a_file_of_ours_without_tables_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "crm.db"
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.close()
    database = Database.open(path)
    assert sign_in(database).is_admin
    database.close()


def test_a_file_of_ours_that_lost_its_version_is_refused(path: Path) -> None:
    set_version(path, 0)
    assert "does not say which version" in refusal(path)


def test_a_file_that_is_up_to_date_is_opened_without_writing(path: Path) -> None:
    before = path.read_bytes()
    database = Database.open(path)
    database.reader().execute('SELECT * FROM "user"').fetchall()
    database.close()
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


MAKE = """
import sys
from pathlib import Path
from services.identity import sign_in
from storage.database import Database
database = Database.open(Path(sys.argv[1]))
print(sign_in(database).is_admin)
database.close()
"""


def test_processes_that_make_the_same_file_at_once_share_it(tmp_path: Path) -> None:
    path = tmp_path / "shared" / "crm.db"
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", MAKE, path],
            env=process_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for process in processes:
        out, err = process.communicate(timeout=60)
        assert (out, err) == ("True\n", "")
    connection = connect(path)
    assert connection.execute('SELECT count(*) FROM "user"').fetchone() == (1,)
    assert pragma(connection, "integrity_check") == "ok"
    connection.close()


def test_a_copied_file_opens_where_it_lies(path: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "другая папка"
    elsewhere.mkdir()
    copy = Path(shutil.copy(path, elsewhere / "база.db"))
    database = Database.open(copy)
    assert sign_in(database).login == "anna"
    database.close()
