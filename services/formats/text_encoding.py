"""Which characters the bytes of a foreign file stand for.

Files name their encoding late, wrongly or not at all. UTF-16 shows in the first bytes; what is
valid UTF-8 is UTF-8, since other text all but never is by chance. For the rest, one of the
single-byte encodings of Russian and Central European Windows, Unix and DOS is chosen by how well
the letters sit beside each other (`guess_single_byte`).
"""

from __future__ import annotations

import codecs
import re

_DECLARABLE = re.compile(
    r"utf-?8(-sig)?|(us-)?ascii|windows-?\d+|cp-?\d+|iso-?8859-?\d+|latin-?\d|koi8-?[rutn]|koi8"
    r"|shift[-_]?jis|sjis|x-sjis|ms932|euc-?(jp|kr|cn)|iso-?2022-(jp|kr)(-\d)?"
    r"|gb2312|gbk|gb18030|big5|mac-?\w+"
)
"""Names of encodings believed in a file; Python also decodes names that are no character sets."""

_MULTIBYTE = re.compile(r"utf|shift|sjis|euc|iso2022|gb|big5|cp9(32|36|49|50)$")
_ASCII = bytes(range(32, 127))

_ALIASES = {"koi8": "koi8-r", "x-sjis": "shift_jis", "us-ascii": "utf-8", "ascii": "utf-8"}

_CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў"
_CENTRAL = "ąćęłńóśźżáčďéěíľĺňôŕřšťúůýžäöüßőűë"
_WESTERN = "àâäáãåæçéèêëíîïñóôöœøúùûüÿß"
_ALPHABETS = {
    "windows-1251": frozenset(_CYRILLIC),
    "koi8-r": frozenset(_CYRILLIC),
    "cp866": frozenset(_CYRILLIC),
    "windows-1250": frozenset(_CENTRAL),
    "iso-8859-2": frozenset(_CENTRAL),
    "windows-1252": frozenset(_WESTERN),
}
_COMMON = frozenset("оеаинтсрвлąęłóśżéáöäü")
_PUNCTUATION = frozenset("№«»–—…„“”‘’•§°€ \u00a0")


def utf16_name(head: bytes) -> str | None:
    """Return the codec for a file that begins with `head`, where that is UTF-16, or None.

    Without a byte-order mark, a Latin letter with a zero byte beside it tells.
    """
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if len(head) >= 4 and head[1] == head[3] == 0 and 0 < head[0] < 128 and 0 < head[2] < 128:
        return "utf-16-le"
    if len(head) >= 4 and head[0] == head[2] == 0 and 0 < head[1] < 128 and 0 < head[3] < 128:
        return "utf-16-be"
    return None


def declared_codec(name: str) -> str | None:
    """Return Python's codec for the character set `name`, or None when there is none."""
    lowered = name.strip().strip("\"'").lower()
    if not _DECLARABLE.fullmatch(lowered):
        return None
    try:
        return codecs.lookup(_ALIASES.get(lowered, lowered)).name
    except LookupError:
        return None


def is_single_byte(codec: str) -> bool:
    """Whether Python's `codec` has a byte for each character and leaves ASCII as it is."""
    return not _MULTIBYTE.match(codec) and _ASCII.decode(codec, "replace") == _ASCII.decode("ascii")


def is_utf8(data: bytes) -> bool:
    """Whether `data` is valid UTF-8; ASCII is."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def reads_as_utf8(data: bytes) -> bool:
    """Whether `data` is UTF-8 with so many characters beyond ASCII that chance is out of it."""
    return is_utf8(data) and len(data.decode("utf-8")) <= len(data) - 4


def decode(data: bytes, declared: str | None, fallback: str) -> str:
    """Return the text of `data`; never raises.

    The codec `declared` is tried first, then UTF-8, which a few damaged bytes do not rule out, then
    `fallback`. Bytes without a character become U+FFFD.
    """
    for codec in (declared, "utf-8"):
        if codec is not None:
            try:
                return data.decode(codec)
            except UnicodeError:
                continue
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    whole = sum(ord(char) > 127 for char in text) - damaged
    return text if whole > damaged else data.decode(fallback, "replace")


def encoding_of_head(head: bytes, declared: str | None = None) -> str:
    """Return the encoding of a file that begins so, whatever it declares; it is not UTF-16.

    UTF-8 is all but never valid by chance, so a declaration counts for the rest alone.
    """
    text = head.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    is_utf8 = not head.isascii() and sum(char > "\x7f" for char in text) >= 2 * damaged
    if is_utf8 or head.startswith(codecs.BOM_UTF8):
        return "utf-8"
    if declared is not None and declared != "utf-8" and is_single_byte(declared):
        return declared
    return "utf-8" if head.isascii() else guess_single_byte(head)


def guess_single_byte(sample: bytes) -> str:
    """Return the single-byte encoding in which `sample` reads best, `windows-1251` for no sign.

    In a Cyrillic text letters beyond ASCII stand beside each other, in a Latin one they stand
    alone among ASCII letters; a capital does not follow a small letter; letters outside the
    alphabets of the region and signs inside words speak against an encoding.
    """
    best, best_score = "windows-1251", 0
    for name, alphabet in _ALPHABETS.items():
        score = _score(sample.decode(name, "replace"), alphabet, name.endswith(("51", "r", "866")))
        if score > best_score:
            best, best_score = name, score
    return best


def _score(text: str, alphabet: frozenset[str], cyrillic: bool) -> int:
    """Return how well the characters beyond ASCII in `text` fit a language of `alphabet`."""
    total = 0
    previous = " "
    for char in text:
        if ord(char) > 127:
            total += _fit(char, previous, alphabet, cyrillic)
        elif cyrillic and ord(previous) > 127 and char.isalpha() and previous.isalpha():
            total -= 3
        previous = char
    return total


def _fit(char: str, previous: str, alphabet: frozenset[str], cyrillic: bool) -> int:
    """Return the score of one character beyond ASCII after the character `previous`."""
    small = char.lower()
    if small not in alphabet:
        return 0 if char in _PUNCTUATION else -4
    score = 3 if small in _COMMON else 2
    if previous.isalpha():
        foreign = ord(previous) > 127
        if foreign != cyrillic:
            score -= 4
        if previous.islower() and char != small:
            score -= 4
    return score
