"""The catalog from the shell: sections as a tree, products as records."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.row("CAT-02", "CAT-03")
def test_sections_are_added_shown_moved_and_deleted(crm: Callable[..., Any]) -> None:
    chairs = crm("sections", "add", "Furniture/Office/Chairs").word
    assert crm("sections", "add", "furniture / office/chairs").word == chairs
    crm("sections", "add", "Lamps")
    product = {"name": "Ant", "section": "Chairs", "price": "10.50 EUR", "unit": "pcs"}
    crm("add", "product", "--json", json.dumps(product))
    assert crm("sections").out.splitlines() == [
        *("Furniture (1)", "  Office (1)", "    Chairs (1)", "Lamps (0)"),
    ]
    crm("sections", "move", "Office/Chairs", "--into", "Lamps")
    (line,) = crm("sections", "list", "lamps", "--format", "json").json
    assert line == {"id": chairs, "name": "Chairs", "path": ["Lamps", "Chairs"], "products": 1}
    assert "Lamps / Chairs,1" in crm("sections", "--format", "csv").out
    crm("sections", "delete", "Lamps")
    assert crm("sections").out.splitlines() == ["Furniture (0)", "  Office (0)"]
    assert crm("list", "products", "--format", "json").json == []


@pytest.mark.row("CAT-06", "CAT-07", "CAT-13")
def test_products_are_added_shown_and_listed(crm: Callable[..., Any]) -> None:
    product = {"name": "Ant", "code": "A-1", "price": "10.50 EUR", "tax_rate": "20"}
    key = crm("add", "product", "--json", json.dumps(product)).word
    shown = crm("show", "product", key, "--format", "json").json
    assert shown["price"] == {"amount": "10.5", "currency": "EUR"}
    assert (shown["title"], shown["is_active"], shown["tax_rate"]) == ("Ant", True, "20")
    (row,) = crm("list", "products", "--filter", "price:..11", "--format", "json").json
    assert row["code"] == "A-1"
    assert "Ant" in crm("list", "products").out
    assert "Ant" in crm("find", "a-1").out


@pytest.mark.row("CAT-10")
def test_properties_of_a_section(crm: Callable[..., Any]) -> None:
    crm("sections", "add", "Chairs")
    crm("fields", "add", "product", "height", "--label", "Height", "--type", "number")
    assert "all products" in crm("sections", "properties", "Chairs").out
    assert "Chairs" in crm("sections", "properties", "Chairs", "height").out
    assert "all products" in crm("sections", "properties", "Chairs", "--clear").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("sections", "move", "Nowhere"), "There is no section"),
        (("sections", "add", " / "), "needs a name"),
        (("sections", "move", "A", "--into", "A/B"), "below it"),
        (("sections", "delete", "B"), "several sections: A / B; C / B"),
    ],
)
def test_what_cannot_be_done_is_said(
    crm: Callable[..., Any], arguments: tuple[str, ...], said: str
) -> None:
    for path in ("A/B", "C/B"):
        crm("sections", "add", path)
    outcome = crm(*arguments)
    assert outcome.code != 0
    assert said in outcome.err
