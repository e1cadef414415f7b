"""Since when a deal is at its stage: kept by a trigger, by whatever way the stage changes."""

from __future__ import annotations

from uuid import UUID

from domain.records.values import Value
from services.context import Context
from services.dictionaries.deleting import delete_value
from services.lists.bulk import bulk_edit
from services.lists.bulk_changes import FieldChange
from services.records.use_cases import add_record, edit_record, show_record
from services.undo import redo, undo


def since(context: Context, deal: UUID) -> Value:
    return show_record(context, "deal", deal).values["stage_at"]


def test_a_deal_begins_at_its_stage_when_it_is_made(context: Context) -> None:
    deal = add_record(context, "deal", {"title": "Chairs"})
    view = show_record(context, "deal", deal)
    assert abs(view.values["stage_at"] - view.values["created_at"]).total_seconds() < 1


def test_it_changes_with_the_stage_and_with_nothing_else(context: Context) -> None:
    deal = add_record(context, "deal", {"title": "Chairs"})
    began = since(context, deal)
    edit_record(context, "deal", deal, {"title": "Tables", "stage": "new"})
    assert since(context, deal) == began
    edit_record(context, "deal", deal, {"stage": "offer"})
    moved = since(context, deal)
    assert moved != began
    undo(context)
    assert since(context, deal) == began
    redo(context)
    assert since(context, deal) == moved


def test_bulk_changes_and_the_end_of_a_stage_keep_it_too(context: Context) -> None:
    deals = [add_record(context, "deal", {"title": name}) for name in ("Chairs", "Tables")]
    began = [since(context, deal) for deal in deals]
    bulk_edit(context, "deal", deals, [FieldChange("stage", value="offer")])
    in_bulk = [since(context, deal) for deal in deals]
    assert all(one != other for one, other in zip(began, in_bulk, strict=True))
    delete_value(context, "stage", "offer", to="need")
    assert all(since(context, deal) not in in_bulk for deal in deals)
    undo(context)
    assert [since(context, deal) for deal in deals] == in_bulk
