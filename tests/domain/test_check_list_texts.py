"""Check lists as they are typed."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.check_lists import CheckItem, TypedLine, check_list_as_typed, read_check_list

KEY = UUID(int=1)
NOW = datetime(2026, 11, 23, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), min_size=1).filter(
    lambda text: text == " ".join(text.split()) and text
)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("Pack", TypedLine("Pack")),
        ("[x] Pack", TypedLine("Pack", True)),
        (" - [X]Pack ", TypedLine("Pack", True)),
        ("* [ ] Pack", TypedLine("Pack")),
        ("[] Pack", TypedLine("Pack")),
        ("[draft] Pack", TypedLine("[draft] Pack")),
        ("2-3 boxes", TypedLine("2-3 boxes")),
    ],
)
def test_a_box_before_a_line_tells_whether_it_is_ticked(typed: str, line: TypedLine) -> None:
    assert read_check_list(f"\n{typed}\n  \n") == [line]


@given(st.lists(st.tuples(TEXTS, st.booleans())))
def test_what_is_shown_reads_back_as_it_is(lines: list[tuple[str, bool]]) -> None:
    items = [CheckItem(KEY, text, NOW if is_done else None) for text, is_done in lines]
    assert read_check_list(check_list_as_typed(items)) == [TypedLine(*line) for line in lines]
