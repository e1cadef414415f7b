"""Reads catalogs within tests, and tells what came of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from services.context import Context
from services.importing.catalog_table import TableOptions
from services.importing.files import import_file
from services.importing.report import ImportReport

Read = Callable[..., ImportReport]


def reader(context: Context, folder: Path) -> Read:
    """Return what reads a file with some text into the base."""

    def read(text: str, name: str = "import.xml", **said: Any) -> ImportReport:
        path = folder / name
        path.write_text(text, encoding="utf-8")
        only_try = said.pop("only_try", False)
        table = TableOptions(**said) if said else None
        return import_file(context, path, table=table, only_try=only_try)

    return read


def told(report: ImportReport) -> tuple[int, int, int, int]:
    """Return how many were created, updated, skipped and removed."""
    assert report.errors == []
    return report.created, report.updated, report.skipped, report.removed


def products(context: Context) -> dict[str, dict[str, Any]]:
    """Return what the products that are not in the bin have, by their names.

    `section` is a path, `unit` and `tax` the meanings of values, `prices` go by type.
    """
    connection = context.database.reader()
    found = {}
    for key, name, custom, section, *rest in connection.execute(
        "SELECT p.id, p.name, p.custom, p.section_id, p.code, p.bar_code, p.description, "
        "p.is_service, p.is_active, p.origin, p.external_id, u.meaning, t.meaning FROM product p "
        "LEFT JOIN dictionary_value u ON u.id = p.unit_id "
        "LEFT JOIN dictionary_value t ON t.id = p.tax_rate_id WHERE p.deleted_at IS NULL"
    ):
        names = ("code", "bar_code", "description", "is_service", "is_active", "origin")
        prices = connection.execute(
            "SELECT price_type, amount, currency FROM product_price WHERE product_id = ?", (key,)
        )
        found[name] = {
            **dict(zip((*names, "external_id", "unit", "tax"), rest, strict=True)),
            "custom": json.loads(custom),
            "section": path_of(context, section),
            "prices": {type_: f"{amount / 10**6:g} {code}" for type_, amount, code in prices},
        }
    return found


def path_of(context: Context, key: bytes | None) -> str:
    """Return the path of a section, its names between slashes."""
    names: list[str] = []
    while key is not None:
        name, key = (
            context.database.reader()
            .execute("SELECT name, parent_id FROM section WHERE id = ?", (key,))
            .fetchone()
        )
        names.insert(0, name)
    return "/".join(names)


def sections(context: Context) -> set[str]:
    """Return the paths of all sections that are not in the bin."""
    rows = context.database.reader().execute("SELECT id FROM section WHERE deleted_at IS NULL")
    return {path_of(context, key) for (key,) in rows}


def set_column(context: Context, name: str, /, **columns: Any) -> None:
    """Change columns of the product with a name, as a person would."""
    with context.database.write(context.actor, "edit_product") as unit:
        for column, value in columns.items():
            unit.connection.execute(
                f"UPDATE product SET {column} = ? WHERE name = ?", (value, name)
            )
