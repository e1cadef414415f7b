"""A made-up catalog: how deep it is, what products have, and that it is found."""

from __future__ import annotations

import pytest

from domain.errors import BadInput
from services.catalog.picking import search_products
from services.context import Context
from services.seeding.seed import LOGGED_LIMIT, seed
from services.undo import undo
from storage.check import find_faults


def make(context: Context, *, products: int, sections: int) -> None:
    nothing = {"contacts": 0, "companies": 0, "deals": 0, "activities": 0}
    seed(context, **nothing, products=products, sections=sections, seed=3)


def count(context: Context, table: str) -> int:
    return int(context.database.reader().execute(f"SELECT count(*) FROM {table}").fetchone()[0])


@pytest.mark.row("CAT-02")
@pytest.mark.parametrize("products", [50, LOGGED_LIMIT])
def test_sections_are_thirty_deep_and_products_are_whole(context: Context, products: int) -> None:
    make(context, products=products, sections=60)
    reader = context.database.reader()
    (deepest,) = reader.execute(
        "SELECT count(*) FROM section_within GROUP BY section_id ORDER BY 1 DESC LIMIT 1"
    ).fetchone()
    assert deepest == 30
    assert (count(context, "section"), count(context, "product")) == (60, products)
    assert count(context, "product_price") == 2 * products
    (missing,) = reader.execute(
        "SELECT count(*) FROM product WHERE section_id IS NULL OR unit_id IS NULL "
        "OR tax_rate_id IS NULL OR custom ->> 'color' IS NULL OR custom ->> 'width' IS NULL"
    ).fetchone()
    assert missing == 0
    assert list(find_faults(context.database)) == []
    (found,) = search_products(context, "A-000007", with_inactive=True)
    assert found.code == "A-000007"
    assert found.price is not None


def test_a_small_catalog_goes_with_one_step(context: Context) -> None:
    make(context, products=20, sections=5)
    assert undo(context) == "made-up base"
    for table in ("section", "section_within", "product", "product_price", "field_definition"):
        assert count(context, table) == 0


def test_a_second_run_makes_other_products_with_the_same_properties(context: Context) -> None:
    make(context, products=10, sections=0)
    make(context, products=10, sections=0)
    assert (count(context, "product"), count(context, "field_definition")) == (20, 2)


def test_no_number_is_negative(context: Context) -> None:
    with pytest.raises(BadInput, match="cannot be negative: -1"):
        make(context, products=-1, sections=0)
