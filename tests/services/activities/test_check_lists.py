"""Check lists of activities: each line added, ticked, moved and removed, and that undone."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.check_lists import LONGEST_ITEM, MOST_ITEMS
from domain.errors import BadInput, Conflict, NotFound
from services.activities.checklist import (
    add_check_items,
    check_list,
    move_check_item,
    remove_check_item,
    rename_check_item,
    tick_check_item,
)
from services.context import Context
from services.lists.bin import purge
from services.records.history import history_of
from services.records.use_cases import add_record, delete_record, show_record
from services.undo import redo, undo
from storage.check import find_faults

pytestmark = pytest.mark.row("TASK-03")


@pytest.fixture
def task(context: Context) -> UUID:
    """A task with three lines to be ticked."""
    key = add_record(context, "activity", {"subject": "Move the office"})
    add_check_items(context, key, ["Pack", "  Carry\tall ", "Unpack"])
    return key


def texts(context: Context, task: UUID) -> list[str]:
    return [item.text for item in check_list(context, task)]


def test_lines_stand_in_the_order_in_which_they_were_added(context: Context, task: UUID) -> None:
    add_check_items(context, task, ["Rest"])
    assert texts(context, task) == ["Pack", "Carry all", "Unpack", "Rest"]
    undo(context)
    undo(context)
    assert texts(context, task) == []
    redo(context)
    assert texts(context, task) == ["Pack", "Carry all", "Unpack"]


def test_who_has_ticked_a_line_is_known(context: Context, other: Context, task: UUID) -> None:
    first, second, _third = check_list(context, task)
    tick_check_item(other, first.id)
    tick_check_item(context, second.id)
    tick_check_item(context, first.id)  # Boris has done that already.
    ticked = check_list(context, task)
    assert [item.done_by for item in ticked] == ["Борис Волков", "anna", ""]
    assert [item.done_at is not None for item in ticked] == [True, True, False]
    tick_check_item(context, second.id, is_done=False)
    assert check_list(context, task)[1] == second
    undo(context)
    assert check_list(context, task) == ticked


def test_history_tells_what_was_ticked(context: Context, task: UUID) -> None:
    item = check_list(context, task)[0]
    tick_check_item(context, item.id)
    line = next(history_of(context, "activity", task))
    assert (line.action, line.field) == ("ticked in the check list", "Check list")
    assert (line.old, line.new) == ("[ ] Pack", "[x] Pack")
    rename_check_item(context, item.id, "Pack all")
    line = next(history_of(context, "activity", task))
    assert (line.old, line.new) == ("Pack", "Pack all")
    remove_check_item(context, item.id)
    line, *_rest = history_of(context, "activity", task)
    assert (line.old, line.new) == ("Pack all", "")


@pytest.mark.parametrize(
    ("place", "after"),
    [(0, ["Unpack", "Pack", "Carry all"]), (1, ["Pack", "Unpack", "Carry all"]),
     (9, ["Pack", "Carry all", "Unpack"]), (-1, ["Unpack", "Pack", "Carry all"])],
)  # fmt: skip
def test_a_line_moves(context: Context, task: UUID, place: int, after: list[str]) -> None:
    move_check_item(context, check_list(context, task)[2].id, place)
    assert texts(context, task) == after
    if after[2] != "Unpack":
        assert next(history_of(context, "activity", task)).action == "moved in the check list"
        undo(context)
        assert texts(context, task) == ["Pack", "Carry all", "Unpack"]


def test_a_line_is_removed_and_comes_back(context: Context, task: UUID) -> None:
    second = check_list(context, task)[1]
    before = show_record(context, "activity", task).values["updated_at"]
    remove_check_item(context, second.id)
    assert texts(context, task) == ["Pack", "Unpack"]
    assert show_record(context, "activity", task).values["updated_at"] > before  # type: ignore[operator]
    with pytest.raises(NotFound, match="gone"):
        tick_check_item(context, second.id)
    undo(context)
    assert texts(context, task) == ["Pack", "Carry all", "Unpack"]


def test_what_is_no_line_is_refused(context: Context, task: UUID) -> None:
    for text, sentence in (("  ", "needs a text"), ("x" * (LONGEST_ITEM + 1), "at most 500 fit")):
        with pytest.raises(BadInput, match=sentence):
            add_check_items(context, task, ["Fine", text])
    with pytest.raises(BadInput, match="at most 200 lines"):
        add_check_items(context, task, ["One"] * (MOST_ITEMS - 2))
    assert texts(context, task) == ["Pack", "Carry all", "Unpack"]


def test_the_list_goes_with_its_activity(context: Context, task: UUID) -> None:
    item = check_list(context, task)[0]
    delete_record(context, "activity", task)
    with pytest.raises(NotFound):
        tick_check_item(context, item.id)
    purge(context, "activity", [task])
    assert check_list(context, task) == []
    with pytest.raises(Conflict, match="deleted for good"):
        undo(context)
    assert list(find_faults(context.database)) == []
