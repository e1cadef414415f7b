r"""The lines of one vCard turned into properties with parameters and decoded text.

Grammar: vCard 2.1 (versit, 1996), RFC 2426 (3.0), RFC 6350 (4.0), RFC 6868 (parameters). Exporters
break each of them: a line that fits none is taken as the rest of the text or picture before it,
and where neither stands before it, the card is damaged.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.formats.text_encoding import declared_codec, decode, is_single_byte, reads_as_utf8

Parameters = dict[str, tuple[str, ...]]
"""Values by parameter name in capitals, in the order of the file."""

_NAMES = frozenset(
    b"N FN TEL EMAIL ORG ADR LABEL BDAY NOTE TITLE ROLE URL PHOTO LOGO SOUND KEY UID REV NICKNAME "
    b"CATEGORIES IMPP VERSION PRODID AGENT GEO TZ MAILER CLASS SOURCE NAME PROFILE SORT-STRING "
    b"KIND GENDER ANNIVERSARY RELATED MEMBER LANG XML CLIENTPIDMAP FBURL CALURI CALADRURI "
    b"CONTACT-URI BIRTHPLACE DEATHPLACE DEATHDATE EXPERTISE HOBBY INTEREST ORG-DIRECTORY "
    b"SOCIALPROFILE PRONOUNS GRAMGENDER LANGUAGE CREATED JSPROP".split()
)
_MANY_LINES = frozenset(b"NOTE LABEL ADR PHOTO LOGO SOUND KEY".split())
_NAME = re.compile(rb"(?:([\w-]+)\.)?([A-Za-z][\w/-]*)[ \t]*(?=[;:])")
_VERSION = re.compile(rb"VERSION[^:]*:\s*([0-9.]+)\s*$", re.IGNORECASE)
_QUOTED_PRINTABLE = re.compile(rb"[;=]\s*\"?QUOTED-PRINTABLE", re.IGNORECASE)
_BASE64 = re.compile(rb"[;=]\s*\"?(?:BASE64|B)\"?\s*(?:[;:]|$)", re.IGNORECASE)
_CHARSET = re.compile(rb";\s*CHARSET\s*=\s*\"?([\w-]+)", re.IGNORECASE)
_HEX_PAIR = re.compile(rb"=([0-9A-Fa-f]{2})")
_LONGEST_HEAD = 4096
_FOLD_WIDTHS = range(72, 79)
_CARET = {"^n": "\n", "^N": "\n", "^'": '"', "^^": "^"}


class StrayLineError(ValueError):
    """A line of a card is neither a property nor the rest of one; `line` is its bytes."""

    def __init__(self, line: bytes) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a card.

    `name` is in capitals, `group` in small letters and empty for none; `value` is decoded text with
    its escapes still in it; `data` is the content of a base64 value, or None.
    """

    name: str
    group: str
    parameters: Parameters
    value: str
    data: bytes | None

    @property
    def types(self) -> tuple[str, ...]:
        """The values of TYPE in small letters, commas resolved."""
        return tuple(
            part.strip().lower()
            for value in self.parameters.get("TYPE", ())
            for part in value.split(",")
            if part.strip()
        )

    def parameter(self, name: str) -> str:
        """Return the first value of parameter `name`, empty for none."""
        values = self.parameters.get(name, ())
        return values[0] if values else ""


def card_version(lines: Iterable[bytes]) -> str:
    """Return the version a card's lines name: `2.1`, `3.0` or `4.0`.

    A card that names none is taken as 2.1 where a line has 2.1's bare parameters or
    quoted-printable, as 3.0 otherwise.
    """
    guess = "3.0"
    for line in lines:
        found = _VERSION.match(line)
        if found:
            major = found[1][:1]
            return {b"2": "2.1", b"1": "2.1", b"4": "4.0"}.get(major, "3.0")
        header, colon, _value = line[:80].partition(b":")
        is_bare = b";" in header and b"=" not in header
        is_old = is_bare or _QUOTED_PRINTABLE.search(header)
        if is_old and _NAME.match(header + colon):
            guess = "2.1"
    return guess


def declared_single_byte(lines: Iterable[bytes]) -> Iterator[str]:
    """Yield the codec of each line that declares a single-byte character set."""
    for line in lines:
        header, colon, _value = line[:200].partition(b":")
        found = _CHARSET.search(header) if colon and b";" in header else None
        codec = declared_codec(found[1].decode("ascii")) if found else None
        if codec is not None and is_single_byte(codec):
            yield codec


def read_properties(lines: list[bytes], version: str, fallback: str) -> Iterator[Property]:
    """Yield the properties of a card.

    `fallback` is the encoding of text that is neither in the character set it declares nor UTF-8.

    Raises StrayLineError where a line is neither a property nor the rest of one.
    """
    for line in _unfold(lines, version):
        yield _parse(line, version, fallback)


class _Logical:
    """A property being put together from the lines it spreads over."""

    def __init__(self, line: bytes) -> None:
        head = line[:400].partition(b":")[0]
        found = _NAME.match(line)
        self.name = found[2].upper() if found else b""
        self.is_quoted_printable = bool(_QUOTED_PRINTABLE.search(head))
        self.is_base64 = bool(_BASE64.search(head))
        self._first_length = len(line)
        self._parts = [line]
        self._soft: list[bytes] = []

    @property
    def expects_more(self) -> bool:
        """Whether a quoted-printable line ends in a soft break."""
        last = self._soft[-1] if self._soft else self._parts[-1]
        return self.is_quoted_printable and last.rstrip().endswith(b"=")

    @property
    def may_go_on(self) -> bool:
        """Whether a line that is not indented may be the rest of the value."""
        return self.is_base64 or self.name in _MANY_LINES or self.name.startswith(b"X-")

    def add_soft(self, line: bytes) -> None:
        """Append the line after a soft break."""
        self._soft.append(line)

    def add_folded(self, line: bytes, version: str) -> None:
        """Append an indented line.

        A fold of 3.0 and 4.0 is the line end and one space. 2.1 folds where a space stands and
        keeps it, but programs that cut its lines at a fixed width insert one.
        """
        if self._soft:
            self.add_soft(line)
        elif version == "2.1" and self._first_length not in _FOLD_WIDTHS and not self.is_base64:
            self._parts.append(b" " + line.lstrip(b" \t"))
        else:
            self._parts.append(line[1:])

    def add_text(self, line: bytes) -> None:
        """Append a line that is no property and not indented, as a line of the text."""
        if self.is_base64:
            self._parts.append(line)
        elif self._soft:
            self._soft.append(b"=0A" + line)
        else:
            self._parts[-1] = self._parts[-1].removesuffix(b"\\")
            self._parts.append(b"\n" + line)

    def joined(self) -> bytes:
        """Return the property on one line.

        The indent after soft breaks is folding where every line has it, else it is text.
        """
        if not self._soft:
            return b"".join(self._parts)
        indented = all(line[:1] in (b" ", b"\t") for line in self._soft if line)
        pieces = [b"".join(self._parts), *(line[1:] if indented else line for line in self._soft)]
        *broken, last = pieces
        return b"".join(line.rstrip().removesuffix(b"=") for line in broken) + last


def _unfold(lines: list[bytes], version: str) -> Iterator[bytes]:
    """Yield each property of a card on one line; raises StrayLineError.

    A blank line ends a base64 value of 2.1, so a property after it is one though it be indented.
    """
    current: _Logical | None = None
    is_after_blank = False
    for place, line in enumerate(lines):
        is_blank = not line.strip()
        if current is not None and current.expects_more:
            current.add_soft(line)
        elif is_blank and (not line or version == "2.1" or current is None or current.is_base64):
            pass
        elif (
            line[:1] in (b" ", b"\t")
            and current is not None
            and not (current.is_base64 and is_after_blank and b":" in line)
        ):
            current.add_folded(line, version)
        elif _starts_property(line, lines[place + 1 : place + 2], current):
            if current is not None:
                yield current.joined()
            current = _Logical(line.lstrip())
        elif not line.startswith(b"#") and line.strip().upper() not in _NAMES:
            if current is None or not current.may_go_on:
                raise StrayLineError(line)
            current.add_text(line)
        is_after_blank = is_blank
    if current is not None:
        yield current.joined()


def _starts_property(line: bytes, following: list[bytes], before: _Logical | None) -> bool:
    """Whether a line begins a property rather than going on with the text of the one before.

    `following` is the next line, if any: long parameters may be folded before the colon comes.
    """
    found = _NAME.match(line.lstrip())
    if found is None:
        return False
    name = found[2].upper()
    is_known = name in _NAMES or name.startswith(b"X-") or found[1] is not None
    if b":" not in line:
        return is_known and any(after[:1] in (b" ", b"\t") for after in following)
    return is_known or before is None or before.name not in (b"NOTE", b"ADR", b"LABEL")


def _parse(line: bytes, version: str, fallback: str) -> Property:
    """Return the property on an unfolded line; raises StrayLineError where the line is none."""
    found = _NAME.match(line)
    colon = _value_start(line)
    if found is None or colon < 0:
        raise StrayLineError(line)
    header = decode(line[found.end() : colon], None, fallback)
    parameters = _parameters(header, version)
    raw = line[colon + 1 :]
    encoding = " ".join(parameters.get("ENCODING", ())).upper()
    data: bytes | None = None
    if "QUOTED-PRINTABLE" in encoding:
        raw = _HEX_PAIR.sub(lambda pair: bytes((int(pair[1], 16),)), raw.rstrip(b"= \t"))
    elif encoding in ("B", "BASE64"):
        data = from_base64(raw)
        raw = data if data is not None else raw
    codec = declared_codec(parameters["CHARSET"][0]) if "CHARSET" in parameters else None
    if codec is not None and not encoding and reads_as_utf8(raw):
        codec = None  # an editor has saved the file anew and left the parameter
    is_binary = data is not None and found[2].upper() in (b"PHOTO", b"LOGO", b"SOUND", b"KEY")
    return Property(
        name=found[2].decode("ascii").upper(),
        group=(found[1] or b"").decode("ascii").lower(),
        parameters=parameters,
        value="" if is_binary else decode(raw, codec, fallback),
        data=data,
    )


def from_base64(text: bytes) -> bytes | None:
    """Return the bytes that base64 `text` stands for, or None where it is no base64."""
    packed = b"".join(text.split()).rstrip(b"=")
    try:
        return base64.b64decode(packed + b"=" * (-len(packed) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def _value_start(line: bytes) -> int:
    """Return the place of the colon before the value, -1 for none.

    A colon between double quotes belongs to a parameter, unless a quote is left open.
    """
    quoted = False
    colon = line.find(b":")
    if b'"' not in line[:colon]:
        return colon
    for place, byte in enumerate(line[:_LONGEST_HEAD]):
        if byte == 0x22:
            quoted = not quoted
        elif byte == 0x3A and not quoted:
            return place
    return colon


_ENCODINGS = frozenset(("QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"))
_CUSTOM_LABEL = re.compile(r"X-CUSTOM\(([^)]*)\)?", re.IGNORECASE)


def _parameters(header: str, version: str) -> Parameters:
    """Return the parameters in the text between a property's name and its colon."""
    found: Parameters = {}
    if not header:
        return found
    for part in split_quoted(header, ";"):
        name, equals, rest = part.partition("=")
        custom = _CUSTOM_LABEL.fullmatch(part.strip())
        if custom:
            found["X-CUSTOM"] = (_custom_label(custom[1]),)
        elif equals:
            values = [_parameter_value(value, version) for value in split_quoted(rest, ",")]
            key = name.strip().upper()
            found[key] = found.get(key, ()) + tuple(values)
        elif part.strip():
            bare = part.strip().strip('"')
            key = "ENCODING" if bare.upper() in _ENCODINGS else "TYPE"
            found[key] = (*found.get(key, ()), bare)
    return found


def _parameter_value(text: str, version: str) -> str:
    """Return a parameter's value without its quotes, RFC 6868 resolved for 3.0 and 4.0."""
    value = text.strip()
    if len(value) >= 2 and value[0] == value[-1] == '"':
        value = value[1:-1]
    if version != "2.1" and "^" in value:
        value = re.sub(r"\^[nN'^]", lambda escape: _CARET[escape[0]], value)
    return value


def _custom_label(content: str) -> str:
    """Return the label that Android writes as X-CUSTOM(CHARSET=…,ENCODING=…,text)."""
    text = content.rpartition(",")[2]
    if "QUOTED-PRINTABLE" in content.upper():
        raw = _HEX_PAIR.sub(lambda pair: bytes((int(pair[1], 16),)), text.encode())
        return decode(raw, None, "windows-1251")
    return text


def split_quoted(text: str, separator: str) -> list[str]:
    """Split `text` at each `separator` outside double quotes."""
    if '"' not in text:
        return text.split(separator)
    pieces, start, quoted = [], 0, False
    for place, char in enumerate(text):
        if char == '"':
            quoted = not quoted
        elif char == separator and not quoted:
            pieces.append(text[start:place])
            start = place + 1
    pieces.append(text[start:])
    return pieces


def split_escaped(text: str, separator: str) -> list[str]:
    """Split `text` at each `separator` that no backslash escapes; the escapes stay."""
    if "\\" not in text:
        return text.split(separator)
    pieces, start, escaped = [], 0, False
    for place, char in enumerate(text):
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif char == separator:
            pieces.append(text[start:place])
            start = place + 1
    pieces.append(text[start:])
    return pieces


def unescape(text: str, version: str, *, is_structured: bool = False) -> str:
    r"""Return `text` without its escapes.

    3.0 and 4.0 escape the backslash, comma, semicolon and line end; a colon and a double quote are
    seen too. 2.1 escapes the semicolon, and in a value of several parts the backslash; there \n is
    text, as in `C:\new`. A backslash before anything else is text.
    """
    if "\\" not in text:
        return text
    if version == "2.1":
        pattern = r"\\([\\;,:])" if is_structured else r"\\([;,:])"
        return re.sub(pattern, r"\1", text)
    return re.sub(
        r"\\([\\;,:\"'nN])",
        lambda escape: "\n" if escape[1] in "nN" else escape[1],
        text,
    )
