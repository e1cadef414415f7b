"""Others work on while a catalog is read, or tried out."""

from __future__ import annotations

from pathlib import Path

import pytest
from catalog_reader import products, told
from exchange_files import GROUPS, catalog, document, product

from services.context import Context
from services.importing.files import import_file
from services.records.use_cases import add_record


@pytest.mark.row("ONEC-01")
@pytest.mark.parametrize("only_try", [False, True])
def test_others_can_write_while_a_catalog_is_read_or_tried(
    context: Context, other: Context, tmp_path: Path, only_try: bool
) -> None:
    path = tmp_path / "goods.xml"
    path.write_text(document(GROUPS, catalog(product("a1", "Стол"))), "utf-8")
    added: list[str] = []

    def meanwhile(_count: int) -> None:
        if only_try or not added:
            added.append(str(add_record(other, "contact", {"last_name": "Ким"})))

    report = import_file(context, path, meanwhile, only_try=only_try)
    assert told(report) == (1, 0, 0, 0)
    assert len(added) == (2 if only_try else 1)
    rows = context.database.reader().execute("SELECT count(*) FROM contact WHERE last_name = 'Ким'")
    assert rows.fetchone() == (len(added),)
    assert len(products(context)) == (0 if only_try else 1)
