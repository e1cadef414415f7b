"""All products as a table that is read back (FEATURES CAT-01)."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.records.fields import FieldType
from services.catalog.exporting import export_products
from services.context import Context
from services.fields.changing import add_field
from services.fields.definitions import NewField
from services.identity import sign_in
from services.importing.files import import_file
from services.records.use_cases import add_record
from storage.database import Database
from tests.conftest import ZONE, Outcome

pytestmark = pytest.mark.row("CAT-01")


def _add_fields(context: Context) -> None:
    for label, type_, more in (
        ("Width", FieldType.DECIMAL, {}),
        ("Colour", FieldType.CHOICE, {"choices": ("oak", "beech"), "multiple": True}),
        ("Since", FieldType.DATE, {}),
        ("Folds", FieldType.BOOL, {}),
        ("Remark", FieldType.LONG_TEXT, {}),
        ("Deposit", FieldType.MONEY, {}),
        ("Checked", FieldType.MOMENT, {}),
        ("Pieces", FieldType.INTEGER, {}),
    ):
        add_field(context, NewField("product", label, type_, **more))  # type: ignore[arg-type]


def _write(context: Context, path: Path) -> Path:
    table = export_products(context)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(table.header)
        writer.writerows(table.rows)
    return path


_WHOLE: dict[str, Any] = {
    "name": 'Desk "Oak", large; folding',
    "code": "ST-1",
    "bar_code": "0460",
    "description": "Strong\nand heavy; =1+1",
    "price": "12400.50 RUB",
    "price_purchase": "99.999999 EUR",
    "unit": "kg",
    "tax_rate": "zw",
    "is_service": False,
    "is_active": False,
    "width": "120.5",
    "colour": ["oak", "beech"],
    "since": "2026-02-01",
    "folds": True,
    "remark": "two\nlines",
    "deposit": "5 USD",
    "checked": "2026-02-01T10:00:00+00:00",
    "pieces": 12,
}


def test_what_is_written_and_read_back_is_the_same(
    context: Context, staffed_file: Path, tmp_path: Path
) -> None:
    _add_fields(context)
    outer = add_record(context, "section", {"name": "Furniture"})
    inner = add_record(context, "section", {"name": "Desks / chairs", "parent": str(outer)})
    add_record(context, "product", {**_WHOLE, "section": str(inner)})
    add_record(context, "product", {"name": "Assembly", "is_service": True, "price": "5 PLN"})
    path = _write(context, tmp_path / "products.csv")

    assert _counts(context, path) == (0, 0, 2)
    assert list(export_products(context).rows) == list(export_products(context).rows)

    database = Database.open(Path(shutil.copy(staffed_file, tmp_path / "other.db")))
    other = Context(database, sign_in(database), ZONE, "RU")
    _add_fields(other)
    assert _counts(other, path) == (2, 0, 0)
    ours, theirs = export_products(context), export_products(other)
    assert theirs.header == ours.header
    assert [row[1:] for row in theirs.rows] == [row[1:] for row in ours.rows]
    database.close()


def _counts(context: Context, path: Path) -> tuple[int, int, int]:
    report = import_file(context, path)
    assert report.errors == []
    assert report.left_out == []
    return report.created, report.updated, report.skipped


_Names = st.text("/>|\\→» ;,\"'ab", min_size=1) | st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), min_size=1
)
_Names = _Names.filter(lambda text: bool(text.strip()) and text == " ".join(text.split()))


@settings(max_examples=15)
@given(name=_Names, outer=_Names, inner=_Names)
def test_any_names_of_sections_come_back(
    staffed_file: Path, tmp_path_factory: pytest.TempPathFactory, name: str, outer: str, inner: str
) -> None:
    folder = tmp_path_factory.mktemp("names")
    database = Database.open(Path(shutil.copy(staffed_file, folder / "crm.db")))
    context = Context(database, sign_in(database), ZONE, "RU")
    top = add_record(context, "section", {"name": outer})
    below = add_record(context, "section", {"name": inner, "parent": str(top)})
    add_record(context, "product", {"name": name, "section": str(below)})
    before = list(export_products(context).rows)
    assert _counts(context, _write(context, folder / "products.csv")) == (0, 0, 1)
    assert list(export_products(context).rows) == before
    (count,) = database.reader().execute("SELECT count(*) FROM section").fetchone()
    assert count == 2
    database.close()


def test_the_command_writes_and_reads_back(crm: Callable[..., Outcome], tmp_path: Path) -> None:
    path = tmp_path / "goods.csv"
    path.write_text("Name;Price;Weight\nDesk;5,50;7\n", "utf-8")
    outcome = crm("import", path, "--dry-run")
    assert (outcome.code, "trial" in outcome.out) == (0, True)
    assert "Weight" in outcome.err
    assert crm("list", "products", "--format", "json").json == []
    outcome = crm("import", path, "--column", "Weight=property:Mass", "--format", "json")
    assert outcome.json["created"] == 1
    assert outcome.json["properties"] == 1
    written = tmp_path / "products.csv"
    assert crm("export", "products", written).code == 0
    assert "Mass" in written.read_text("utf-8-sig")
    assert crm("import", written, "--format", "json").json["skipped"] == 1
    assert crm("export", "products", written).code != 0
    assert "Desk" in crm("export", "products").out
    assert crm("export", "contacts").code != 0


def test_what_does_not_go_with_a_kind_of_file(crm: Callable[..., Outcome], tmp_path: Path) -> None:
    book = tmp_path / "book.vcf"
    book.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Anna\nEND:VCARD\n", "utf-8")
    for options in (("--key", "code"), ("--column", "A=name")):
        outcome = crm("import", book, *options)
        assert outcome.code != 0
        assert outcome.err.strip()
    assert crm("import", book, "--column", "A").code != 0
