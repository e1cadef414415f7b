"""The text of a cell while it is typed: its cursor, and what of it is in view."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from widgets.grid.typed_cell import LONGEST, TypedCell

KEYS = ["left", "right", "home", "end", "backspace", "delete", "ctrl+left", "ctrl+right"]
KEYS += ["ctrl+w", "ctrl+u", "ctrl+k", "ctrl+a", "ctrl+e"]


def test_keys_of_an_input() -> None:
    typed = TypedCell()
    typed.insert("стул Нор")
    typed.insert("д")
    assert (typed.text, typed.caret) == ("стул Норд", 9)
    typed.press("ctrl+left")
    typed.insert("«")
    assert typed.text == "стул «Норд"
    typed.press("end")
    typed.insert("»")
    typed.press("home")
    typed.press("delete")
    typed.insert("С")
    assert typed.text == "Стул «Норд»"
    typed.press("ctrl+right")
    assert typed.caret == 4
    typed.press("ctrl+k")
    assert typed.text == "Стул"
    typed.press("ctrl+w")
    assert typed.text == ""
    assert not typed.press("f5")


def test_a_letter_with_its_mark_is_one() -> None:
    typed = TypedCell("e\u0301a")
    typed.press("left")
    typed.press("backspace")
    assert typed.text == "a"


def test_line_ends_become_blanks_and_the_longest_text_is_cut() -> None:
    typed = TypedCell()
    typed.insert("a\r\nb\tc" + "x" * LONGEST)
    assert typed.text.startswith("a  b c")
    assert len(typed.text) == LONGEST


texts = st.text(alphabet="abc ż漢字é\u0301-", max_size=20)


@given(texts, st.lists(st.sampled_from(KEYS) | texts, max_size=12), st.integers(1, 14))
@pytest.mark.row("DOC-13")
def test_the_cursor_is_always_in_view(text: str, does: list[str], width: int) -> None:
    typed = TypedCell(text)
    for one in does:
        if not typed.press(one):
            typed.insert(one)
        assert 0 <= typed.caret <= len(typed.text)
        before, under, after = typed.pieces(width)
        assert under
        if width > 2:
            assert cell_len(before + under + after) == width
