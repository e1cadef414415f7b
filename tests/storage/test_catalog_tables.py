"""The tables of the catalog: what a file of an older version gets, and what nobody may write."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from uuid import UUID

import pytest

from domain.errors import NotAllowed
from domain.ids import new_id
from services.context import Context
from storage.check import find_faults
from storage.database import SCHEMA_VERSION, Database
from storage.migrations.runner import migrate
from storage.tables import Section


@pytest.mark.row("CAT-20", "TAX-01")
def test_a_file_of_version_6_gets_the_catalog_and_keeps_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    migrate(path, 6)
    connection = sqlite3.connect(path)
    connection.create_function("crm_unit", 0, lambda: 1)
    connection.execute("INSERT INTO change_unit VALUES (1, 1, x'00', NULL, 'old', NULL)")
    lead = new_id().bytes
    connection.execute(
        "INSERT INTO lead(id, title, created_at, updated_at) VALUES (?, 'Chairs', 1, 1)", (lead,)
    )
    connection.execute(
        "INSERT INTO line_item(id, record_kind, record_id, name, price) "
        "VALUES (?, 'lead', ?, 'Chair', '12.50')",
        (new_id().bytes, lead),
    )
    connection.commit()
    connection.close()
    database = Database.open(path)
    assert database.version() == SCHEMA_VERSION
    assert list(find_faults(database)) == []
    reader = database.reader()
    assert reader.execute("SELECT name, price, product_id FROM line_item").fetchall() == [
        ("Chair", "12.50", None)
    ]
    meanings = dict(
        reader.execute(
            "SELECT d.code || ' ' || v.code, v.meaning FROM dictionary d "
            "JOIN dictionary_value v ON v.dictionary_id = d.id"
        )
    )
    assert meanings["unit pcs"] == "796"
    assert meanings["tax_rate 20"] == "S 20"
    assert meanings["price_type purchase"] == ""
    database.close()


def section(context: Context, parent: UUID | None = None) -> UUID:
    with context.database.write(context.actor, "add_record") as unit:
        return unit.add(Section(name="Chairs", parent_id=parent)).id


@pytest.mark.row("CAT-02")
def test_no_statement_puts_a_section_within_itself(context: Context) -> None:
    top = section(context)
    middle = section(context, top)
    bottom = section(context, middle)
    for target in (top, middle, bottom):
        with (
            pytest.raises(NotAllowed, match="below it"),
            context.database.write(context.actor, "edit_record") as unit,
        ):
            unit.connection.execute(
                "UPDATE section SET parent_id = ? WHERE id = ?", (target.bytes, top.bytes)
            )
    own = new_id().bytes
    with (
        pytest.raises(NotAllowed),
        context.database.write(context.actor, "add_record") as unit,
    ):
        unit.connection.execute(
            "INSERT INTO section(id, parent_id, created_at, updated_at) VALUES (?, ?, 1, 1)",
            (own, own),
        )
