"""What the deals of a pipeline come to: counts, sums by currency and in the base, the forecast."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.ids import new_id
from services.context import Context
from services.currencies.rates import add_rate
from services.deals.funnel import Funnel, StageTotal, read_funnel
from services.deals.pipelines import find_pipeline, find_stage
from services.dictionaries.changing import set_active
from services.records.use_cases import add_record, delete_record

D = Decimal


def deal(
    context: Context, stage: str, amount: str = "", currency: str = "EUR", **more: object
) -> UUID:
    data = {"title": "Chairs", "stage": stage, "amount": amount, "currency": currency}
    return add_record(context, "deal", data | more)


def funnel(context: Context, pipeline: str = "general") -> Funnel:
    return read_funnel(context, find_pipeline(context, pipeline))


def at(found: Funnel, code: str) -> StageTotal:
    return next(one for one in found.stages if one.stage.code == code)


@pytest.mark.row("REP-04", "DEAL-14")
def test_each_stage_has_count_sums_and_what_is_likely(context: Context) -> None:
    add_rate(context, "PLN", "0,25")
    deal(context, "new", "1000")
    deal(context, "new", "400", "PLN")
    deal(context, "new")
    deal(context, "offer", "100", probability=80)
    deal(context, "won", "70")
    delete_record(context, "deal", deal(context, "new", "5"))
    found = funnel(context)
    new = at(found, "new")
    assert (new.count, new.amounts) == (3, {"EUR": D(1000), "PLN": D(400)})
    assert (new.base.amount, new.weighted.amount) == (D(1100), D(110))
    assert at(found, "offer").weighted.amount == D(80)
    assert (found.currency, found.count, found.base.amount) == ("EUR", 5, D(1270))
    assert found.weighted.amount == D(190), "what is won already is no forecast"
    assert [one.stage.code for one in found.stages][:2] == ["new", "need"]
    assert at(found, "need").count == 0


@pytest.mark.row("CUR-04")
def test_what_no_rate_tells_of_is_left_out_and_named(context: Context) -> None:
    deal(context, "new", "400", "KZT")
    deal(context, "new", "10")
    found = funnel(context)
    assert found.base.amount == D(10)
    assert found.base.left_out == {"KZT": D(400)}
    assert at(found, "new").weighted.amount == D(1)


def test_a_stage_out_of_use_is_shown_while_it_has_deals(context: Context) -> None:
    deal(context, "need", "3")
    set_active(context, "stage", "need", is_active=False)
    set_active(context, "stage", "offer", is_active=False)
    codes = [one.stage.code for one in funnel(context).stages]
    assert codes == ["new", "agreeing", "won", "lost", "need"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(-(10**18), 10**18), st.integers(0, 100)), max_size=9))
def test_sums_are_exact_however_large(context: Context, deals: list[tuple[int, int]]) -> None:
    stage = find_stage(context, "shop_order")
    with context.database.write(context.actor, "seed") as unit:
        unit.connection.execute("DELETE FROM deal")
        unit.insert_many(
            "deal",
            [
                {
                    "id": new_id().bytes,
                    "title": "x",
                    "created_at": 0,
                    "updated_at": 0,
                    "stage_id": stage.id.bytes,
                    "amount": millionths,
                    "currency": "EUR",
                    "probability": percent,
                }
                for millionths, percent in deals
            ],
        )
    total = at(funnel(context, "shop"), "shop_order")
    amounts = [D(millionths) / 10**6 for millionths, _percent in deals]
    assert total.count == len(deals)
    assert total.amounts == ({"EUR": sum(amounts)} if deals else {})


def test_kept_amounts_without_a_currency_count_in_the_base_currency(context: Context) -> None:
    key = deal(context, "new", "100")
    with context.database.write(context.actor, "edit_deal") as unit:
        unit.connection.execute("UPDATE deal SET currency = '' WHERE id = ?", (key.bytes,))
    new = at(funnel(context), "new")
    assert (new.amounts, new.base.amount) == ({"EUR": D(100)}, D(100))


def test_what_is_over_is_as_likely_as_its_stage(context: Context) -> None:
    deal(context, "won", "100", probability=20)
    deal(context, "lost", "100", probability=20, lost_reason="price")
    found = funnel(context)
    assert at(found, "won").weighted.amount == D(100)
    assert at(found, "lost").weighted.amount == D(0)
