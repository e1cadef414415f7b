"""Changes of many deals at once keep to the rules by which a single one is moved and summed."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from domain.errors import BadInput
from domain.records.record_query import RecordQuery
from domain.records.references import references_in
from domain.records.values import Choice, Person, RecordView
from services.activities.checklist import check_list
from services.activities.templates import add_template
from services.context import Context
from services.deals.moving import move_deals
from services.deals.pipelines import list_pipelines
from services.deals.shaping import StageEdit, change_stage, set_pipeline_active
from services.dictionaries.changing import ValueEdit, add_value
from services.dictionaries.deleting import NOWHERE, delete_value
from services.lists.bulk import bulk_delete, bulk_edit
from services.lists.bulk_changes import FieldChange, How
from services.records.finding import find_records
from services.records.listing import open_list
from services.records.use_cases import add_record, delete_record, edit_record, show_record
from services.undo import undo


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


@pytest.mark.row("CUR-01")
def test_no_amount_is_left_without_a_currency(context: Context) -> None:
    bare, dollars = deal(context, "Bare"), deal(context, "Dollars", currency="USD")
    assert bulk_edit(context, "deal", [bare, dollars], [FieldChange("amount", value=0)]).changed
    assert [value(context, key, "currency") for key in (bare, dollars)] == ["EUR", "USD"]
    assert value(context, bare, "amount") == Decimal(0)
    bulk_edit(context, "deal", [bare, dollars], [FieldChange("currency", How.CLEAR)])
    assert [value(context, key, "currency") for key in (bare, dollars)] == ["EUR", "EUR"]


def test_zero_is_enough_for_a_stage_that_needs_an_amount(context: Context) -> None:
    key = deal(context, "Bare", close_date="2027-01-31")
    changes = [FieldChange("stage", value="goods_contract"), FieldChange("amount", value=0)]
    assert bulk_edit(context, "deal", [key], changes).changed == 1


def test_a_lost_deal_keeps_its_reason(context: Context) -> None:
    lost = deal(context, "Lost", stage="lost", lost_reason="price")
    running = deal(context, "Running")
    clear = FieldChange("lost_reason", How.CLEAR)
    outcome = bulk_edit(context, "deal", [lost, running], [clear])
    assert outcome.refused == 1
    assert "has a reason" in outcome.explain()
    both = [FieldChange("stage", value="shop_lost"), clear]
    assert bulk_edit(context, "deal", [lost], both).refused == 1
    with pytest.raises(BadInput, match="why the deal is lost"):
        edit_record(context, "deal", lost, {"lost_reason": None})
    with pytest.raises(BadInput, match="has a reason"):
        delete_value(context, "lost_reason", "price", NOWHERE)
    assert delete_value(context, "lost_reason", "price", "competitor") == 1
    assert value(context, lost, "lost_reason") == "competitor"


def test_a_deleted_stage_leaves_its_deals_lost_only_with_a_reason(context: Context) -> None:
    add_value(context, "stage", "Given up", meaning="lost")
    lost, key = deal(context, "Lost", stage="lost", lost_reason="price"), deal(context, "New")
    with pytest.raises(BadInput, match="needs a reason"):
        delete_value(context, "stage", "new", "lost")
    assert value(context, key, "stage") == "new"
    assert delete_value(context, "stage", "lost", "need") == 1
    assert value(context, lost, "lost_reason") is None


@pytest.mark.row("DEAL-02")
def test_a_pipeline_out_of_use_takes_no_new_deals(context: Context) -> None:
    inside, outside = deal(context, "Inside", stage="shop_order"), deal(context, "Outside")
    set_pipeline_active(context, "shop", is_active=False)
    with pytest.raises(BadInput, match="out of use") as refused:
        deal(context, "Late", stage="shop_order")
    assert refused.value.field == "stage"
    with pytest.raises(BadInput, match="out of use"):
        edit_record(context, "deal", outside, {"stage": "shop_order"})
    reserve = [FieldChange("stage", value="shop_confirmed"), FieldChange("amount", value=5)]
    outcome = bulk_edit(context, "deal", [inside, outside], reserve)
    assert (outcome.changed, outcome.refused) == (1, 1)
    assert "out of use" in outcome.explain()
    assert value(context, inside, "stage") == "shop_confirmed"


@pytest.mark.row("IMPL-07")
def test_each_deal_that_comes_to_a_stage_with_many_gets_its_tasks(
    context: Context, other: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.bulk.picked.PORTION", 2)
    data = {"days": 3, "is_shared": True, "tags": ["close"], "check_list": "Signed\nPaid"}
    ours = add_template(context, {"title": "Review", "observers": [other.actor.login]} | data)
    theirs = add_template(context, {"title": "Act", "responsible": other.actor.login} | data)
    offer = next(s for p in list_pipelines(context) for s in p.stages if s.code == "offer")
    change_stage(context, offer.id, StageEdit(tasks=[ours, theirs]))
    there = deal(context, "There", stage="offer")
    bulk_delete(context, "activity", RecordQuery("activity"))
    own = [deal(context, f"Own {number}") for number in range(2)]
    given = deal(context, "Given", responsible=other.actor.login)
    free = deal(context, "Free", responsible=None)
    changes = [FieldChange("stage", value="offer")]
    assert bulk_edit(context, "deal", [there, *own, given, free], changes).changed == 4
    tasks = [show_record(context, "activity", key) for key in open_tasks(context)]
    me, colleague = context.actor.login, other.actor.login
    assert sorted((of(one), one.title, whose(one)) for one in tasks) == [
        *(("Free", title, who) for title, who in (("Act", colleague), ("Review", ""))),
        *(("Given", title, who) for title, who in (("Act", colleague), ("Review", colleague))),
        *(
            (f"Own {number}", title, who)
            for number in range(2)
            for title, who in (("Act", colleague), ("Review", me))
        ),
    ]
    for task in tasks:
        assert task.values["tags"] == ("close",)
        assert [item.text for item in check_list(context, task.id)] == ["Signed", "Paid"]
        observers = task.values["observers"]
        assert isinstance(observers, tuple)
        logins = [one.login for one in observers if isinstance(one, Person)]
        assert logins == ([colleague] if task.title == "Review" else [])
    assert len(find_records(context, "Review", ["activity"])) == 4
    undo(context)
    assert open_tasks(context) == []
    assert value(context, free, "stage") == "new"


def open_tasks(context: Context) -> list[UUID]:
    return [row.id for row in open_list(context, "activity", []).after(None, 99)]


def of(task: RecordView) -> str:
    return ", ".join(one.title for one in references_in(task.values["deals"]))


def whose(task: RecordView) -> str:
    responsible = task.values["responsible"]
    return responsible.login if isinstance(responsible, Person) else ""


@pytest.mark.row("DEAL-02")
def test_a_stage_comes_to_mean_lost_once_its_deals_have_reasons(context: Context) -> None:
    add_value(context, "stage", "Given up", meaning="in_progress")
    stage = next(s for p in list_pipelines(context) for s in p.stages if s.label == "Given up")
    key, gone = deal(context, "A", stage=stage.code), deal(context, "B", stage=stage.code)
    delete_record(context, "deal", gone)
    lost = ValueEdit(meaning="lost")
    with pytest.raises(BadInput, match="1 deal at this stage has no reason") as refused:
        change_stage(context, stage.id, StageEdit(), lost)
    assert refused.value.field == "meaning"
    bulk_edit(context, "deal", [key], [FieldChange("lost_reason", value="price")])
    change_stage(context, stage.id, StageEdit(), lost)
    assert value(context, key, "lost_reason") == "price"
    change_stage(context, stage.id, StageEdit(), ValueEdit(meaning="in_progress"))
    assert value(context, key, "lost_reason") is None


def test_a_lost_deal_gets_another_reason_where_that_is_asked_for(context: Context) -> None:
    lost, running = deal(context, "L", stage="lost", lost_reason="price"), deal(context, "R")
    stage = next(s for p in list_pipelines(context) for s in p.stages if s.code == "lost")
    values = {"lost_reason": "competitor"}
    assert move_deals(context, [lost, running], stage.id, values=values).same == 1
    assert value(context, lost, "lost_reason") == "price"
    outcome = move_deals(context, [lost], stage.id, values=values, renews_reason=True)
    assert (outcome.moved, outcome.same) == (1, 0)
    assert value(context, lost, "lost_reason") == "competitor"
