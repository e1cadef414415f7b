"""A vCard file cut into cards, as bytes, before anything in them is understood.

Cards are cut first, so that a damaged one does not take its neighbours with it. Only one card,
and those nested in it, is in memory at a time.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from services.formats.text_encoding import utf16_name

BLOCK_SIZE = 1 << 16
MAX_CARD_SIZE = 64 << 20
"""Bytes of a card beyond which it is cut: no photo is that large, but a damaged file may be."""

_MAX_NESTED = 16
_MAX_LOOSE = 1 << 20
_BOM = codecs.BOM_UTF8
_BEGIN = re.compile(rb"\s*BEGIN[ \t]*:[ \t]*VCARD\s*", re.IGNORECASE)
_END = re.compile(rb"\s*END[ \t]*:[ \t]*VCARD\s*", re.IGNORECASE)
_GLUED = re.compile(rb"(\s*END[ \t]*:[ \t]*VCARD)\s*(BEGIN[ \t]*:[ \t]*VCARD\s*)", re.IGNORECASE)
_AGENT = re.compile(rb"([\w-]+\.)?AGENT[^:]*:\s*", re.IGNORECASE)
_NEW_CARD = re.compile(rb"(VERSION|FN|N)[;:]", re.IGNORECASE)
_PROPERTY = re.compile(rb"(?:[\w-]+\.)?[A-Za-z][\w/-]*(?:;[^:]*)?:")


@dataclass(slots=True)
class RawCard:
    """The lines of one card between its BEGIN and END, without their line ends.

    `number` counts the cards of the file from 1; `is_closed` is whether an END was found;
    `is_too_large` whether lines were dropped because the card passes `MAX_CARD_SIZE`.
    """

    number: int
    lines: list[bytes] = field(default_factory=list)
    size: int = 0
    is_closed: bool = False
    is_too_large: bool = False

    def add(self, line: bytes) -> None:
        """Append a line, unless the card has grown beyond every measure."""
        self.size += len(line) + 1
        if self.size > MAX_CARD_SIZE:
            self.is_too_large = True
        else:
            self.lines.append(line)


def read_blocks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the content of `stream` in blocks, UTF-16 turned into UTF-8."""
    block = stream.read(BLOCK_SIZE)
    codec = utf16_name(block)
    if codec is None:
        while block:
            yield block
            block = stream.read(BLOCK_SIZE)
        return
    decoder = codecs.getincrementaldecoder(codec)("replace")
    while block:
        yield decoder.decode(block).encode()
        block = stream.read(BLOCK_SIZE)
    yield decoder.decode(b"", final=True).encode()


def read_lines(blocks: Iterable[bytes]) -> Iterator[bytes]:
    r"""Yield the lines of a file given in blocks; they end with \n, \r\n, \r\r\n or \r.

    A line longer than a card may be is cut there.
    """
    parts: list[bytes] = []
    size = 0
    for block in blocks:
        parts.append(block)
        size += len(block)
        if b"\n" not in block and b"\r" not in block and size <= MAX_CARD_SIZE:
            continue
        data = b"".join(parts)
        data = data.replace(b"\r\r\n", b"\r\n")
        kept = max(len(data.rstrip(b"\r")), len(data) - 2)
        lines = data[:kept].splitlines(keepends=True)
        rest = data[kept:]
        if lines and size <= MAX_CARD_SIZE and not lines[-1].endswith((b"\n", b"\r")):
            rest = lines.pop() + rest
        for line in lines:
            yield line.rstrip(b"\r\n")
        parts, size = [rest], len(rest)
    for line in b"".join(parts).splitlines():
        yield line


def split_cards(lines: Iterable[bytes]) -> Iterator[RawCard]:
    """Yield the cards among `lines`, in the order in which they begin.

    Text between cards is passed over. A card given as the value of AGENT is left out, the card
    around it is whole. A card that begins inside another one, without AGENT, is a card of its own;
    whether the outer one lacks its END or goes on after the inner one shows in what follows.
    """
    splitter = _Splitter()
    for line in lines:
        text = line.removeprefix(_BOM)
        glued = _GLUED.fullmatch(text) if len(text) < 200 else None
        for piece in glued.groups() if glued else (text,):
            yield from splitter.feed(piece)
    yield from splitter.finish()


class _Splitter:
    """What is open while the lines of a file go by.

    `_outer` is a card inside which another began; it waits, with the inner ones in `_inner`, until
    it shows whether it goes on. `_loose` gathers lines outside any card, which are a card without
    a BEGIN if an END follows.
    """

    def __init__(self) -> None:
        self._count = 0
        self._card: RawCard | None = None
        self._outer: RawCard | None = None
        self._inner: list[RawCard] = []
        self._loose: RawCard | None = None
        self._agent_depth = 0
        self._indent = b""
        self._last = b""

    def feed(self, line: bytes) -> Iterator[RawCard]:
        """Take the next line; yield the cards that are complete with it."""
        is_short = len(line) < 100
        if is_short and _BEGIN.fullmatch(line) and self._is_at_margin(line):
            yield from self._begin(line)
        elif is_short and _END.fullmatch(line) and self._is_at_margin(line):
            yield from self._end()
        elif self._agent_depth == 0:
            self._add(line)
        if line.strip():
            self._last = line if is_short else b""

    def finish(self) -> Iterator[RawCard]:
        """Yield the cards that the end of the file leaves open."""
        if self._outer is not None:
            yield from self._release()
        if self._card is not None:
            yield self._card
            self._card = None
        yield from self._release()

    def _is_at_margin(self, line: bytes) -> bool:
        """Whether the line is not folded text, which is indented further than its card."""
        return self._card is None or not line.removeprefix(self._indent)[:1].isspace()

    def _add(self, line: bytes) -> None:
        """Give a line to the card that is open, or to the one that it shows to be open."""
        if self._card is not None:
            self._card.add(line.removeprefix(self._indent))
        elif self._loose is not None:
            self._loose.add(line)
            if self._loose.size > _MAX_LOOSE:
                self._loose = None
        elif _PROPERTY.match(line):
            if self._outer is not None and not _NEW_CARD.match(line):
                self._card, self._outer = self._outer, None
                self._card.add(line)
            else:
                self._loose = RawCard(0)
                self._loose.add(line)

    def _begin(self, line: bytes) -> Iterator[RawCard]:
        if self._card is not None and _AGENT.fullmatch(self._last):
            self._agent_depth += 1
            return
        self._agent_depth = 0
        self._loose = None
        if self._card is not None:
            if self._outer is not None:
                yield from self._release()
            self._outer = self._card
        if self._outer is not None and len(self._inner) >= _MAX_NESTED:
            yield from self._release()
        self._count += 1
        self._card = RawCard(self._count)
        self._indent = line[: len(line) - len(line.lstrip())]

    def _end(self) -> Iterator[RawCard]:
        if self._agent_depth:
            self._agent_depth -= 1
            return
        card = self._card
        if card is None and self._loose is not None:
            yield from self._release()
            self._count += 1
            card = self._loose
            card.number = self._count
        self._card = self._loose = None
        if card is None:
            return
        card.is_closed = True
        if self._outer is not None:
            self._inner.append(card)
        else:
            yield card
            yield from self._release()

    def _release(self) -> Iterator[RawCard]:
        """Yield the waiting outer card, which lacks its END, and the ones inside it."""
        if self._outer is not None:
            yield self._outer
            self._outer = None
        yield from self._inner
        self._inner = []
