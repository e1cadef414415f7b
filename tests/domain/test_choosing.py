"""Choosing among labelled choices, and the words for yes and no."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.choosing import choose, named, tell_apart
from domain.errors import BadInput
from domain.text import fold
from domain.yes_no import read_mark, read_yes_no

OUTCOMES = {
    "reached": "Reached",
    "no_answer": "No answer",
    "call_back": "Call back",
    "later": "Call back later",
    "nie": "Zażółcone",
}
PEOPLE = {"anna": "Anna Nowak", "jan1": "Jan Kos", "jan2": "Jan Kos", "kim": ""}

LABELS = st.lists(
    st.text(st.sampled_from("abc 1ł"), min_size=1, max_size=4).filter(str.strip),
    min_size=1,
    max_size=12,
    unique_by=fold,
)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1", "reached"),
        ("5", "nie"),
        ("Call back", "call_back"),
        ("call back l", "later"),
        ("later", "later"),
        ("NO_ANSWER", "no_answer"),
        ("no", "no_answer"),
        ("answer", "no_answer"),
        ("zazol", "nie"),
    ],
)
def test_a_choice_is_named_by_digit_label_code_or_beginning(typed: str, code: str) -> None:
    assert choose(OUTCOMES, typed) == code


@pytest.mark.parametrize("typed", ["", "0", "6", "12", "zzz", "²"])
def test_what_means_nothing_is_refused_with_all_choices(typed: str) -> None:
    with pytest.raises(BadInput, match=r"Use one of: Reached, No answer, Call back, ") as error:
        choose(OUTCOMES, typed, "outcome")
    assert error.value.field == "outcome"


def test_what_means_several_is_refused_with_those() -> None:
    with pytest.raises(BadInput, match=r"“call” may be: Call back, Call back later\.$"):
        choose(OUTCOMES, "call")


def test_people_of_one_name_bear_their_logins() -> None:
    labels = tell_apart(PEOPLE)
    assert list(labels.values()) == ["Anna Nowak", "Jan Kos (jan1)", "Jan Kos (jan2)", "kim"]
    assert choose(labels, "jan2") == "jan2"


def test_a_label_comes_before_the_code_of_another_choice() -> None:
    choices = {"cold": "Frozen", "warm": "Cold"}
    assert choose(choices, "cold") == "warm"
    codes_first = [(code, (code, label)) for code, label in choices.items()]
    assert named(codes_first, "cold") == ["cold"]


@given(LABELS)
def test_every_label_chooses_its_own(labels: list[str]) -> None:
    choices = {f"code {place}": label for place, label in enumerate(labels)}
    for code, label in choices.items():
        assert choose(choices, label) == code


@given(LABELS, st.integers(1, 9))
def test_a_digit_chooses_by_place_unless_it_is_a_label(labels: list[str], digit: int) -> None:
    choices = {f"code {place}": label for place, label in enumerate(labels, 1)}
    if digit <= len(labels) and str(digit) not in labels:
        assert choose(choices, str(digit)) == f"code {digit}"


@given(LABELS, st.text(st.sampled_from("abc 1ł"), max_size=3))
def test_what_is_chosen_has_the_text_among_its_names(labels: list[str], text: str) -> None:
    choices = {f"x{place}": label for place, label in enumerate(labels)}
    for code in named(((code, (label, code)) for code, label in choices.items()), text):
        assert fold(text) in f"{fold(choices[code])} {code}"


@pytest.mark.parametrize("text", ["yes", "Yes", "да", "TAK", "+", "1", "on", "true"])
def test_words_for_yes(text: str) -> None:
    assert read_yes_no(text)
    assert read_mark(text)


@pytest.mark.parametrize("text", ["no", "Нет", "nie", "-", "–", "0", "off", "false"])
def test_words_for_no(text: str) -> None:
    assert not read_yes_no(text)
    assert not read_mark(text)


def test_an_empty_text_sets_no_mark_and_answers_nothing() -> None:
    assert not read_mark("")
    with pytest.raises(BadInput, match="neither yes nor no"):
        read_yes_no("")


@pytest.mark.parametrize("text", ["maybe", "yess", "да нет"])
def test_what_is_neither_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="neither yes nor no") as error:
        read_mark(text, "important")
    assert error.value.field == "important"
