"""Lines that two people have changed at once."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from domain.calculation.merging import LineClash, merge_lines
from domain.parts import LineItem


def item(number: int, name: str = "") -> LineItem:
    return LineItem(UUID(int=number), name=name or f"Line {number}", price=Decimal(10))


SHOWN = (item(1), item(2), item(3))


def test_what_each_has_changed_is_put_together() -> None:
    theirs = (item(1), item(2, "theirs"), item(4, "added by them"))
    mine = (LineItem(name="added by me"), item(1, "mine"), item(2), item(3))
    lines, clashes = merge_lines(SHOWN, theirs, mine)
    assert [line.name for line in lines] == ["added by me", "mine", "theirs", "added by them"]
    assert clashes == ()


def test_what_both_have_changed_clashes_unless_mine_is_to_stay() -> None:
    theirs = (item(1, "theirs"), item(2, "theirs"))
    mine = (item(1, "mine"), item(3, "mine"))
    lines, clashes = merge_lines(SHOWN, theirs, mine)
    assert clashes == (
        LineClash(item(1, "mine"), item(1, "theirs")),
        LineClash(item(3, "mine"), None),
        LineClash(None, item(2, "theirs")),
    )
    assert merge_lines(SHOWN, theirs, mine, overrule=True) == (lines, ())
    assert lines == mine


def test_the_same_change_is_no_clash() -> None:
    same = (item(1, "new"), item(2), item(3))
    assert merge_lines(SHOWN, same, same) == (same, ())


names = st.sampled_from(["", "x", "y"])
versions = st.lists(
    st.builds(item, st.integers(1, 5), names), unique_by=lambda line: line.id, max_size=5
)


@given(versions, versions)
def test_who_changed_nothing_gets_what_the_other_made(
    shown: list[LineItem], made: list[LineItem]
) -> None:
    by_key = {line.id: line for line in made}
    assert merge_lines(shown, shown, made) == (tuple(made), ())
    lines, clashes = merge_lines(shown, made, shown)
    assert clashes == ()
    assert {line.id: line for line in lines} == by_key


@given(versions, versions, versions)
def test_nothing_of_mine_is_lost(
    shown: list[LineItem], theirs: list[LineItem], mine: list[LineItem]
) -> None:
    lines, _clashes = merge_lines(shown, theirs, mine)
    for line in mine:
        assert line in lines or line in shown
    renamed = [replace(line, name="new name") for line in mine]
    assert set(renamed) <= set(merge_lines(shown, theirs, renamed).lines)
