"""Changes of many deals at once keep to the rules by which a single one is moved and summed."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from domain.records.values import Choice
from services.context import Context
from services.lists.bulk import bulk_edit
from services.lists.bulk_changes import FieldChange
from services.records.use_cases import add_record, show_record


def deal(context: Context, title: str, **fields: object) -> UUID:
    return add_record(context, "deal", {"title": title} | fields)


def value(context: Context, key: UUID, name: str) -> object:
    shown = show_record(context, "deal", key).values[name]
    return shown.code if isinstance(shown, Choice) else shown


@pytest.mark.row("DEAL-05")
def test_the_amount_of_deals_with_products_stays(context: Context) -> None:
    plain = deal(context, "Plain", amount="5", currency="PLN")
    lined = deal(context, "Lined", currency="PLN", products=[{"name": "A", "price": 9}])
    outcome = bulk_edit(context, "deal", [plain, lined], [FieldChange("amount", value="7")])
    assert (outcome.changed, outcome.refused) == (1, 1)
    assert "follows from its products" in outcome.explain()
    assert value(context, plain, "amount") == Decimal(7)
    assert value(context, lined, "amount") == Decimal(9)


def test_deals_that_lack_what_a_stage_needs_stay(context: Context) -> None:
    ready = deal(context, "Ready", amount="5", close_date="2027-01-31")
    bare = deal(context, "Bare")
    changes = [FieldChange("stage", value="goods_contract")]
    outcome = bulk_edit(context, "deal", [ready, bare], changes)
    assert (outcome.changed, outcome.refused) == (1, 1)
    assert "a deal needs: Amount" in outcome.explain()
    assert value(context, ready, "stage") == "goods_contract"
    assert value(context, bare, "stage") == "new"


def test_many_deals_are_lost_for_a_reason_which_goes_when_they_come_back(context: Context) -> None:
    keys = [deal(context, title) for title in "AB"]
    lost = FieldChange("stage", value="lost")
    assert bulk_edit(context, "deal", keys, [lost]).refused == 2
    outcome = bulk_edit(context, "deal", keys, [lost, FieldChange("lost_reason", value="price")])
    assert outcome.changed == 2
    assert value(context, keys[0], "lost_reason") == "price"
    assert bulk_edit(context, "deal", keys, [FieldChange("stage", value="need")]).changed == 2
    assert value(context, keys[0], "lost_reason") is None
