"""Migrations: what they make equals the tables in the code, and what they do with data."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from domain.errors import NotAllowed, UnusableFile
from domain.ids import new_id
from domain.records.references import Reference, references_in
from domain.shipped import shipped_id
from services.activities.reminders import due_reminders
from services.context import Context
from services.identity import sign_in
from services.invoicing.issuing import issue_document
from services.invoicing.making import make_document
from services.records.finding import find_records
from services.records.use_cases import add_record, edit_record, show_record
from storage.check import find_faults
from storage.connection import connect
from storage.database import SCHEMA_VERSION, Database
from storage.files import FileStore
from storage.migrations.draft import draft
from storage.migrations.runner import migrate
from storage.tables import MODELS
from storage.values import moment_in, moment_out


def is_ours(name: str | None, kind: str, parents: object) -> bool:
    return not (kind == "table" and str(name).startswith("search_fts"))


# SQLAlchemy reads no index over an expression; the test below compares them by name.
without_expressions = pytest.mark.filterwarnings("ignore:.*expression-based index")


@without_expressions
def test_the_migrations_make_the_tables_of_the_code(empty_path: Path) -> None:
    assert MODELS
    engine = create_engine("sqlite://", creator=lambda: connect(empty_path))
    with engine.connect() as bound:
        context = MigrationContext.configure(bound, opts={"include_name": is_ours})
        assert compare_metadata(context, SQLModel.metadata) == []
    engine.dispose()


def test_the_migrations_make_the_columns_that_the_code_would_make(
    empty_path: Path, tmp_path: Path
) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'direct.db'}")
    SQLModel.metadata.create_all(engine)
    engine.dispose()
    direct, migrated = sqlite3.connect(tmp_path / "direct.db"), sqlite3.connect(empty_path)
    for table in MODELS:
        for facts in ("table_info", "foreign_key_list", "index_list"):
            pragma = f'PRAGMA {facts}("{table}")'
            # The first column counts; SQLite counts as things were made.
            here, there = (
                sorted(str(row[1:]) for row in connection.execute(pragma))
                for connection in (direct, migrated)
            )
            assert here == there, f"{facts} of {table}"
        # In the words of the code, but for quotes and brackets that mean nothing.
        indexes = "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ?"
        here, there = (
            sorted(str(row[0]).replace('"', "") for row in connection.execute(indexes, (table,)))
            for connection in (direct, migrated)
        )
        assert here == there, f"indexes of {table}"
    direct.close()
    migrated.close()


@without_expressions
def test_a_drafted_migration_has_nothing_to_do() -> None:
    source = draft("nothing to do")
    assert f"from version {SCHEMA_VERSION} to {SCHEMA_VERSION + 1}" in source
    assert source.rstrip().endswith("pass\n    # ### end Alembic commands ###")


@pytest.fixture
def filled(context: Context) -> Path:
    """A file with one contact, closed."""
    add_record(context, "contact", {"last_name": "Иванова", "companies": ["Ромашка"]})
    path = context.database.path
    context.database.close()
    return path


def test_an_older_file_is_copied_beside_itself_first(filled: Path) -> None:
    migrate(filled, SCHEMA_VERSION + 1)
    copy = filled.with_name(f"{filled.name}.v{SCHEMA_VERSION}.bak")
    database = Database.open(copy)
    assert database.version() == SCHEMA_VERSION
    assert database.reader().execute("SELECT last_name FROM contact").fetchone() == ("Иванова",)
    database.close()


def test_a_migration_keeps_records_triggers_and_search(
    filled: Path, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.SCHEMA_VERSION", SCHEMA_VERSION + 1)
    connection = sqlite3.connect(filled)
    connection.execute("DROP TRIGGER log_update_contact")
    connection.execute("DELETE FROM search_doc")
    connection.commit()
    connection.close()
    database = Database.open(filled)
    assert database.version() == SCHEMA_VERSION + 1
    assert list(find_faults(database)) == []
    (hit,) = find_records(Context(database, context.actor, context.zone), "иван", ["contact"])
    assert hit.detail == "Ромашка"
    database.close()


def test_a_file_with_a_broken_reference_is_left_as_it_was(filled: Path) -> None:
    connection = sqlite3.connect(filled)
    connection.create_function("crm_unit", 0, lambda: 1)
    connection.execute("DELETE FROM company")
    connection.commit()
    connection.close()
    with pytest.raises(UnusableFile, match="points to a row that is missing"):
        migrate(filled, SCHEMA_VERSION + 1)
    database = Database.open(filled)
    assert database.version() == SCHEMA_VERSION
    assert database.reader().execute("SELECT count(*) FROM contact").fetchone() == (1,)
    database.close()


@pytest.fixture
def first_version(tmp_path: Path) -> Path:
    """A file of version 1 with open activities, one of them done, and a person."""
    path = tmp_path / "old.db"
    migrate(path, 1)
    connection = sqlite3.connect(path)
    connection.create_function("crm_unit", 0, lambda: 1)
    connection.execute("INSERT INTO change_unit VALUES (1, 1, x'00', NULL, 'old', NULL)")
    anna = new_id().bytes
    connection.execute(
        'INSERT INTO "user"(id, login, is_admin, created_at) VALUES (?, ?, 1, 1)', (anna, "anna")
    )
    noon = moment_out(datetime(2026, 5, 6, 10, tzinfo=UTC))
    for subject, due_at, due_on, minutes, done_at in (
        ("at noon", noon, None, 15, None),
        ("that day", None, "2026-05-06", 60, None),
        ("unreminded", noon, None, None, None),
        ("done", noon, None, 15, 1),
        ("some day", None, None, 15, None),
    ):
        connection.execute(
            "INSERT INTO activity(id, kind, subject, due_at, due_on, remind_minutes, done_at, "
            "responsible_id, created_at, updated_at) VALUES (?, 'call', ?, ?, ?, ?, ?, ?, 1, 1)",
            (new_id().bytes, subject, due_at, due_on, minutes, done_at, anna),
        )
    connection.commit()
    connection.close()
    return path


@pytest.mark.row("NOTIF-04")
def test_a_file_of_the_first_version_gets_its_reminders(first_version: Path) -> None:
    database = Database.open(first_version)
    assert database.version() == SCHEMA_VERSION
    assert list(find_faults(database)) == []
    reminders = dict(database.reader().execute("SELECT subject, remind_at FROM activity"))
    assert {subject: at and moment_in(at) for subject, at in reminders.items()} == {
        "at noon": datetime(2026, 5, 6, 9, 45, tzinfo=UTC),
        "that day": datetime(2026, 5, 6, 6, tzinfo=UTC),  # 8:00 in Warsaw
        "unreminded": None,
        "done": None,
        "some day": None,
    }
    context = Context(database, sign_in(database), ZoneInfo("Europe/Warsaw"))
    due = due_reminders(context, datetime(2026, 5, 6, 11, 50, tzinfo=context.zone))
    assert [reminder.subject for reminder in due] == ["that day", "at noon"]
    database.close()


@pytest.mark.row("CONT-01")
def test_sites_and_messengers_of_an_older_file_are_compared_anew(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    migrate(path, 3)
    connection = sqlite3.connect(path)
    connection.create_function("crm_unit", 0, lambda: 1)
    connection.execute("INSERT INTO change_unit VALUES (1, 1, x'00', NULL, 'old', NULL)")
    for type_, value in (
        ("site", "https://www.rom.ru/"),
        ("messenger", "t.me/Ivan"),
        ("email", "A@rom.ru"),
    ):
        connection.execute(
            "INSERT INTO contact_point(id, record_kind, record_id, type, value, folded, is_valid) "
            "VALUES (?, 'contact', ?, ?, ?, ?, 1)",
            (new_id().bytes, new_id().bytes, type_, value, value.lower()),
        )
    connection.commit()
    connection.close()
    database = Database.open(path)
    rows = database.reader().execute("SELECT folded FROM contact_point ORDER BY type")
    assert [folded for (folded,) in rows] == ["a@rom.ru", "telegram:ivan", "rom.ru"]
    database.close()


@pytest.mark.row("LEAD-09", "B3")
def test_leads_that_were_called_converted_by_hand_are_read_only_from_then_on(
    tmp_path: Path,
) -> None:
    path = tmp_path / "old.db"
    migrate(path, 3)
    connection = sqlite3.connect(path)
    connection.create_function("crm_unit", 0, lambda: 1)
    connection.execute("INSERT INTO change_unit VALUES (1, 1, x'00', NULL, 'old', NULL)")
    keys = {code: new_id() for code in ("new", "converted")}
    for code, key in keys.items():
        connection.execute(
            "INSERT INTO lead(id, title, folded_name, status_id, created_at, updated_at) "
            "VALUES (?, ?, ?, ?, 1, 7)",
            (key.bytes, code, code, shipped_id("lead_status", code).bytes),
        )
    connection.commit()
    connection.close()
    database = Database.open(path)
    assert list(find_faults(database)) == []
    rows = database.reader().execute("SELECT title, converted_at FROM lead")
    assert dict(rows) == {"new": None, "converted": 7}
    context = Context(database, sign_in(database), ZoneInfo("Europe/Warsaw"))
    edit_record(context, "lead", keys["new"], {"comment": "call"})
    with pytest.raises(NotAllowed):
        edit_record(context, "lead", keys["converted"], {"comment": "call"})
    database.close()


@pytest.mark.row("HIST-06")
def test_of_two_settings_of_everybody_the_newer_one_stays(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    migrate(path, 3)
    connection = sqlite3.connect(path)
    connection.create_function("crm_unit", 0, lambda: 1)
    connection.execute("INSERT INTO change_unit VALUES (1, 1, x'00', NULL, 'old', NULL)")
    for name, value in (("calls", "1"), ("calls", "2"), ("other", "3")):
        connection.execute(
            "INSERT INTO setting(id, user_id, name, value) VALUES (?, NULL, ?, ?)",
            (new_id().bytes, name, value),
        )
    connection.commit()
    connection.close()
    database = Database.open(path)
    assert list(find_faults(database)) == []
    rows = database.reader().execute("SELECT name, value FROM setting ORDER BY name").fetchall()
    assert rows == [("calls", "2"), ("other", "3")]
    database.close()


@pytest.mark.row("TASK-03", "DOC-16")
def test_participants_of_an_older_file_take_part_and_its_files_are_first_versions(
    tmp_path: Path,
) -> None:
    path = tmp_path / "old.db"
    migrate(path, 4)
    connection = sqlite3.connect(path)
    connection.create_function("crm_unit", 0, lambda: 1)
    connection.execute("INSERT INTO change_unit VALUES (1, 1, x'00', NULL, 'old', NULL)")
    meeting, guest = new_id(), new_id()
    connection.execute(
        "INSERT INTO contact(id, last_name, folded_name, created_at, updated_at) "
        "VALUES (?, 'Guest', 'guest', 1, 1)",
        (guest.bytes,),
    )
    connection.execute(
        "INSERT INTO activity(id, kind, subject, created_at, updated_at) "
        "VALUES (?, 'meeting', 'Tea', 1, 1)",
        (meeting.bytes,),
    )
    connection.execute(
        "INSERT INTO activity_participant(id, activity_id, record_kind, record_id) "
        "VALUES (?, ?, 'contact', ?)",
        (new_id().bytes, meeting.bytes, guest.bytes),
    )
    data = b"cake"
    connection.execute(
        "INSERT INTO attachment(id, record_kind, record_id, sha256, role, created_at) "
        "VALUES (?, 'activity', ?, ?, 'file', 1)",
        (new_id().bytes, meeting.bytes, FileStore(path).put(data)),
    )
    connection.commit()
    connection.close()
    database = Database.open(path)
    assert list(find_faults(database)) == []
    context = Context(database, sign_in(database), ZoneInfo("Europe/Warsaw"))
    values = show_record(context, "activity", meeting).values
    assert [one.title for one in references_in(values["participants"])] == ["Guest"]
    assert (values["observers"], values["tags"], values["planned_minutes"]) == ((), (), None)
    rows = database.reader().execute("SELECT version FROM attachment").fetchall()
    assert rows == [(1,)]
    database.close()


@pytest.mark.row("INV-02", "DEAL-05")
def test_lines_of_deals_of_an_older_file_stay_what_they_were(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    migrate(path, 6)
    connection = sqlite3.connect(path)
    connection.create_function("crm_unit", 0, lambda: 1)
    connection.execute("INSERT INTO change_unit VALUES (1, 1, x'00', NULL, 'old', NULL)")
    deal = new_id()
    connection.execute(
        "INSERT INTO deal(id, title, folded_title, amount, currency, created_at, updated_at) "
        "VALUES (?, 'Chairs', 'chairs', 240000000, 'PLN', 1, 1)",
        (deal.bytes,),
    )
    connection.execute(
        "INSERT INTO line_item(id, record_kind, record_id, name, quantity, price, currency, tax) "
        "VALUES (?, 'deal', ?, 'Chair', '2', '100', 'PLN', '20')",
        (new_id().bytes, deal.bytes),
    )
    connection.commit()
    connection.close()
    database = Database.open(path)
    assert list(find_faults(database)) == []
    context = Context(database, sign_in(database), ZoneInfo("Europe/Warsaw"))
    company = add_record(context, "company", {"title": "Vega"})
    source = Reference("deal", deal, "")
    key = make_document(context, "invoice", source, {"company": str(company)})
    values = show_record(context, "invoice", key).values
    assert (values["net"], values["tax"], values["total"]) == (200, 40, 240)
    add_record(context, "own_company", {"title": "Own company"})
    assert issue_document(context, "invoice", key).endswith("-0001")
    assert show_record(context, "deal", deal).values["amount"] == 240
    database.close()
