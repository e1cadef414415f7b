"""Products of interest of a lead are taken over to a deal, by the service and by a key."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from domain.errors import Conflict
from domain.parts import LineItem
from services.context import Context
from services.deals.lead_products import copy_lead_products, leads_with_products
from services.leads.converting import Existing, New, convert_lead
from services.records.use_cases import add_record, show_record
from services.undo import undo

CHAIR = {"name": "Chair", "quantity": 40, "price": 100, "currency": "PLN"}
LAMP = {"name": "Lamp", "price": 30, "currency": "PLN"}


def lead(context: Context, title: str, *products: dict[str, object]) -> UUID:
    return add_record(context, "lead", {"title": title, "products": [*products]})


def products(context: Context, key: UUID) -> list[str]:
    found = show_record(context, "deal", key).values["products"]
    assert isinstance(found, tuple)
    return [part.name for part in found if isinstance(part, LineItem)]


@pytest.mark.row("DEAL-05")
def test_a_later_deal_of_the_client_gets_the_products_of_the_lead(context: Context) -> None:
    source = lead(context, "Fair", CHAIR, LAMP)
    company = convert_lead(context, source, company=New({"title": "Vega"})).results["company"]
    key = add_record(
        context, "deal", {"title": "Again", "company": str(company), "products": [LAMP]}
    )
    assert [(one.label, one.count) for one in leads_with_products(context, key)] == [("Fair", 2)]
    assert copy_lead_products(context, key, source) == 1
    assert products(context, key) == ["Lamp", "Chair"]
    assert show_record(context, "deal", key).values["amount"] == Decimal(4030)
    with pytest.raises(Conflict, match="already"):
        copy_lead_products(context, key, source)
    assert undo(context) == "products of the lead taken over"
    assert products(context, key) == ["Lamp"]
    assert show_record(context, "deal", key).values["amount"] == Decimal(30)


def test_the_lead_of_the_deal_itself_comes_first(context: Context) -> None:
    first, second = lead(context, "First", CHAIR), lead(context, "Second", LAMP)
    bare = lead(context, "Bare")
    made = convert_lead(context, first, contact=New({"last_name": "Lem"}), deal=New()).results
    for other in (second, bare):
        convert_lead(context, other, contact=Existing(made["contact"]))
    assert [one.label for one in leads_with_products(context, made["deal"])] == ["First", "Second"]
