"""What a query becomes before it is asked of records."""

from __future__ import annotations

import pytest

from domain.query.printing import to_text
from domain.query.simplifying import simplified
from domain.query.tree import And, Words
from tests.domain.query.query_texts import read


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("-a -b mine -city:x", "mine -(a OR b OR city:x)"),
        ("NOT (NOT (NOT a))", "-a"),
        ("-(-a -b)", "a OR b"),
        ("-(a OR b) -c", "-(a OR b OR c)"),
        ("city:x OR mine OR city:y,x", "city:x,y OR mine"),
        ("city:x city:y", "city:x city:y"),
        ("a", "a"),
        ("", ""),
    ],
)
def test_a_query_is_asked_by_fewer_questions(typed: str, asked: str) -> None:
    assert to_text(simplified(read(typed).root)) == asked


def test_words_that_must_all_be_found_are_looked_for_at_once() -> None:
    found = simplified(read("(mine (a type:client)) b").root)
    assert isinstance(found, And)
    assert found.parts[0] == Words("", ("a", "b"))
    assert len(found.parts) == 3
