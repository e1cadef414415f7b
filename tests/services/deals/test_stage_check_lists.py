"""What is to be fulfilled at a stage is ticked, kept, and finished with its last line."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.check_lists import CheckItem
from domain.errors import NotFound
from domain.records.references import references_in
from services.context import Context
from services.deals.check_lists import deal_check_list, tick_of_deal
from services.deals.moving import move_deals
from services.deals.pipelines import StageView, list_pipelines
from services.deals.shaping import StageEdit, change_stage
from services.records.listing import open_list
from services.records.use_cases import add_record, delete_record, show_record
from services.undo import undo

LINES = ["The client has got all that was agreed", "Both sides have signed the closing documents"]
PAID = "All is paid"

pytestmark = pytest.mark.row("DEAL-15")


def stage(context: Context, code: str) -> StageView:
    return next(s for p in list_pipelines(context) for s in p.stages if s.code == code)


def deal(context: Context, **fields: object) -> UUID:
    return add_record(context, "deal", {"title": "40 chairs"} | fields)


def ticked(context: Context, key: UUID, code: str = "won") -> list[str]:
    return [one.text for one in kept(context, key, code) if one.done_at is not None]


def kept(context: Context, key: UUID, code: str = "won") -> list[CheckItem]:
    return deal_check_list(context, key, stage(context, code))


def tasks(context: Context) -> list[UUID]:
    return [row.id for row in open_list(context, "activity", []).after(None, 9)]


def test_nothing_is_kept_of_a_deal_that_nobody_was_asked_about(context: Context) -> None:
    key = deal(context)
    move_deals(context, [key], stage(context, "won").id)
    assert tasks(context) == []
    assert [one.text for one in kept(context, key)] == [*LINES, PAID]
    assert ticked(context, key) == []


def test_what_is_missing_stays_a_task_of_whoever_has_the_deal(
    context: Context, other: Context
) -> None:
    key = deal(context, responsible=other.actor.login)
    move_deals(context, [key], stage(context, "won").id, ticked=LINES)
    assert ticked(context, key) == LINES
    (task,) = tasks(context)
    view = show_record(context, "activity", task)
    assert view.title == "Check list: Won"
    assert view.values["done_at"] is None
    assert [one.id for one in references_in(view.values["deals"])] == [key]
    tick_of_deal(other, key, stage(context, "won").id, PAID)
    assert kept(context, key)[-1].done_by == other.actor.name
    assert show_record(context, "activity", task).values["done_at"] is not None
    tick_of_deal(context, key, stage(context, "won").id, PAID, is_done=False)
    assert show_record(context, "activity", task).values["done_at"] is None
    undo(context)
    assert ticked(context, key) == [*LINES, PAID]


def test_each_of_several_deals_keeps_its_own(context: Context) -> None:
    keys = [deal(context), deal(context)]
    move_deals(context, keys, stage(context, "won").id, ticked=[PAID])
    tick_of_deal(context, keys[0], stage(context, "won").id, LINES[0])
    assert [ticked(context, key) for key in keys] == [[LINES[0], PAID], [PAID]]
    undo(context)
    undo(context)
    assert tasks(context) == []
    assert [ticked(context, key) for key in keys] == [[], []]


def test_a_deal_that_comes_again_goes_on_with_its_list(context: Context) -> None:
    key, won = deal(context), stage(context, "won").id
    move_deals(context, [key], won, ticked=LINES)
    move_deals(context, [key], stage(context, "need").id)
    change_stage(context, won, StageEdit(check_list=["Quite another line"]))
    assert ticked(context, key) == LINES
    move_deals(context, [key], won, ticked=[PAID])
    assert ticked(context, key) == [PAID]
    assert len(tasks(context)) == 1
    with pytest.raises(NotFound, match="gone"):
        tick_of_deal(context, key, won, "Quite another line")


def test_a_list_in_the_bin_begins_anew_with_what_the_stage_asks_for(context: Context) -> None:
    key, won = deal(context), stage(context, "won").id
    tick_of_deal(context, key, won, PAID)
    delete_record(context, "activity", tasks(context)[0])
    assert ticked(context, key) == []
    tick_of_deal(context, key, won, LINES[0])
    assert ticked(context, key) == [LINES[0]]
