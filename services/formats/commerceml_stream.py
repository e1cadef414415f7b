"""Reads an XML document of any size record by record, by expat.

Memory holds one record at a time. Whatever a document could reach out with, or blow itself up by,
needs a document type declaration, and a document that has one is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from domain.errors import UnusableFile
from domain.i18n import _
from services.formats.file_kinds import describe_kind
from services.formats.file_reading import open_file, unreadable
from services.formats.text_encoding import declared_codec, encoding_of_head, utf16_name

_CHUNK = 1 << 16
_MOST_TEXT = 1 << 20
"""Characters of one element that are kept; no field of a catalog holds more."""
_MOST_NODES = 100_000
"""Elements of one record that are kept."""

_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"']")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
"""Bytes that XML forbids although programs write them from what people have pasted."""


@dataclass(slots=True)
class Node:
    """An element of a record: its name without a prefix, its line, and what stands within.

    `outer` is the record around a record, whose child it is not.
    """

    tag: str
    line: int
    attributes: dict[str, str]
    outer: Node | None = None
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def child(self, tag: str) -> Node | None:
        """Return the first child of this name, or None."""
        return next((node for node in self.children if node.tag == tag), None)

    def all(self, *path: str) -> list[Node]:
        """Return the elements at the end of a path of names, in their order."""
        nodes = [self]
        for tag in path:
            nodes = [child for node in nodes for child in node.children if child.tag == tag]
        return nodes

    def value(self, *path: str) -> str:
        """Return the text of the first element at the end of a path, "" without one."""
        return next((node.text.strip() for node in self.all(*path)), "")


def read_records(
    path: Path,
    root: str,
    wanted: Set[str],
    skipped: Set[str],
    announced: Set[str] = frozenset(),
) -> Iterator[Node]:
    """Yield the elements of a document whose names are `wanted`, as each ends.

    A record within a record is one of its own. Nothing within a `skipped` element is looked at. Of
    `announced` elements a bare node is given as they begin, be they skipped or not. Where the
    document breaks off or is damaged, the last node given has the name "" and says where and why in
    its text. Raises UnusableFile where it cannot be read at all, has another root, or is refused.
    """
    with open_file(path) as stream:
        yield from _Reading(path, stream, root, wanted, skipped, announced).nodes()


class _Reading:
    """One way through one document."""

    def __init__(
        self,
        path: Path,
        stream: BinaryIO,
        root: str,
        wanted: Set[str],
        skipped: Set[str],
        announced: Set[str],
    ) -> None:
        self._path, self._stream, self._root = path, stream, root
        self._wanted, self._skipped, self._announced = wanted, skipped, announced
        self._is_begun = False
        self._skip_depth = 0
        self._open: list[Node] = []
        self._texts: list[list[str]] = []
        self._records: list[Node] = []
        self._count = 0
        self._done: list[Node] = []

    def nodes(self) -> Iterator[Node]:
        head = self._head = self._read()
        is_utf16 = utf16_name(head) is not None
        self._parser = self._make_parser(None if is_utf16 else _encoding_of(head))
        chunk = head
        while chunk:
            yield from self._fed(chunk if is_utf16 else chunk.translate(None, _CONTROLS))
            if self._done and not self._done[-1].tag:
                return
            self._done.clear()
            chunk = self._read()
        yield from self._fed(b"", is_last=True)

    def _read(self) -> bytes:
        try:
            return self._stream.read(_CHUNK)
        except OSError as error:
            raise unreadable(self._path, error) from error

    def _make_parser(self, encoding: str | None) -> expat.XMLParserType:
        parser = expat.ParserCreate(encoding)
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._refuse
        return parser

    def _fed(self, chunk: bytes, *, is_last: bool = False) -> list[Node]:
        try:
            self._parser.Parse(chunk, is_last)
        except expat.ExpatError as error:
            if not self._is_begun:
                raise self._foreign() from error
            self._done.append(Node("", error.lineno, {}, text=_explain(error)))
        except (ValueError, LookupError) as error:
            raise UnusableFile(
                _("The encoding of {path} is not known. Save it as UTF-8.").format(path=self._path)
            ) from error
        return self._done

    def _refuse(self, *_declaration: object) -> None:
        raise UnusableFile(
            _(
                "{path} has a document type declaration (<!DOCTYPE>), which may read foreign files"
                " or fill the memory. It is not read. An exchange file needs none: remove it."
            ).format(path=self._path)
        )

    def _foreign(self) -> UnusableFile:
        sentence = _(
            "{path} is no CommerceML file, for it does not begin with <{root}>."
            " What it looks like: {kind}."
        )
        kind = describe_kind(self._head[:2048])
        return UnusableFile(sentence.format(path=self._path, root=self._root, kind=kind))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._skip_depth:
            self._skip_depth += 1
            return
        tag = name.rpartition(":")[2]
        if not self._is_begun:
            if tag != self._root:
                raise self._foreign()
            self._is_begun = True
        if tag in self._announced:
            self._done.append(Node(tag, self._parser.CurrentLineNumber, attributes))
        if tag in self._skipped:
            self._skip_depth = 1
            return
        is_record = tag in self._wanted
        if not is_record and not self._open:
            return
        if is_record:
            outer = self._records[-1] if self._records else None
            node = Node(tag, self._parser.CurrentLineNumber, attributes, outer)
            self._records.append(node)
            self._count = 0
        else:
            node = Node(tag, self._parser.CurrentLineNumber, attributes)
            self._count += 1
            if self._count <= _MOST_NODES:
                self._open[-1].children.append(node)
        self._open.append(node)
        self._texts.append([])

    def _end(self, _name: str) -> None:
        if self._skip_depth:
            self._skip_depth -= 1
            return
        if not self._open:
            return
        node = self._open.pop()
        node.text = "".join(self._texts.pop())
        if self._records and self._records[-1] is node:
            self._records.pop()
            self._done.append(node)

    def _characters(self, text: str) -> None:
        if self._open and not self._skip_depth:
            texts = self._texts[-1]
            if len(texts) * self._parser.buffer_size < _MOST_TEXT:
                texts.append(text)


def _explain(error: expat.ExpatError) -> str:
    """Return a sentence on where a document ends to be one."""
    reason = expat.errors.messages.get(error.code, str(error))
    if error.code == expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS] or reason in {
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    }:
        return _("The file breaks off here. What stands before was read.")
    return _("The file is damaged here ({reason}). What stands before was read.").format(
        reason=reason
    )


def _encoding_of(head: bytes) -> str:
    """Return the encoding of a document that begins so, be the declared one wrong."""
    found = _DECLARED.search(head[:512])
    return encoding_of_head(head, declared_codec(found[1].decode("ascii")) if found else None)
