"""The story of a catalog: sections and products are made by keys, moved, filtered and sold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from terminal import Terminal


@pytest.mark.row("CAT-01", "CAT-02", "CAT-03", "CAT-04", "CAT-06", "CAT-07", "CAT-10")
def test_from_an_empty_catalog_to_a_product_in_its_section(
    path: Path, crm: Callable[..., Any]
) -> None:
    with Terminal("--db", str(path), "--as", "anna") as anna:
        anna.wait_for("Nothing is planned.")
        anna.press("4")
        anna.wait_for("The catalog is empty.")
        anna.press("h")
        for name in ("Furniture", "Chairs"):
            anna.press("n")
            anna.wait_for("New section")
            anna.send(name)
            anna.press("ctrl+s")
            anna.wait_for("Section added. u takes it back.")
        anna.wait_for("Catalog › Furniture › Chairs")
        anna.press("A")
        anna.wait_for("Properties of products in Chairs")
        anna.press("n")
        anna.wait_for("New field of: product")
        anna.send("Colour")
        anna.press("ctrl+s")
        anna.wait_for("Added: products in Chairs have it.")
        anna.press("enter")
        anna.wait_until_gone("Properties of products")
        anna.press("l", "n")
        anna.wait_for("New: product", "Colour")
        anna.send("Chair Nord")
        anna.press("ctrl+s")
        anna.wait_for("Added. u takes it back.", "Chair Nord", "1 record")
        anna.press("backspace")
        anna.wait_for("Catalog › Furniture · with all below")
        anna.press("B")
        anna.wait_for("this section alone", "There is no product here.")
        anna.press("B", "h", "j", "X", "g", "P")
        anna.wait_for("Moved. u takes it back.", "Catalog › Chairs")
        anna.press("u")
        anna.wait_for("Undone", "Catalog › Furniture › Chairs")
    (product,) = crm("list", "product", "--format", "json").json
    assert product["section"]["title"] == "Chairs"
    assert crm("sections", "--format", "csv").out.count("Chairs") >= 1
