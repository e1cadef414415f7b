"""Search while somebody types, on a connection of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from services.context import Context
from services.records.typing_search import TypingSearch
from services.records.use_cases import add_record


@pytest.fixture
def search(context: Context) -> Iterator[TypingSearch]:
    """A search in a base with one contact."""
    add_record(context, "contact", {"last_name": "Иванов"})
    search = TypingSearch(context)
    yield search
    search.close()


def test_each_text_is_answered(search: TypingSearch) -> None:
    for text in ("и", "ив", "ива"):
        assert titles(search, text) == ["Иванов"]
    assert titles(search, "зззз") == []
    assert search.find("ива", ("company",)) == []


def test_it_sees_what_was_written_meanwhile(context: Context, search: TypingSearch) -> None:
    assert titles(search, "петров") == []
    add_record(context, "contact", {"last_name": "Петров"})
    assert titles(search, "петров") == ["Петров"]


def titles(search: TypingSearch, text: str) -> list[str]:
    """Return the titles of what is found."""
    found = search.find(text)
    assert found is not None
    return [hit.title for hit in found]
