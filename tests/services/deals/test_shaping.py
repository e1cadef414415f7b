"""Pipelines and stages as administrators shape them: added, named, put in order, out of use."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.errors import BadInput, NotAllowed, NotFound
from domain.ids import new_id
from domain.pipelines import SERVICES
from domain.records.values import Choice
from services.activities.templates import add_template, delete_template, list_templates
from services.context import Context
from services.deals.pipelines import StageView, find_pipeline, find_stage, list_pipelines, stage_of
from services.deals.shaping import (
    StageEdit,
    add_pipeline,
    add_stage,
    askable_fields,
    change_stage,
    move_pipeline,
    offered_templates,
    rename_pipeline,
    set_pipeline_active,
    stage_tasks,
)
from services.dictionaries.changing import ValueEdit
from services.dictionaries.deleting import ValueInUse, delete_value
from services.dictionaries.reading import list_values
from services.records.listing import open_list
from services.records.use_cases import add_record, show_record
from services.undo import undo
from storage.check import find_faults


def codes(context: Context) -> list[str]:
    return [one.code for one in list_pipelines(context, with_inactive=True)]


def template(context: Context, title: str, *, shared: bool = True) -> UUID:
    return add_template(context, {"title": title, "is_shared": shared})


def stage(context: Context, code: str) -> StageView:
    return find_stage(context, code)


def at(context: Context, key: UUID) -> str:
    shown = show_record(context, "deal", key).values["stage"]
    assert isinstance(shown, Choice)
    return shown.code


@pytest.mark.row("DEAL-02")
def test_a_new_pipeline_has_a_stage_of_each_meaning(context: Context) -> None:
    added = add_pipeline(context, "  Lease of\tmachines ")
    assert (added.code, added.label) == ("lease_of_machines", "Lease of machines")
    assert [(one.label, one.meaning) for one in added.stages] == [
        ("New request", "in_progress"),
        ("Won", "won"),
        ("Lost", "lost"),
    ]
    assert codes(context)[-1] == "lease_of_machines"
    key = add_record(context, "deal", {"title": "Crane", "stage": added.stages[0].code})
    assert at(context, key) == "lease_of_machines_new"
    assert undo(context) == "deal added"
    assert undo(context) == "pipeline added"
    assert "lease_of_machines" not in codes(context)
    assert list(find_faults(context.database)) == []


@pytest.mark.row("DEAL-02", "IMPL-01")
def test_a_pipeline_begins_with_the_stages_of_another(context: Context) -> None:
    review = template(context, "Ask for a review")
    change_stage(context, stage(context, "service_closing").id, StageEdit(tasks=[review]))
    added = add_pipeline(context, "Repairs", like="services")
    assert len(added.stages) == len(SERVICES.stages)
    copied = next(one for one in added.stages if one.label == "Agreeing the offer")
    assert (copied.needs, copied.probability) == (("amount", "close_date"), 60)
    closing = next(one for one in added.stages if one.label == "Closing documents and review")
    assert [one.title for one in stage_tasks(context, closing.id)] == ["Ask for a review"]
    every = [one.code for known in list_pipelines(context) for one in known.stages]
    assert len(every) == len(set(every))


def test_what_does_not_fit_a_pipeline_is_refused(context: Context, other: Context) -> None:
    for label, said in (("", "needs a name"), ("SERVICES", "already"), ("x" * 61, "61 characters")):
        with pytest.raises(BadInput, match=said) as refused:
            add_pipeline(context, label)
        assert refused.value.field == "label"
    with pytest.raises(NotFound, match="bicycles"):
        add_pipeline(context, "Lease", like="bicycles")
    for act in (
        lambda: add_pipeline(other, "Lease"),
        lambda: rename_pipeline(other, "shop", "Web"),
        lambda: move_pipeline(other, "shop", 0),
        lambda: set_pipeline_active(other, "shop", is_active=False),
        lambda: add_stage(other, "shop", "Packed", ValueEdit()),
        lambda: change_stage(other, stage(other, "shop_paid").id, StageEdit(hint="x")),
    ):
        with pytest.raises(NotAllowed, match="anna"):
            act()


def test_a_pipeline_is_renamed_and_gets_its_name_back(context: Context) -> None:
    rename_pipeline(context, "shop", "Web")
    assert find_pipeline(context, "shop").label == "Web"
    with pytest.raises(BadInput, match="already"):
        rename_pipeline(context, "shop", "Services")
    rename_pipeline(context, "shop", "")
    assert find_pipeline(context, "shop").label == "Online shop"
    added = add_pipeline(context, "Lease")
    with pytest.raises(BadInput, match="needs a name"):
        rename_pipeline(context, added.code, " ")


def test_deals_begin_in_the_first_pipeline_in_use(context: Context) -> None:
    move_pipeline(context, "shop", 0)
    assert codes(context) == ["shop", "general", "goods", "services"]
    assert at(context, add_record(context, "deal", {"title": "Lamp"})) == "shop_order"
    set_pipeline_active(context, "shop", is_active=False)
    assert codes(context) == ["general", "goods", "services", "shop"]
    assert at(context, add_record(context, "deal", {"title": "Chair"})) == "new"
    with pytest.raises(BadInput, match="out of use"):
        move_pipeline(context, "shop", 1)
    for code in ("general", "goods"):
        set_pipeline_active(context, code, is_active=False)
    with pytest.raises(NotAllowed, match="only pipeline"):
        set_pipeline_active(context, "services", is_active=False)
    set_pipeline_active(context, "general", is_active=True)
    assert undo(context) == "pipeline changed"
    assert [one.code for one in list_pipelines(context)] == ["services"]


@pytest.mark.row("IMPL-06", "IMPL-02", "DEAL-15", "CALL-10")
def test_a_stage_says_what_is_done_said_needed_and_fulfilled(context: Context) -> None:
    key = stage(context, "offer").id
    change_stage(
        context,
        key,
        StageEdit(
            hint=" Call the\nnext day. ",
            script="Ask who decides.\nAsk by when.",
            needs=["close_date", "amount"],
            check_list=["Offer sent", "", "Answer noted"],
        ),
        ValueEdit(label="Quote", probability=55),
    )
    shown = stage_of(context, key)
    assert (shown.label, shown.probability) == ("Quote", 55)
    assert shown.hint == "Call the next day."
    assert shown.script.splitlines() == ["Ask who decides.", "Ask by when."]
    assert shown.needs == ("amount", "close_date")
    assert shown.check_list == ("Offer sent", "Answer noted")
    assert undo(context) == "stage changed"
    assert stage_of(context, key).label == "Offer"
    assert stage_of(context, key).needs == ()


def test_a_shipped_stage_can_ask_for_nothing_and_be_as_it_was(context: Context) -> None:
    key = stage(context, "service_agreeing").id
    shipped = stage_of(context, key)
    change_stage(context, key, StageEdit(hint="", needs=[], check_list=[]))
    assert (stage_of(context, key).hint, stage_of(context, key).needs) == ("", ())
    change_stage(context, key, StageEdit(hint=shipped.hint, needs=shipped.needs))
    assert stage_of(context, key) == shipped
    row = context.database.reader().execute("SELECT hint FROM stage WHERE id = ?", (key.bytes,))
    assert row.fetchone() == (None,), "so that it is translated again"


def test_a_stage_cannot_need_what_nobody_enters(context: Context) -> None:
    names = [field.name for field in askable_fields(context)]
    assert {"amount", "close_date", "company", "contacts"} <= set(names)
    assert not {"stage", "lost_reason", "created_at", "stage_at"} & set(names)
    with pytest.raises(BadInput, match="No stage can require “stage”") as refused:
        change_stage(context, stage(context, "offer").id, StageEdit(needs=["stage"]))
    assert refused.value.field == "needs"
    with pytest.raises(NotFound):
        change_stage(context, new_id(), StageEdit(hint="x"))


@pytest.mark.row("DEAL-02", "IMPL-06")
def test_a_stage_is_added_with_all_that_it_asks_for(context: Context) -> None:
    code = add_stage(
        context,
        "shop",
        "Packed",
        ValueEdit(meaning="in_progress", probability=92, color="green"),
        StageEdit(hint="Weigh it.", check_list=["Weighed"]),
    )
    added = find_pipeline(context, "shop").stages[-1]
    assert (added.code, added.label, added.hint) == (code, "Packed", "Weigh it.")
    assert (added.probability, added.color, added.check_list) == (92, "green", ("Weighed",))
    with pytest.raises(BadInput, match="already"):
        add_stage(context, "shop", "packed", ValueEdit())


@pytest.mark.row("IMPL-07")
def test_tasks_of_a_stage_are_chosen_among_templates_for_everybody(context: Context) -> None:
    call, send = template(context, "Call"), template(context, "Send")
    template(context, "Mine", shared=False)
    assert [one.title for one in offered_templates(context)] == ["Call", "Send"]
    offer = stage(context, "offer").id
    change_stage(context, offer, StageEdit(tasks=[send, call]))
    assert [one.title for one in stage_tasks(context, offer)] == ["Send", "Call"]
    add_record(context, "deal", {"title": "Chairs", "stage": "offer"})
    made = open_list(context, "activity", []).after(None, 9)
    assert {show_record(context, "activity", one.id).title for one in made} == {"Send", "Call"}
    with pytest.raises(NotFound, match="template"):
        change_stage(context, offer, StageEdit(tasks=[new_id()]))
    delete_template(context, send)
    assert [one.title for one in stage_tasks(context, offer)] == ["Call"]
    assert undo(context) == "template deleted"
    assert [one.title for one in stage_tasks(context, offer)] == ["Send", "Call"]
    assert len(list_templates(context)) == 3
    assert list(find_faults(context.database)) == []


@pytest.mark.row("DEAL-02")
def test_a_stage_with_deals_goes_only_with_a_place_for_them(context: Context) -> None:
    offer = stage(context, "offer").id
    change_stage(context, offer, StageEdit(tasks=[template(context, "Call")]))
    key = add_record(context, "deal", {"title": "Chairs", "stage": "offer"})
    with pytest.raises(ValueInUse, match="1 deal is at “Offer”"):
        delete_value(context, "stage", "offer")
    assert delete_value(context, "stage", "offer", "agreeing") == 1
    assert at(context, key) == "agreeing"
    assert "offer" not in [one.code for one in list_values(context, "stage")]
    undo(context)
    assert at(context, key) == "offer"
    assert len(stage_tasks(context, offer)) == 1
    assert list(find_faults(context.database)) == []


def test_a_stage_is_found_by_name_beside_a_deal(context: Context) -> None:
    key = add_record(context, "deal", {"title": "Lamp", "stage": "shop_order"})
    assert find_stage(context, "Paid", beside=key).code == "shop_paid"
    assert find_stage(context, "lost").code == "lost"
    assert find_stage(context, "Cancel", beside=key).code == "shop_lost"
    assert find_stage(context, "Closed and won").code == "goods_won"
    with pytest.raises(NotFound, match="service_work"):
        find_stage(context, "Nowhere")
