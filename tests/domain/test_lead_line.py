"""Marks in the line that names a lead, in English, Russian and Polish."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.lead_line import MARKS, split_marks
from domain.text import fold

pytestmark = pytest.mark.row("LEAD-02")


@pytest.mark.parametrize(
    ("line", "rest", "values"),
    [
        (
            "Ivan Petrov, Romashka, 8 916 123-45-67, src:fair",
            "Ivan Petrov, Romashka, 8 916 123-45-67",
            {"source": "fair"},
        ),
        ("src: web site, Ivan", ", Ivan", {"source": "web site"}),
        ("Иван ист:выставка", "Иван", {"source": "выставка"}),
        ("Иван, Откуда: выставка; хочет: 40 кресел", "Иван,", {}),
        ("Jan Kowalski, źródło: targi", "Jan Kowalski", {"source": "targi"}),
        ("Jan, ZRODLO:targi", "Jan", {"source": "targi"}),
        ("Ivan wants:40 chairs note:call after 11", "Ivan", {}),
        ("Ivan src:fair src:site", "Ivan", {"source": "site"}),
        ("Ivan src:", "Ivan", {}),
        ("Ivan at 10:30, https://a.example skype:ivan", None, {}),
        ("", "", {}),
    ],
)
def test_a_mark_is_a_known_word_before_a_colon(
    line: str, rest: str | None, values: dict[str, str]
) -> None:
    left, found = split_marks(line)
    assert left == (line if rest is None else rest.strip(" ,;"))
    assert {name: found[name] for name in values} == values
    assert rest is not None or found == {}


def test_several_marks_follow_each_other_without_commas() -> None:
    line = "Ivan wants:40 chairs note:call after 11 to:boris"
    assert split_marks(line) == (
        "Ivan",
        {"title": "40 chairs", "comment": "call after 11", "responsible": "boris"},
    )
    assert split_marks("Иван хочет: 40 кресел, кому: борис")[1] == {
        "title": "40 кресел",
        "responsible": "борис",
    }


@given(
    st.text(),
    st.sampled_from(sorted(MARKS)),
    st.from_regex(r"[a-z]{1,9}( [a-z]{1,9})?", fullmatch=True),
)
def test_whatever_the_line_says_a_mark_at_its_end_is_read(
    line: str, field: str, value: str
) -> None:
    value = value.strip()
    for word in MARKS[field]:
        rest, found = split_marks(f"{line}, {word}:{value}")
        assert found[field] == value
        assert not rest.endswith((" ", ",", ";"))


def test_a_line_of_nothing_but_marks_is_read_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = []

    def counted(text: str) -> str:
        looked_at.append(text)
        return fold(text)

    monkeypatch.setattr("domain.lead_line.fold", counted)
    assert split_marks("src:a " * 300) == ("", {"source": "a"})
    assert len(looked_at) <= 600
