"""The kind of a phone is completed while it is typed."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from widgets.forms.points_field import KindSuggester, PointsField

KINDS = ("mobile", "work", "home", "main")


@pytest.mark.row("CONT-01")
@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("8 916 123-45-67 (mo", "8 916 123-45-67 (mobile)"),
        ("8 916 123-45-67 (", "8 916 123-45-67 (mobile)"),
        ("8 916 (work); 8 495 123 (H", "8 916 (work); 8 495 123 (Home)"),
        ("8 916 123-45-67 ", "8 916 123-45-67 (mobile)"),
        ("8 916 123-45-67", None),
        ("8 916 123-45-67 (secret", None),
        ("8 916 123-45-67 (work)", None),
        ("Ivan ", None),
        ("", None),
        ("(", None),
    ],
)
def test_a_kind_is_completed(typed: str, completed: str | None) -> None:
    assert KindSuggester(KINDS).complete(typed) == completed


class Host(App[None]):
    """Shows the field alone."""

    def compose(self) -> ComposeResult:
        """Lay out the field."""
        yield PointsField("phones", "Phones", KINDS)


async def test_the_right_arrow_takes_the_kind() -> None:
    async with Host().run_test() as pilot:
        field = pilot.app.query_one(PointsField)
        field.input.focus()
        await pilot.press(*"123", "space", "left_parenthesis", "w")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("right")
        assert field.value == "123 (work)"
