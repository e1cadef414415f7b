"""Prices of products in SQL."""

from __future__ import annotations

from domain.records.fields import PriceOf


def price_sql(store: PriceOf, alias: str = "r") -> tuple[str, str]:
    """Return SQL for the amount and the currency of a price of the product under `alias`."""
    code = store.price_type.replace("'", "''")
    found = f"FROM product_price x WHERE x.product_id = {alias}.id AND x.price_type = '{code}')"
    return f"(SELECT x.amount {found}", f"(SELECT x.currency {found}"
