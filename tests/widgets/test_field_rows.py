"""Labelled values as rows of a list: long ones go over several lines, and none is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from widgets.field_rows import FieldBlock, FieldLine, field_rows, label_width
from widgets.lists.row_painter import GUTTER

WORDS = st.text(st.sampled_from("abcdeжщ漢 "), min_size=1, max_size=60).filter(str.strip)
LINES = st.builds(FieldLine, st.uuids(), WORDS, WORDS)
BLOCKS = st.lists(st.builds(FieldBlock, WORDS, st.lists(LINES, max_size=4).map(tuple)), max_size=3)


def test_a_long_value_is_broken_between_words() -> None:
    block = FieldBlock("About", (FieldLine("comment", "Comment", "call after eleven only"),))
    rows = field_rows([block], 27)
    assert [(row.label, row.text, row.is_heading) for row in rows] == [
        ("", "About", True),
        ("Comment", "call after", False),
        ("", "eleven only", True),
    ]
    assert rows[1].key == "comment"


def test_a_block_without_a_title_has_no_heading() -> None:
    rows = field_rows([FieldBlock("", (FieldLine("more", "", "+ 3 fields"),))], 40)
    assert [row.text for row in rows] == ["+ 3 fields"]


@given(BLOCKS, st.integers(24, 120))
def test_every_value_can_be_gone_to_and_fits(blocks: list[FieldBlock], width: int) -> None:
    rows = field_rows(blocks, width)
    keys = [line.key for block in blocks for line in block.lines]
    assert [row.key for row in rows if not row.is_heading] == keys
    labels = label_width(blocks, width)
    values = [row for row in rows if not row.is_title]
    assert all(GUTTER + labels + 1 + cell_len(row.text) <= width for row in values)
    shown = "".join(row.text for row in values).replace(" ", "")
    assert shown == "".join(line.text for b in blocks for line in b.lines).replace(" ", "")
