"""What docs/query.md says can be typed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from domain.feed import FEED, FEED_FIELDS, kind_options, what_options
from domain.query.errors import QueryError
from domain.query.names import Option
from domain.query.parser import parse_query
from domain.query.tree import And, Words
from tests.domain.query.query_texts import NOW, read

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "query.md"
_EXAMPLE = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
_BEFORE, _TITLE, _FEED = PAGE.read_text("utf-8").partition("## The feed")
EXAMPLES = _EXAMPLE.findall(_BEFORE)
FEED_EXAMPLES = _EXAMPLE.findall(_FEED)


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) > 35
    assert len(FEED_EXAMPLES) > 5


@pytest.mark.row("HIST-04")
@pytest.mark.parametrize("text", FEED_EXAMPLES)
def test_examples_of_the_feed_are_read(text: str) -> None:
    offered = {"who": [Option("anna")], "kind": kind_options(), "what": what_options()}
    stages = [Option("stage")]
    parse_query(text, FEED, FEED_FIELDS, NOW, lambda field: offered.get(field.name, stages))


@pytest.mark.parametrize("text", EXAMPLES)
def test_examples_are_read(text: str) -> None:
    refusals: list[str] = []
    for kind in ("contact", "deal", "activity", "lead"):
        try:
            read(text, kind)
        except QueryError as error:
            refusals.append(str(error))
    assert len(refusals) < 4, refusals


def test_the_first_example_of_all_asks_for_fields_alone() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    (example,) = re.findall(r"show only what fits: `([^`]+)`", readme)
    asked = read(example, "activity").root
    assert isinstance(asked, And)
    assert not any(isinstance(part, Words) for part in asked.parts)
