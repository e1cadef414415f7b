"""Writes a query as text: the one spelling of each meaning, which reads back as the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.query import tokens, vocabulary
from domain.query.amounts import DECIMAL_TYPES
from domain.query.tree import (
    Along,
    And,
    Anniversary,
    Between,
    Chosen,
    Clause,
    DateParts,
    During,
    Empty,
    Equals,
    Flagged,
    HasDigits,
    HasWords,
    IsRecord,
    IsSet,
    Node,
    Not,
    Or,
    Present,
    Query,
    Test,
    Words,
)
from domain.query.values import BLANK_TYPES
from domain.text import fold

_PLAIN = re.compile(r"[\w@.+/#&-]*[^\W_][\w@.+/#&-]*")
_LOOSE = re.compile(r"[\w.+:/()-]+(?: [\w.+:/()-]+){0,5}")
_OPERATOR = re.compile(r"[<>]=?")
_RESERVED = vocabulary.NONE | vocabulary.ANY


def to_text(query: Query | Node) -> str:
    """Return the text of a query, with English names of fields."""
    return _node(query.root if isinstance(query, Query) else query, None, is_inside=False)


def _node(node: Node, next_: Node | None, *, is_inside: bool = True) -> str:
    """Return the text of a part that `next_` follows, in brackets where it needs them inside."""
    match node:
        case And(parts):
            return _bracketed(_sequence(parts), is_inside)
        case Or(parts):
            sides = (
                _sequence(part.parts) if isinstance(part, And) else _node(part, None)
                for part in parts
            )
            return _bracketed(" OR ".join(sides), is_inside)
        case Not(part):
            text = _node(part, next_)
            return f"NOT {text}" if text[0].isdigit() or text[0] in "-\u2212" else f"-{text}"
        case Words(typed, _found, is_phrase):
            return quote(typed) if is_phrase else _bracketed(typed, _would_merge(typed, next_))
        case Flagged(flag):
            return _bracketed(flag.value, _would_merge(flag.value, next_))
        case Clause(path, tests):
            goes_on = next_ is not None and path[-1].type in BLANK_TYPES
            values = [_test(test, goes_on and test is tests[-1]) for test in tests]
            # A comma between two amounts must not be read as a decimal sign.
            comma = ", " if path[-1].type in DECIMAL_TYPES else ","
            return f"{node.name}:{comma.join(values)}"


def _sequence(parts: Sequence[Node]) -> str:
    """Return parts that must all hold, one after the other."""
    return " ".join(map(_node, parts, (*parts[1:], None)))


def _bracketed(text: str, is_needed: bool) -> str:
    return f"({text})" if is_needed else text


def _would_merge(typed: str, next_: Node | None) -> bool:
    """Say whether a word would be read as one with the next: as a phone, or as a field's name."""
    if not isinstance(next_, Words) or next_.is_phrase:
        return False
    return typed[0] in "+0123456789" or tokens.SIGN.match(next_.typed) is not None


def _test(test: Test, goes_on: bool) -> str:
    """Return the text of a value; where a bare word follows, blanks would draw it in."""
    match test:
        case Empty():
            return "none"
        case Present():
            return "any"
        case HasWords(words):
            text = " ".join(words)
            return text if len(words) == 1 and text not in _RESERVED else quote(text)
        case Along(names):
            return quote("/".join(map(" ".join, names)))
        case Equals(folded):
            return f"={quote(folded)}"
        case HasDigits(typed) | During(typed) | DateParts(typed) | Anniversary(typed):
            return _typed(typed, goes_on)
        case Chosen(code):
            return value_text(code)
        case IsSet(yes):
            return "yes" if yes else "no"
        case IsRecord(key):
            return str(key)
        case Between():
            return _typed(_numbers(test), goes_on)


def _typed(typed: str, goes_on: bool) -> str:
    """Return a value as it was typed, its operator outside the quotation marks it may need."""
    operator = _OPERATOR.match(typed)
    start = operator.end() if operator else 0
    value = typed[start:]
    if goes_on or not _LOOSE.fullmatch(value):
        value = quote(value)
    return typed[:start] + value


def _numbers(test: Between) -> str:
    low, high = ("" if bound is None else f"{bound:f}" for bound in (test.low, test.high))
    beside = f" {test.currency}" if test.currency else ""
    if low == high:
        return (low + beside).strip()
    if not high and (beside or not test.with_low):
        return f">{'=' if test.with_low else ''}{low}{beside}"
    if not low and not test.with_high:
        return f"<{high}{beside}"
    return f"{low}..{high}{beside}"


def value_text(code: str) -> str:
    """Return the code of a value as it is written, in quotation marks where it needs them."""
    return code if _PLAIN.fullmatch(code) and fold(code) not in _RESERVED else quote(code)


def quote(text: str) -> str:
    """Return a text in quotation marks, so that it is taken as it stands."""
    return '"' + re.sub(r'(["“„«”»\\])', r"\\\1", text) + '"'
