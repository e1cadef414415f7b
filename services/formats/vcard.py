"""Address books in vCard form (.vcf): versions 2.1, 3.0 and 4.0, as real programs write them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from domain.errors import UnusableFile
from domain.i18n import _
from services.formats.cards import BrokenCard, Card
from services.formats.file_kinds import describe_kind
from services.formats.text_encoding import guess_single_byte, is_utf8
from services.formats.vcard_access import CardProperties
from services.formats.vcard_cards import read_card
from services.formats.vcard_properties import card_version, read_properties
from services.formats.vcard_split import (
    MAX_CARD_SIZE,
    RawCard,
    read_blocks,
    read_lines,
    split_cards,
)

_SAMPLE_SIZE = 4096


def read_vcards(path: Path) -> Iterator[Card | BrokenCard]:
    """Yield the cards of the file at `path`, in the order in which they begin.

    The file is read as the cards are asked for; about one card is in memory at a time. A card of
    which nothing can be read is yielded as broken, with its number, and does not stop the rest.

    Raises UnusableFile, at the first card asked for or later, where the file is missing, is a
    folder, cannot be read or holds no card at all.
    """
    with _opened(path) as stream:
        blocks = _checked(read_blocks(stream), path)
        head = next(blocks, b"")
        encoding = _EncodingGuess()
        encoding.learn(head)
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


def _opened(path: Path) -> BinaryIO:
    """Return the file at `path`, open for reading; raises UnusableFile."""
    if os.path.isdir(path):  # Path.is_dir raises for a name too long to be one
        raise UnusableFile(
            _("{path} is a folder. Name the vCard file (.vcf) in it.").format(path=path)
        )
    try:
        return path.open("rb")
    except (FileNotFoundError, ValueError) as error:
        message = _("There is no file {path}. Check its name and folder.").format(path=path)
        raise UnusableFile(message) from error
    except OSError as error:
        raise _unreadable(path, error) from error


def _checked(blocks: Iterator[bytes], path: Path) -> Iterator[bytes]:
    """Yield `blocks`; raises UnusableFile where the system cannot deliver one."""
    try:
        yield from blocks
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> UnusableFile:
    message = _("The file {path} cannot be read. The system says: {reason}.")
    return UnusableFile(message.format(path=path, reason=error.strerror or error))


class _EncodingGuess:
    """The single-byte encoding of a file, judged by the lines met so far that are no UTF-8."""

    def __init__(self) -> None:
        self.name = "windows-1251"
        self._sample = bytearray()

    def learn(self, data: bytes) -> None:
        """Take note of the lines in `data` that no Unicode encoding explains."""
        if len(self._sample) >= _SAMPLE_SIZE or data.isascii() or is_utf8(data):
            return
        for line in data.splitlines():
            if not line.isascii() and not is_utf8(line) and b"CHARSET=" not in line.upper():
                self._sample += line[:_SAMPLE_SIZE] + b"\n"
        del self._sample[_SAMPLE_SIZE:]
        self.name = guess_single_byte(bytes(self._sample))


def _read(raw: RawCard, encoding: _EncodingGuess) -> Card | BrokenCard:
    """Return what the lines of one card say."""
    if raw.is_too_large:
        size = MAX_CARD_SIZE >> 20
        reason = _("The card is larger than {size} MB, which no contact is.").format(size=size)
        return BrokenCard(raw.number, reason)
    encoding.learn(b"\n".join(line for line in raw.lines if not line.isascii()))
    version = card_version(raw.lines)
    properties = CardProperties(version, read_properties(raw.lines, version, encoding.name))
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
    if raw.is_closed:
        reason = _("The card holds no name, phone, e-mail, organisation or anything else to keep.")
    else:
        reason = _("The card breaks off without END:VCARD, and nothing can be read in it.")
    return BrokenCard(raw.number, reason)
