"""What docs/query.md says can be typed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from domain.query.errors import QueryError
from tests.domain.query.query_texts import read

PAGE = Path(__file__).parents[3] / "docs" / "query.md"
EXAMPLES = re.findall(r"^\| `([^`]+)` \|", PAGE.read_text("utf-8"), re.MULTILINE)


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) > 35


@pytest.mark.parametrize("text", EXAMPLES)
def test_examples_are_read(text: str) -> None:
    refusals: list[str] = []
    for kind in ("contact", "deal", "activity", "lead"):
        try:
            read(text, kind)
        except QueryError as error:
            refusals.append(str(error))
    assert len(refusals) < 4, refusals
