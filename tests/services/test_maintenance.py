"""Care of the file: backup, restore, doctor, also while others have it open."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from snapshots import differences, snapshot

from domain.errors import BadInput, NotAllowed, UnusableFile
from services.changes import ChangeWatch
from services.context import Context
from services.importing.contacts import import_contacts
from services.maintenance import back_up, check, mend, restore
from services.records.finding import find_records
from services.records.use_cases import add_record, edit_record
from storage.connection import connect
from storage.database import SCHEMA_VERSION, Database
from storage.files import FileStore
from tests.conftest import process_environment

PHOTO_CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ким;Олег;;;\r\nTEL:+79161234567\r\n"
    "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD/2Q==\r\nEND:VCARD\r\n"
)


@pytest.fixture
def filled(context: Context, tmp_path: Path) -> Context:
    """A database with a contact that has a photo, and a company."""
    book = tmp_path / "book.vcf"
    book.write_text(PHOTO_CARD, "utf-8")
    import_contacts(context, book)
    add_record(context, "company", {"title": "Ромашка"})
    return context


@contextmanager
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file as vandals do: without guards, logging nothing."""
    connection = sqlite3.connect(path)
    connection.create_function("crm_unit", 0, lambda: 1)
    connection.create_function("crm_words", 1, lambda text: text)
    yield connection
    connection.commit()
    connection.close()


def test_a_backup_holds_everything_and_opens_by_itself(filled: Context, tmp_path: Path) -> None:
    copy = back_up(filled.database.path, tmp_path / "copy" / ".." / "copy.db")
    database = Database.open(copy)
    assert differences(snapshot(filled.database), snapshot(database)) == {}
    assert check(database) == []
    database.close()
    (digest,) = filled.database.reader().execute("SELECT sha256 FROM attachment").fetchone()
    assert FileStore(copy).is_sound(digest)


def test_a_backup_into_a_folder_bears_the_time(filled: Context, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    first = back_up(filled.database.path, folder)
    assert first.parent == folder
    assert first.name.startswith("crm-20")
    assert first.suffix == ".db"


def test_a_backup_does_not_replace_a_file_unasked(filled: Context, tmp_path: Path) -> None:
    target = tmp_path / "letter.txt"
    target.write_text("dear Sir")
    with pytest.raises(BadInput, match="is there already"):
        back_up(filled.database.path, target)
    assert target.read_text() == "dear Sir"
    back_up(filled.database.path, target, overwrite=True)
    database = Database.open(target)
    assert check(database) == []
    database.close()


def test_a_backup_is_not_the_database_itself(filled: Context) -> None:
    path = filled.database.path
    with pytest.raises(BadInput, match="cannot be the database itself"):
        back_up(path, path, overwrite=True)
    assert check(filled.database) == []


def test_a_backup_that_cannot_be_written_says_so(filled: Context, tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="nowhere"):
        back_up(filled.database.path, tmp_path / "nowhere" / "copy.db")


def test_a_backup_sees_what_others_are_just_writing_only_when_it_is_saved(
    filled: Context, other: Context, tmp_path: Path
) -> None:
    with other.database.write(other.actor, "slow") as unit:
        unit.connection.execute("UPDATE company SET title = 'half done'")
        copy = back_up(filled.database.path, tmp_path / "copy.db")
    connection = connect(copy)
    assert connection.execute("SELECT title FROM company").fetchone() == ("Ромашка",)
    connection.close()


def test_restore_brings_back_and_keeps_what_was_there(filled: Context, tmp_path: Path) -> None:
    path = filled.database.path
    copy = back_up(path, tmp_path / "copy.db")
    then = snapshot(filled.database)
    (company,) = find_records(filled, "ромашка", ["company"])
    edit_record(filled, "company", company.id, {"title": "Василёк"})
    now = snapshot(filled.database)
    kept = restore(copy, path)
    assert differences(then, snapshot(filled.database)) == {}
    assert check(filled.database) == []
    assert kept is not None
    database = Database.open(kept)
    assert differences(now, snapshot(database)) == {}
    database.close()


def test_an_open_program_sees_what_was_restored(
    filled: Context, other: Context, tmp_path: Path
) -> None:
    copy = back_up(filled.database.path, tmp_path / "copy.db")
    add_record(other, "company", {"title": "Василёк"})
    watch = ChangeWatch(other)
    restore(copy, filled.database.path)
    assert "company" in watch.changed_kinds()
    assert find_records(other, "василек", ["company"]) == []
    add_record(other, "company", {"title": "Мак"})
    assert watch.changed_kinds() == {"company"}
    assert [hit.title for hit in find_records(filled, "мак", ["company"])] == ["Мак"]


def test_restore_twice_in_a_second_keeps_both(filled: Context, tmp_path: Path) -> None:
    copy = back_up(filled.database.path, tmp_path / "copy.db")
    assert restore(copy, filled.database.path) != restore(copy, filled.database.path)


def test_restore_where_nothing_was_yet(filled: Context, tmp_path: Path) -> None:
    copy = back_up(filled.database.path, tmp_path / "copy.db")
    fresh = tmp_path / "new" / "crm.db"
    assert restore(copy, fresh) is None
    database = Database.open(fresh)
    assert check(database) == []
    database.close()


def torn(path: Path) -> Path:
    data = bytearray(path.read_bytes())
    data[: len(data) // 2] = b"\xff" * (len(data) // 2)
    path.write_bytes(data)
    return path


def test_a_damaged_backup_changes_nothing(filled: Context, tmp_path: Path) -> None:
    copy = torn(back_up(filled.database.path, tmp_path / "copy.db"))
    before = snapshot(filled.database)
    with pytest.raises(UnusableFile):
        restore(copy, filled.database.path)
    assert differences(before, snapshot(filled.database)) == {}


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        ("PRAGMA application_id = 7", "damaged or no backup of crm. Nothing was changed"),
        (f"PRAGMA user_version = {SCHEMA_VERSION + 1}", "written by a newer version of crm"),
    ],
)
def test_what_is_no_backup_of_ours_changes_nothing(
    filled: Context, tmp_path: Path, spoil: str, sentence: str
) -> None:
    copy = back_up(filled.database.path, tmp_path / "copy.db")
    with raw(copy) as connection:
        connection.execute(spoil)
    before = snapshot(filled.database)
    with pytest.raises(UnusableFile, match=sentence):
        restore(copy, filled.database.path)
    assert differences(before, snapshot(filled.database)) == {}


def test_a_backup_that_is_not_there_is_named(filled: Context, tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="There is no backup at"):
        restore(tmp_path / "none.db", filled.database.path)
    with pytest.raises(BadInput, match="the database itself"):
        restore(filled.database.path, filled.database.path)


def test_a_damaged_database_is_replaced_and_kept(filled: Context, tmp_path: Path) -> None:
    path = filled.database.path
    copy = back_up(path, tmp_path / "copy.db")
    then = snapshot(filled.database)
    filled.database.close()
    damaged = torn(path).read_bytes()
    with pytest.raises(UnusableFile, match="crm restore"):
        Database.open(path)
    kept = restore(copy, path)
    assert kept is not None
    assert kept.read_bytes() == damaged
    database = Database.open(path)
    assert differences(then, snapshot(database)) == {}
    assert check(database) == []
    database.close()


def faults(context: Context) -> str:
    return "\n".join(check(context.database))


def test_a_sound_file_has_no_faults(filled: Context) -> None:
    assert check(filled.database) == []


def test_the_doctor_finds_rows_that_belong_to_nobody(filled: Context) -> None:
    with raw(filled.database.path) as connection:
        connection.execute("DELETE FROM contact")
    said = faults(filled)
    assert "1 row of contact_point belongs to a record that is missing." in said
    assert "1 row of attachment belongs to a record that is missing." in said


def test_the_doctor_finds_broken_references(filled: Context) -> None:
    with raw(filled.database.path) as connection:
        connection.execute("DELETE FROM import_run")
    assert "of import_record points to a import_run that is missing" in faults(filled)


@pytest.mark.parametrize(
    "name", ["log_update_contact", "guard_system_value", "search_insert", "search_delete"]
)
def test_the_doctor_finds_and_mends_missing_triggers(filled: Context, name: str) -> None:
    with raw(filled.database.path) as connection:
        connection.execute(f"DROP TRIGGER {name}")
    assert "crm doctor --repair" in faults(filled)
    mend(filled)
    assert check(filled.database) == []


def test_the_doctor_finds_and_mends_missing_documents(filled: Context) -> None:
    with raw(filled.database.path) as connection:
        connection.execute("DELETE FROM search_doc")
    assert "2 records cannot be found by search. Run “crm doctor --repair”." in faults(filled)
    mend(filled)
    assert check(filled.database) == []
    assert len(find_records(filled, "ким")) == 1


def test_the_doctor_finds_missing_and_damaged_files(filled: Context) -> None:
    store = FileStore(filled.database.path)
    (digest,) = filled.database.reader().execute("SELECT sha256 FROM attachment").fetchone()
    store.path(digest).write_bytes(b"x")
    assert "The attached file photo.jpeg is missing" in faults(filled)
    store.path(digest).unlink()
    assert "The attached file photo.jpeg is missing" in faults(filled)


def test_the_doctor_reports_a_damaged_page(filled: Context) -> None:
    path = filled.database.path
    filled.database.close()
    (page,) = (
        connect(path)
        .execute("SELECT rootpage FROM sqlite_master WHERE name = 'contact'")
        .fetchone()
    )
    (size,) = connect(path).execute("PRAGMA page_size").fetchone()
    data = bytearray(path.read_bytes())
    data[(page - 1) * size : page * size] = b"\xaa" * size
    path.write_bytes(data)
    database = Database.open(path)
    said = "\n".join(check(database))
    assert "malformed" in said
    assert "crm restore" in said
    database.close()


WORK = """
import os, sys
from pathlib import Path
from zoneinfo import ZoneInfo
from services.context import Context
from services.identity import sign_in
from services.records.use_cases import add_record, load_writing
from storage.database import Database

def work(name):
    database = Database.open(Path(sys.argv[1]))
    context = Context(database, sign_in(database), ZoneInfo("UTC"))
    for number in range(5):
        add_record(context, "contact", {"last_name": f"{name}-{number}", "phones": ["112"]})
    database.close()

load_writing()
import storage.unit
children = []
for name in range(int(sys.argv[2])):
    child = os.fork()
    if not child:
        status = 1
        try:
            work(name)
            status = 0
        finally:
            os._exit(status)
    children.append(child)
sys.exit(any(os.waitpid(child, 0)[1] for child in children))
"""


def at_work(path: Path, people: int) -> subprocess.Popen[bytes]:
    """Start processes that make five contacts each, at once."""
    return subprocess.Popen(
        [sys.executable, "-c", WORK, path, str(people)],
        env=process_environment(),
        stderr=subprocess.PIPE,
    )


def test_a_backup_while_another_process_writes_is_whole(filled: Context, tmp_path: Path) -> None:
    process = at_work(filled.database.path, 1)
    copies: list[Path] = []
    while process.poll() is None:
        copies.append(back_up(filled.database.path, tmp_path / f"copy{len(copies)}.db"))
    assert (process.returncode, process.communicate()[1]) == (0, b"")
    for copy in copies[-3:]:
        database = Database.open(copy)
        assert check(database) == []
        database.close()


def test_many_processes_write_at_once(context: Context) -> None:
    process = at_work(context.database.path, 20)
    assert process.communicate(timeout=120)[1] == b""
    assert process.returncode == 0
    reader = context.database.reader()
    count = "SELECT count(*), count(DISTINCT last_name) FROM contact"
    assert reader.execute(count).fetchone() == (100, 100)
    clocks = reader.execute("SELECT clock FROM change_unit ORDER BY seq").fetchall()
    assert clocks == sorted(set(clocks))
    assert check(context.database) == []


def test_a_copy_over_an_open_backup_holds_the_new_data(filled: Context, tmp_path: Path) -> None:
    target = back_up(filled.database.path, tmp_path / "copy.db")
    open_elsewhere = connect(target)
    open_elsewhere.execute("CREATE TABLE leftover(x)")
    add_record(filled, "company", {"title": "Вега"})
    back_up(filled.database.path, target, overwrite=True)
    open_elsewhere.close()
    connection = connect(target)
    assert connection.execute("SELECT count(*) FROM company").fetchone() == (2,)
    connection.close()


def test_only_an_administrator_replaces_the_database(
    filled: Context, other: Context, tmp_path: Path
) -> None:
    copy = back_up(filled.database.path, tmp_path / "copy.db")
    with pytest.raises(NotAllowed):
        restore(copy, filled.database.path, "boris")
    with pytest.raises(NotAllowed):
        mend(other)
