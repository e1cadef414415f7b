"""Other scripts, other keyboard layouts, slips of the hand."""

from __future__ import annotations

import pytest
from anyascii import anyascii
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from domain.key_layouts import in_other_layout
from domain.spelling import has_other_script, other_script, slips
from domain.text import fold

CYRILLIC = st.text("абвгдежзийклмнопрстуфхцчшщъыьэюя", min_size=1, max_size=9)
READABLE = st.from_regex("([аеийоуыэюя]|[бвгджзклмнпрстфхцчшщ][ьъ]?){1,7}", fullmatch=True)
"""Letters of words: a sign only behind a consonant."""

LATIN = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9)


def may_be_written(word: str, wanted: str) -> bool:
    """Return whether `wanted` is among the spellings of a word in the other script."""
    begun = {(0, "")}
    for at in range(len(word)):
        for place, written in [one for one in begun if one[0] == at]:
            begun |= {
                (end, written + piece)
                for end, piece in other_script(word, place)
                if wanted.startswith(written + piece)
            }
    return (len(word), wanted) in begun


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("иванов", "ivanov"), ("ковалев", "kovalyov"), ("щукин", "shchukin"), ("щукин", "schukin"),
        ("хрущев", "khrushchev"), ("хомяков", "homyakov"), ("юлия", "yulia"), ("юлия", "julija"),
        ("дмитрий", "dmitry"), ("алексей", "alexey"), ("алексей", "aleksej"), ("ольга", "olga"),
        ("татьяна", "tatiana"), ("татьяна", "tatyana"), ("кузнецов", "kuznecov"),
        ("соловьев", "solovyev"), ("евгений", "evgeny"), ("евгений", "yevgeniy"),
        ("ковальская", "kowalska"), ("войцеховский", "wojciechowski"), ("кшиштоф", "krzysztof"),
        ("ежи", "jerzy"), ("малгожата", "malgorzata"), ("вуйцик", "wojcik"), ("яцек", "jacek"),
        ("агнешка", "agnieszka"), ("смит", "smith"), ("джон", "john"), ("уилсон", "wilson"),
        ("жуков", "zukov"), ("чехов", "czechow"), ("шевченко", "szewczenko"), ("яна2", "jana2"),
    ],
)  # fmt: skip
def test_a_name_may_be_written_in_the_other_script(cyrillic: str, latin: str) -> None:
    assert has_other_script(cyrillic)
    assert has_other_script(latin)
    assert may_be_written(cyrillic, latin)
    assert may_be_written(latin, cyrillic)


@given(READABLE)
def test_every_common_transliteration_is_known_both_ways(word: str) -> None:
    latin = fold(anyascii(word)).replace("'", "").replace('"', "")
    assert may_be_written(word, latin)
    assert may_be_written(latin, word)


@pytest.mark.parametrize("word", ["", "123", "λόγος", "анnа", "пo"])
def test_what_is_of_no_script_or_of_both_has_no_other(word: str) -> None:
    assert not has_other_script(word)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bdfyjd", "иванов"), ("шмфтщм", "ivanov"), ("Bdfyjd", "Иванов"), ("[jvzrjd", "хомяков"),
        ("\\bh 'ltkmdtqc", "\\ир эдельвейс"), ("{jvzrjd", "Хомяков"), ("ащк 12", "for 12"),
        ("лщцфдылф", "kowalska"), ("`kjxrf", "ёлочка"),
    ],
)  # fmt: skip
def test_the_same_keys_in_the_other_layout(typed: str, meant: str) -> None:
    assert in_other_layout(typed) == meant


@pytest.mark.parametrize("typed", ["", "123", "[];", "анна anna", "λόγος"])
def test_a_text_whose_layout_cannot_be_told_stays(typed: str) -> None:
    assert in_other_layout(typed) == ""


@given(CYRILLIC)
def test_two_changes_of_the_layout_give_the_text_back(word: str) -> None:
    latin = in_other_layout(word)
    if any(letter.isalpha() for letter in latin):
        assert in_other_layout(latin) == word


@given(CYRILLIC | LATIN)
def test_slips_are_one_step_away_and_never_the_word_itself(word: str) -> None:
    found = slips(word)
    assert bool(found) == (len(word) >= 4)
    assert all(OSA.distance(word, other) == 1 for other in found)


@given(st.data(), (CYRILLIC | LATIN).filter(lambda word: len(word) >= 5))
def test_a_word_is_among_the_slips_of_what_was_typed_for_it(data: st.DataObject, word: str) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    dropped = word[:at] + word[at + 1 :]
    # The last letter is no slip: a search goes by beginnings.
    if at < len(dropped) and len(dropped) > 4 and dropped != word:
        assert word in slips(dropped)
    if at + 1 < len(word) and word[at] != word[at + 1]:
        assert word in slips(word[:at] + word[at + 1] + word[at] + word[at + 2 :])


@given(CYRILLIC | LATIN, st.integers(0, 9))
def test_no_slip_is_left_out_that_changes_what_does_not_occur(word: str, right: int) -> None:
    beginning = word[: right + 1]
    assert {other for other in slips(word) if not other.startswith(beginning)} <= slips(word, right)


@pytest.mark.parametrize("word", ["анна2", "o1234", "abc", "λόγος", "пo-ру"])
def test_no_slip_is_looked_for_in_numbers_and_short_words(word: str) -> None:
    assert slips(word) == set()
