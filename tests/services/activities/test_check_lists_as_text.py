"""A check list that is written as a whole: what stays the same line keeps its tick."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.check_lists import LONGEST_ITEM, MOST_ITEMS, CheckItem, read_check_list
from domain.errors import BadInput
from services.activities.belongings import Belongings
from services.activities.checklist import (
    add_check_items,
    check_list,
    remove_check_item,
    tick_check_item,
)
from services.context import Context
from services.records.use_cases import add_record, edit_record
from services.undo import undo

pytestmark = pytest.mark.row("TASK-03")


@pytest.fixture
def task(context: Context) -> UUID:
    """A task whose first line is ticked."""
    key = add_record(context, "activity", {"subject": "Move"})
    pack, *_others = add_check_items(context, key, ["Pack", "Carry", "Unpack"])
    tick_check_item(context, pack)
    return key


def write(context: Context, task: UUID, text: str, before: list[CheckItem] | None = None) -> None:
    """Make the check list of a task what was typed."""
    belongings = Belongings(read_check_list(text), before)
    edit_record(context, "activity", task, {}, beside=belongings.prepare(context))


def lines(context: Context, task: UUID) -> list[str]:
    """Return the lines as one would type them."""
    return [f"[{'x' if one.done_at else ' '}] {one.text}" for one in check_list(context, task)]


def test_lines_in_another_order_are_the_same_lines(context: Context, task: UUID) -> None:
    before = check_list(context, task)
    write(context, task, "Unpack\nCarry\n[x] Pack")
    assert check_list(context, task) == before[::-1]


def test_a_tick_is_set_and_taken_away_in_the_name_of_who_does_it(
    context: Context, other: Context, task: UUID
) -> None:
    write(other, task, "Pack\n[x] Carry\nUnpack")
    pack, carry, _unpack = check_list(context, task)
    assert (pack.done_at, pack.done_by) == (None, "")
    assert carry.done_by == "Борис Волков"
    undo(other)
    assert lines(context, task) == ["[x] Pack", "[ ] Carry", "[ ] Unpack"]


def test_another_text_is_the_same_line(context: Context, task: UUID) -> None:
    first = check_list(context, task)[0]
    write(context, task, "[x] Pack all\nCarry\nUnpack")
    renamed = check_list(context, task)[0]
    assert renamed == first._replace(text="Pack all")


def test_an_empty_text_removes_all_lines(context: Context, task: UUID) -> None:
    write(context, task, "  \n")
    assert lines(context, task) == []


def test_what_others_did_meanwhile_stays(context: Context, other: Context, task: UUID) -> None:
    seen = check_list(context, task)
    remove_check_item(other, seen[1].id)
    add_check_items(other, task, ["Rest"])
    tick_check_item(other, seen[2].id)
    write(context, task, "[x] Pack\nCarry\nUnpack\nPay", seen)
    assert lines(context, task) == ["[x] Pack", "[ ] Carry", "[x] Unpack", "[ ] Pay", "[ ] Rest"]


@pytest.mark.parametrize(
    "text", ["x" * (LONGEST_ITEM + 1), "\n".join(f"line {n}" for n in range(MOST_ITEMS + 1))]
)
def test_what_is_too_long_is_refused_whole(context: Context, task: UUID, text: str) -> None:
    before = lines(context, task)
    with pytest.raises(BadInput) as refused:
        write(context, task, text)
    assert refused.value.field == "check_list"
    assert lines(context, task) == before
