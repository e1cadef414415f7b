"""Text as it is searched, shown on one line and stored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.text import BREAK, fold, one_line, strip_control, words, words_of_texts


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("  Ivan   PETROV\n", "ivan petrov"),
        ("Пётр Ёлкин", "петр елкин"),
        ("Андрей", "андрей"),
        ("Андреи\u0306", "андрей"),
        ("ЙОД", "йод"),
        ("Łucja Żółć Kowalska", "lucja zolc kowalska"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Đorđe Ørsted Æon Þór", "dorde orsted aeon thor"),
        ("François Noël", "francois noel"),
        ("Ґалина Їжак", "галина іжак"),
        ("İstanbul", "istanbul"),
        ("ΜΆΡΚΟΣ", "μαρκοσ"),
        ("Ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
        ("Дем’янчук", "дем'янчук"),
        ("«Ромашка» — 2", '"ромашка" - 2'),
        ("Ро\u00adмаш\u200bка", "ромашка"),
        ("한글", "한글"),
        ("が", "が"),
        ("", ""),
    ],
)
def test_search_form(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_short_i_is_a_letter_of_its_own() -> None:
    assert fold("Й") != fold("И")


def test_every_character_folds_to_something_that_folds_to_itself() -> None:
    for start in range(0, 0x20000, 0x800):
        once = fold(" ".join(map(chr, range(start, start + 0x800))))
        assert fold(once) == once


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="иИйЙеЁёłŁaĄ \u0306\u0308\u0301\u0323\u200d'’"))
def test_folding_twice_changes_nothing_with_loose_marks(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="абвёйABCąłżßé -’"), st.text(alphabet="的αΩ"))
def test_neighbours_do_not_change_how_a_word_folds(word: str, other: str) -> None:
    assert words(f"{word} {other}") == words(word) + words(other)


def test_words() -> None:
    assert words("«Пётр-Сервис», п.2 foo_bar") == ["петр", "сервис", "п", "2", "foo", "bar"]
    assert words("—") == []


def test_words_of_texts_stand_apart() -> None:
    texts = ("Пётр", "«Ромашка»,\nŁódź", "a@b.pl")
    assert words_of_texts(BREAK.join(texts)) == "петр \n ромашка lodz \n a b pl"
    assert words_of_texts(f"{BREAK}Anna{BREAK}") == "anna"
    assert words_of_texts("") == ""


def test_one_line() -> None:
    assert one_line("wants 5 %\r\n\tif 50\x1b[31m pieces", 40) == "wants 5 % if 50[31m pieces"
    assert one_line("abcdef", 6) == "abcdef"
    assert one_line("abcdefg", 6) == "abcde…"
    assert one_line("abcd efg", 6) == "abcd…"
    assert one_line("abc", 0) == ""


def test_stored_text_cannot_command_a_terminal() -> None:
    text = "a\x1b]0;title\x07b\x9b31mc\x00d\x7f\te\r\nf\rg\u202eh\u2028i"
    assert strip_control(text) == "a]0;titleb31mcd\te\nf\ngh\ni"
    assert strip_control("\ud800x").encode() == "\ufffdx".encode()


@given(st.text(st.characters()), st.integers(0, 30))
def test_a_line_has_no_control_characters_and_fits(text: str, limit: int) -> None:
    line = one_line(text, limit)
    assert len(line) <= limit
    assert not any(ch < " " or "\x7f" <= ch <= "\x9f" for ch in line)
    assert all(ch in "\n\t" or ch >= " " for ch in strip_control(text))
