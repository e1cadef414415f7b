"""Blocks of the About part of a card that are no fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screens.cards.record_card import RecordCard


class ExtraLine:
    """A line of a block that is not a field: `open` is called with the card when Enter is pressed.

    `name` tells the lines of a card apart, also after it was read anew.
    """

    __slots__ = ("is_wrong", "label", "name", "open", "text")

    def __init__(
        self,
        name: str,
        label: str,
        text: str,
        open: Callable[[RecordCard], object],  # noqa: A002
        *,
        is_wrong: bool = False,
    ) -> None:
        self.name = name
        self.label = label
        self.text = text
        self.open = open
        self.is_wrong = is_wrong


class ExtraBlock:
    """Lines under a title, such as the sets of tax and bank details of a client.

    It stands where the layout has the field or block of the name `place`; without one, behind all.
    """

    __slots__ = ("lines", "place", "title")

    def __init__(self, title: str, lines: Sequence[ExtraLine], place: str = "") -> None:
        self.title = title
        self.place = place
        self.lines = tuple(lines)
