"""Text as it is searched, shown on one line and stored.

`fold` is also a function of the database, called on millions of rows: ASCII, Cyrillic and Polish
text never reach the general Unicode rules.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

_LETTERS = {
    "ё": "е", "ґ": "г", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe",
    "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t", "ĸ": "k", "ƒ": "f", "ƶ": "z", "ɨ": "i",
}  # fmt: skip
"""Letters that stand for a plainer one although Unicode does not decompose them."""

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("’‘ʼʹ′`´", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_LETTERS_AND_SIGNS = _SIGNS | str.maketrans(_LETTERS)

_DIACRITICS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_VOWEL_POINTS = "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = "\u00ad\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\ufe00-\ufe0f\ufeff"
_DROPPED = re.compile(f"[{_DIACRITICS}{_VOWEL_POINTS}{_BIDI}{_INVISIBLE}]+")
_SHORT_I = re.compile("и[\u0300-\u036f]*\u0306")

_CYRILLIC = re.compile("[\0-\x7fа-яё]*")
_EUROPEAN = re.compile("[\0-\x7f\u00a0-\u00ac\u00ae-\u017fа-яёєіїґў‘’“”„–—]*")
_WORD = re.compile(r"[^\W_]+")

BREAK = "\x01"
"""Stands between texts that are no neighbours, such as fields; `strip_control` removes it."""

_WORD_OR_BREAK = re.compile(rf"[^\W_]+|{BREAK}")
_UNSAFE = re.compile(f"[\0-\x08\x0b-\x1f\x7f-\x9f{_BIDI}]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class _FoldedLetters(dict[int, str]):
    """The folded form of single letters, worked out when a letter is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_any(chr(code))
        return folded


_folded_letters = _FoldedLetters()


def fold(text: str) -> str:
    """Return the form of `text` under which it is searched and compared.

    Lower-case, without diacritics (ё is е, ł is l, ß is ss), typographic quotes, apostrophes and
    dashes as their ASCII signs, blanks collapsed and stripped. й stays apart from и, for it is a
    letter of its own though Unicode decomposes it. Folding twice changes nothing.
    """
    lowered = text.lower()
    if lowered.isascii():
        return " ".join(lowered.split())
    if _CYRILLIC.fullmatch(lowered):
        return " ".join(lowered.replace("ё", "е").split())
    if _EUROPEAN.fullmatch(lowered):
        return " ".join(lowered.translate(_folded_letters).split())
    return " ".join(_fold_any(text).split())


def _fold_any(text: str) -> str:
    """Fold by Unicode's rules (compatibility caseless matching), blanks left as they are."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_SIGNS)).replace("\u0345", "")
    decomposed = unicodedata.normalize("NFKD", decomposed.casefold())
    stripped = _DROPPED.sub("", _SHORT_I.sub("й", decomposed))
    # Scripts whose marks are part of the letter (Hangul, kana, Indic) are put together again.
    return unicodedata.normalize("NFC", stripped.translate(_LETTERS_AND_SIGNS))


def words(text: str) -> list[str]:
    """Return the folded words of `text`: its runs of letters and digits, in order."""
    return _WORD.findall(fold(text))


def words_of_texts(joined: str) -> str:
    """Return the folded words of texts joined by `BREAK`, each with a blank before and behind it.

    Between two texts stands a line end, so that no words of both are side by side.
    """
    return " ".join(_WORD_OR_BREAK.findall(fold(joined))).strip(f"{BREAK} ").replace(BREAK, "\n")


def strip_control(text: str) -> str:
    r"""Return `text` without anything a terminal would obey, keeping `\n` and `\t`.

    Escape and the other C0 and C1 controls and the signs that turn the direction of writing are
    removed; line ends of other systems become `\n`; a lone surrogate, which no encoding can
    write, becomes U+FFFD.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\x85", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _SURROGATE.sub("\ufffd", _UNSAFE.sub("", text))


def on_one_line(text: str) -> str:
    """Return `text` as a name is kept, on one line.

    Line ends, tabs and runs of blanks become one blank; control characters are removed.
    """
    return " ".join(strip_control(text).split())


def one_line(text: str, limit: int) -> str:
    """Return `text` on one line of at most `limit` characters, the cut marked with `…`."""
    line = on_one_line(text)
    if len(line) <= limit:
        return line
    return line[: limit - 1].rstrip() + "…" if limit > 0 else ""


def free_name(base: str, taken: Container[str]) -> str:
    """Return `base`, or with the first number behind it that makes it one that is not taken."""
    name, number = base, 2
    while name in taken:
        name, number = f"{base}_{number}", number + 1
    return name


def spaced(number: int) -> str:
    """Return a number as it is shown, its thousands set apart by narrow no-break spaces."""
    return f"{number:,}".replace(",", "\u202f")
