"""What the About part of a card says: the fields in their sections, and blocks beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from domain.fields import ROW_TYPES
from domain.i18n import _, ngettext
from domain.references import Reference
from screens.cards.card_texts import FieldKey, label_of, shown_value
from services.cards.card import Card
from services.context import Context
from widgets.field_rows import FieldBlock, FieldLine

if TYPE_CHECKING:
    from screens.cards.record_card import RecordCard

_EMPTY = (None, "", (), False)


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
    """Lines under a title, such as the sets of tax and bank details of a client."""

    __slots__ = ("lines", "title")

    def __init__(self, title: str, lines: Sequence[ExtraLine]) -> None:
        self.title = title
        self.lines = tuple(lines)


BlockProvider = Callable[[Context, Card], Sequence[ExtraBlock]]

EXTRA_BLOCKS: dict[str, list[BlockProvider]] = {}
"""What gives further blocks of the About part, by kind, in their order: add to it to show more.

A provider reads on the connection of the calling thread, within a few milliseconds.
"""


SHOW_EMPTY = "show empty"
"""Names the line that shows the fields without a value."""


def field_blocks(context: Context, card: Card, *, with_empty: bool) -> Iterator[FieldBlock]:
    """Return the sections of the layout with their fields.

    Those without a value are shown `with_empty`, else one line at the end tells how many there are.
    What only the program writes is left out where it is empty. Values of several parts, such as
    requisites, have blocks of their own.
    """
    record, values = card.reference, card.view.values
    fields = [
        field
        for field in context.fields.of(record.kind)
        if field.type not in ROW_TYPES
        and not ((field.read_only or field.by_intake) and values.get(field.name) in _EMPTY)
    ]
    empty = 0
    for title, shown in card.layout.arrange(fields):
        filled = [one for one in shown if with_empty or values.get(one.name) not in _EMPTY]
        empty += len(shown) - len(filled)
        lines = [
            FieldLine(
                FieldKey(record, field.name),
                label_of(card, field),
                shown_value(context, card.view, field),
            )
            for field in filled
        ]
        if lines:
            yield FieldBlock(_(title), tuple(lines))
    if empty:
        said = ngettext("{count} field without a value", "{count} fields without a value", empty)
        key = FieldKey(record, SHOW_EMPTY)
        yield FieldBlock("", (FieldLine(key, "", f"+ {said.format(count=empty)}"),))


def extra_blocks(context: Context, card: Card) -> list[ExtraBlock]:
    """Return the further blocks of a card."""
    providers = EXTRA_BLOCKS.get(card.view.kind, ())
    return [block for provider in providers for block in provider(context, card)]


def as_field_blocks(record: Reference, blocks: Sequence[ExtraBlock]) -> Iterator[FieldBlock]:
    """Return further blocks as the list shows them."""
    for block in blocks:
        lines = (
            FieldLine(FieldKey(record, f"extra:{line.name}"), line.label, line.text, line.is_wrong)
            for line in block.lines
        )
        yield FieldBlock(block.title, tuple(lines))
