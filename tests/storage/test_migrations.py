"""Migrations: what they make equals the tables in the code, and what they do with data."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from domain.errors import UnusableFile
from services.context import Context
from services.records.finding import find_records
from services.records.use_cases import add_record
from storage.check import find_faults
from storage.connection import connect
from storage.database import SCHEMA_VERSION, Database
from storage.migrations.draft import draft
from storage.migrations.runner import migrate
from storage.tables import MODELS


def is_ours(name: str | None, kind: str, parents: object) -> bool:
    return not (kind == "table" and str(name).startswith("search_fts"))


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
    direct.close()
    migrated.close()


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
