"""Address books in vCard form (.vcf): versions 2.1, 3.0 and 4.0, as real programs write them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from domain.errors import UnusableFile
from domain.i18n import _
from domain.text import one_line
from services.formats.cards import BrokenCard, Card
from services.formats.file_kinds import describe_kind
from services.formats.file_reading import open_file, unreadable
from services.formats.text_encoding import decode, guess_single_byte, is_utf8
from services.formats.vcard_access import CardProperties
from services.formats.vcard_cards import read_card
from services.formats.vcard_properties import (
    StrayLineError,
    card_version,
    declared_single_byte,
    read_properties,
)
from services.formats.vcard_split import (
    MAX_CARD_SIZE,
    RawCard,
    read_blocks,
    read_lines,
    split_cards,
)

_SAMPLE_SIZE = 4096
_LINE_SAMPLE = 400
_SHOWN_LINE = 60


def read_vcards(path: Path) -> Iterator[Card | BrokenCard]:
    """Yield the cards of the file at `path`, in the order in which they begin.

    The file is read as the cards are asked for; about one card is in memory at a time. A card that
    is damaged or empty is yielded as broken, with its number, and does not stop the rest.

    Raises UnusableFile, at the first card asked for or later, where the file is missing, is a
    folder, cannot be read or holds no card at all.
    """
    with open_file(path) as stream:
        blocks = _checked(read_blocks(stream), path)
        head = next(blocks, b"")
        encoding = _EncodingGuess()
        encoding.learn(head.splitlines())
        number = 0
        for raw in split_cards(read_lines(chain((head,), blocks))):
            number = raw.number
            yield _read(raw, encoding)
    if number == 0:
        raise UnusableFile(
            _(
                "The file {path} holds no vCard. What it looks like: {kind}. Expected is a file"
                " with cards that begin with BEGIN:VCARD, usually named .vcf."
            ).format(path=path, kind=describe_kind(head))
        )


def _checked(blocks: Iterator[bytes], path: Path) -> Iterator[bytes]:
    """Yield `blocks`; raises UnusableFile where the system cannot deliver one."""
    try:
        yield from blocks
    except OSError as error:
        raise unreadable(path, error) from error


class _EncodingGuess:
    """The single-byte encoding of text that names none and is no UTF-8.

    It is the one that other lines of the card declare, else that of other lines of the file, and
    where none declares any, it is judged by the lines met so far.
    """

    def __init__(self) -> None:
        self._guess = "windows-1251"
        self._sample = bytearray()
        self._declared: Counter[str] = Counter()

    def learn(self, lines: list[bytes]) -> str:
        """Take note of `lines`; return the encoding for those of them that declare none."""
        declared = Counter(declared_single_byte(lines))
        self._declared += declared
        self._learn_sample([line for line in lines if not line.isascii() and not is_utf8(line)])
        best = (declared or self._declared).most_common(1)
        return best[0][0] if best else self._guess

    def _learn_sample(self, lines: list[bytes]) -> None:
        """Judge the encoding anew with `lines`, which no Unicode encoding explains."""
        undeclared = [line for line in lines if b"CHARSET=" not in line.upper()]
        if not undeclared or len(self._sample) >= _SAMPLE_SIZE:
            return
        for line in undeclared:
            self._sample += line[:_SAMPLE_SIZE] + b"\n"
        del self._sample[_SAMPLE_SIZE:]
        self._guess = guess_single_byte(bytes(self._sample))


def _read(raw: RawCard, encoding: _EncodingGuess) -> Card | BrokenCard:
    """Return what the lines of one card say."""
    if raw.is_too_large:
        size = MAX_CARD_SIZE >> 20
        reason = _("The card is larger than {size} MB, which no contact is.").format(size=size)
        return BrokenCard(raw.number, reason)
    fallback = encoding.learn(raw.lines)
    if not raw.is_closed:
        return BrokenCard(
            raw.number,
            _("The card has no end: END:VCARD is missing, so part of it may be lost."),
        )
    version = card_version(raw.lines)
    try:
        properties = CardProperties(version, read_properties(raw.lines, version, fallback))
    except StrayLineError as error:
        text = one_line(decode(error.line[:_LINE_SAMPLE], None, fallback), _SHOWN_LINE)
        reason = _(
            "The line “{line}” of the card is no property (it has no name with a colon after it)"
            " and does not belong to the one before it, so the card is damaged."
        )
        return BrokenCard(raw.number, reason.format(line=text))
    if properties.first("KIND", "X-ADDRESSBOOKSERVER-KIND").lower() == "group":
        return BrokenCard(
            raw.number,
            _(
                "The card is a group of contacts, not a person or a company. The contacts in it"
                " have cards of their own."
            ),
        )
    card = read_card(raw.number, properties)
    if not card.is_empty:
        return card
    reason = _("The card holds no name, phone, e-mail, organisation or anything else to keep.")
    return BrokenCard(raw.number, reason)
