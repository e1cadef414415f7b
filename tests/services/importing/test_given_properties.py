"""Properties that a file brings go to the sections whose products have them (FEATURES CAT-10)."""

from __future__ import annotations

from pathlib import Path

import pytest
from catalog_reader import Read, reader, told
from exchange_files import GROUPS, catalog, document, product

from services.catalog.properties import own_properties, set_properties
from services.catalog.tree import walk
from services.context import Context
from services.importing.catalog_table import TableOptions
from services.importing.files import import_file
from services.undo import undo

pytestmark = pytest.mark.row("ONEC-01", "CAT-10")

_IN_TABLES = "<Группы><Ид>g2</Ид></Группы>"


@pytest.fixture
def read(context: Context, tmp_path: Path) -> Read:
    """Read a catalog as anna."""
    return reader(context, tmp_path)


def _colour(value: str) -> str:
    pair = f"<Ид>p1</Ид><Значение>{value}</Значение>"
    return f"<ЗначенияСвойств><ЗначенияСвойства>{pair}</ЗначенияСвойства></ЗначенияСвойств>"


def _table(colour: str) -> str:
    return document(GROUPS, catalog(product("a1", "Стол", _IN_TABLES + _colour(colour))))


def _given(context: Context) -> set[tuple[str, str]]:
    """Return which section gives its products which property."""
    keys = [(line.name, line.id) for line, _path in walk(context)]
    return {(name, one) for name, key in keys for one in own_properties(context, key)}


def test_a_new_property_is_one_of_the_sections_whose_products_have_it(
    context: Context, read: Read
) -> None:
    assert told(read(_table("v2"))) == (1, 0, 0, 0)
    assert _given(context) == {("Столы", "tsvet")}
    tables = next(line.id for line, _path in walk(context) if line.name == "Столы")
    set_properties(context, tables, [])
    assert told(read(_table("v1"))) == (0, 1, 0, 0)
    assert _given(context) == set()
    undo(context)
    undo(context)
    assert _given(context) == {("Столы", "tsvet")}


def test_a_new_property_of_a_product_in_no_section_is_one_of_all(
    context: Context, read: Read
) -> None:
    loose = product("a2", "Лампа", _colour("v1"))
    table = product("a1", "Стол", _IN_TABLES + _colour("v2"))
    assert told(read(document(GROUPS, catalog(table + loose)))) == (2, 0, 0, 0)
    assert _given(context) == set()


def test_new_columns_of_a_table_are_properties_of_the_sections_whose_products_have_them(
    context: Context, tmp_path: Path
) -> None:
    table = tmp_path / "products.csv"
    rows = ("Name;Section;Seat;Legs", "Nord;Chairs;soft;", "Vega;Chairs;;4", "Desk;Tables;;4")
    table.write_text("\n".join(rows), "utf-8")
    assert import_file(context, table, table=TableOptions(new_properties=True)).created == 3
    given = {("Chairs", "seat"), ("Chairs", "legs"), ("Tables", "legs")}
    assert _given(context) == given
    table.write_text("\n".join([*rows, "Lamp;Lamps;bright;"]), "utf-8")
    assert import_file(context, table, table=TableOptions(new_properties=True)).created == 1
    assert _given(context) == given
