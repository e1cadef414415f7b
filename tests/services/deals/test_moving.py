"""Deals brought to stages: what a stage needs, why a deal is lost, and the tasks of a stage."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from domain.errors import BadInput, NotFound
from domain.ids import new_id
from domain.pipelines import GENERAL, SERVICES, SHOP
from domain.records.references import references_in
from domain.records.values import Choice, Person
from services.activities.checklist import check_list
from services.activities.templates import add_template
from services.context import Context
from services.deals.moving import missing_fields, move_deals
from services.deals.pipelines import find_pipeline, list_pipelines, stage_of
from services.deals.steps import stage_beside, stages_for
from services.dictionaries.changing import set_active
from services.records.listing import open_list
from services.records.use_cases import add_record, delete_record, edit_record, show_record
from services.undo import undo
from storage.tables import Stage, StageTask


def deal(context: Context, title: str = "40 chairs", **fields: object) -> UUID:
    return add_record(context, "deal", {"title": title} | fields)


def stage(context: Context, code: str) -> UUID:
    return next(s.id for p in list_pipelines(context) for s in p.stages if s.code == code)


def at(context: Context, key: UUID) -> str:
    shown = show_record(context, "deal", key).values["stage"]
    assert isinstance(shown, Choice)
    return shown.code


@pytest.mark.row("IMPL-01")
@pytest.mark.row("DEAL-23")
def test_pipelines_are_shipped_with_their_stages_in_order(context: Context) -> None:
    pipelines = list_pipelines(context)
    assert [one.label for one in pipelines] == [
        "General sale",
        "Sale of goods",
        "Services",
        "Online shop",
    ]
    services = find_pipeline(context, "services")
    assert [one.code for one in services.in_use] == [one.code for one in SERVICES.stages]
    assert services.in_use[-2].label == "Closed and won"
    assert all(one.hint for one in services.in_use[:6])
    codes = [one.code for pipeline in pipelines for one in pipeline.stages]
    assert len(codes) == len(set(codes))


def test_an_unknown_pipeline_is_refused_with_those_there_are(context: Context) -> None:
    with pytest.raises(NotFound, match="general, goods, services, shop"):
        find_pipeline(context, "bicycles")


@pytest.mark.row("IMPL-02")
def test_a_stage_asks_for_just_the_fields_that_a_deal_lacks(context: Context) -> None:
    key = deal(context, stage="service_offer", amount="100", currency="EUR")
    agreeing = stage(context, "service_agreeing")
    assert [field.name for field in missing_fields(context, [key], agreeing)] == ["close_date"]
    with pytest.raises(BadInput, match="Expected close") as refused:
        move_deals(context, [key], agreeing)
    assert refused.value.field == "close_date"
    assert at(context, key) == "service_offer"
    assert move_deals(context, [key], agreeing, values={"close_date": "2027-01-31"}).moved == 1
    assert at(context, key) == "service_agreeing"
    undo(context)
    view = show_record(context, "deal", key)
    assert (at(context, key), view.values["close_date"]) == ("service_offer", None)


def test_a_lost_deal_has_a_reason_until_it_is_taken_up_again(context: Context) -> None:
    key, lost = deal(context), stage(context, "lost")
    assert [field.name for field in missing_fields(context, [key], lost)] == ["lost_reason"]
    with pytest.raises(BadInput, match="why the deal is lost"):
        move_deals(context, [key], lost)
    move_deals(context, [key], lost, values={"lost_reason": "price"})
    reason = show_record(context, "deal", key).values["lost_reason"]
    assert isinstance(reason, Choice)
    assert reason.label == "Price"
    move_deals(context, [key], stage(context, "offer"))
    assert show_record(context, "deal", key).values["lost_reason"] is None


@pytest.mark.row("DEAL-13")
def test_the_form_asks_for_the_same_as_the_board(context: Context) -> None:
    key = deal(context)
    with pytest.raises(BadInput) as refused:
        edit_record(context, "deal", key, {"stage": "lost"})
    assert refused.value.field == "lost_reason"
    edit_record(context, "deal", key, {"stage": "lost", "lost_reason": "price"})
    assert at(context, key) == "lost"
    with pytest.raises(BadInput, match="Amount"):
        deal(context, "Service", stage="service_agreeing", close_date="2027-01-31")


def test_of_several_deals_those_that_lack_something_are_left_and_told(context: Context) -> None:
    ready = deal(context, stage="shop_order", amount="5", currency="EUR")
    bare, gone = deal(context, stage="shop_order"), deal(context, stage="shop_order")
    delete_record(context, "deal", gone)
    confirmed = stage(context, "shop_confirmed")
    outcome = move_deals(context, [ready, bare, gone], confirmed)
    assert (outcome.moved, outcome.lacking, outcome.gone) == (1, 1, 1)
    assert "Amount" in outcome.explain()
    assert move_deals(context, [ready], confirmed).same == 1
    with pytest.raises(NotFound):
        move_deals(context, [gone], confirmed)
    with pytest.raises(NotFound, match="stage"):
        move_deals(context, [ready], new_id())


@pytest.mark.row("IMPL-07")
def test_a_stage_makes_its_tasks_for_whoever_has_the_deal(context: Context, other: Context) -> None:
    template = add_template(
        context,
        {
            "title": "Ask for a review",
            "days": 3,
            "check_list": "Act signed\nPaid",
            "is_shared": True,
        },
    )
    with context.database.write(context.actor, "edit_dictionary") as unit:
        unit.add(StageTask(stage_id=stage(context, "service_closing"), template_id=template))
    key = deal(context, stage="service_work", responsible=other.actor.login)
    move_deals(context, [key], stage(context, "service_closing"))
    (task,) = open_list(context, "activity", []).after(None, 9)
    view = show_record(context, "activity", task.id)
    assert view.title == "Ask for a review"
    assert [one.id for one in references_in(view.values["deals"])] == [key]
    responsible = view.values["responsible"]
    assert isinstance(responsible, Person)
    assert responsible.login == other.actor.login
    assert [item.text for item in check_list(context, task.id)] == ["Act signed", "Paid"]
    undo(context)
    assert open_list(context, "activity", []).after(None, 9) == []


def test_a_name_means_a_stage_of_the_pipeline_in_which_the_deal_is(context: Context) -> None:
    key = deal(context, stage="shop_order")
    edit_record(context, "deal", key, {"stage": "Cancelled", "lost_reason": "price"})
    assert at(context, key) == SHOP.stages[-1].code
    other = deal(context, stage="Offer")
    assert at(context, other) == "offer"
    assert stage_of(context, stage(context, "offer")).pipeline == find_pipeline(context, "").id
    assert find_pipeline(context, "").code == GENERAL.code


@pytest.mark.row("IMPL-02")
def test_each_deal_gets_just_the_values_that_it_lacks(context: Context) -> None:
    priced = deal(context, stage="service_offer", products=[{"name": "A", "price": 9}])
    sold = deal(context, stage="service_offer", amount="300", currency="USD")
    bare = deal(context, stage="service_offer", close_date="2027-05-05")
    values = {"amount": "70", "close_date": "2027-01-31", "title": "Other"}
    keys = [priced, sold, bare]
    assert move_deals(context, keys, stage(context, "service_agreeing"), values=values).moved == 3
    found = [show_record(context, "deal", key).values for key in keys]
    assert [(one["amount"], one["currency"]) for one in found] == [
        (Decimal(9), "EUR"),
        (Decimal(300), "USD"),
        (Decimal(70), "EUR"),
    ]
    assert [str(one["close_date"]) for one in found] == ["2027-01-31", "2027-01-31", "2027-05-05"]
    assert {one["title"] for one in found} == {"40 chairs"}


def test_zero_is_a_value_that_a_stage_may_need(context: Context) -> None:
    key = deal(context, stage="service_offer", amount="0", close_date="2027-01-31")
    agreeing = stage(context, "service_agreeing")
    assert missing_fields(context, [key], agreeing) == []
    assert move_deals(context, [key], agreeing).moved == 1
    other = deal(context, stage="service_offer", close_date="2027-01-31")
    assert move_deals(context, [other], agreeing, values={"amount": 0}).moved == 1
    assert show_record(context, "deal", other).values["amount"] == Decimal(0)


@pytest.mark.row("DEAL-02")
def test_a_stage_out_of_use_is_kept_by_the_deal_that_is_there(context: Context) -> None:
    key, other = deal(context, stage="offer"), deal(context, stage="need")
    offer = stage(context, "offer")
    around = [stage_beside(context, [key], step).code for step in (-1, 1)]
    set_active(context, "stage", "offer", is_active=False)
    assert "offer" in [one.code for one in stages_for(context, [key])]
    assert "offer" not in [one.code for one in stages_for(context, [key, other])]
    assert [stage_beside(context, [key], step).code for step in (-1, 1)] == around
    with context.database.write(context.actor, "edit_dictionary") as unit:
        row = unit.get(Stage, offer)
        assert row is not None
        row.required_fields = "amount"
    assert move_deals(context, [key], offer, values={"amount": "5"}).moved == 1
    assert move_deals(context, [key], offer, values={"amount": "6"}).same == 1
    with pytest.raises(BadInput):
        move_deals(context, [other], offer, values={"amount": "5"})


def test_a_value_for_no_field_is_refused(context: Context) -> None:
    key = deal(context)
    with pytest.raises(BadInput, match="amout"):
        move_deals(context, [key], stage(context, "need"), values={"amout": "5"})
    assert at(context, key) == "new"
