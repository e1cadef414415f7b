"""What may be typed next in a query: names of fields, values, flags and operators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from domain.currencies import MINOR_DIGITS, SYMBOLS
from domain.i18n import N_, _
from domain.query import tokens, vocabulary
from domain.query.names import (
    CHOSEN_TYPES,
    Option,
    Options,
    field_at,
    kind_at,
    name_at,
    option_spellings,
    options_of,
    slug,
    spelled_fields,
    typeable,
)
from domain.query.printing import value_text
from domain.query.tree import Flag
from domain.query.values import BLANK_TYPES, DATE_TYPES, MOST_WORDS, PAST_FIELDS
from domain.records.fields import MONEY_TYPES, Field, FieldRegistry, FieldType, Tags
from domain.text import fold


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that may be typed: the text that is put in, and what it says to a person."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """What may stand in a query from `start` up to `end`, likeliest first."""

    start: int
    end: int
    suggestions: tuple[Suggestion, ...]


_PAST_PERIODS: Final = (
    ("today", N_("Today")),
    ("yesterday", N_("Yesterday")),
    ("this week", N_("This week")),
    ("last week", N_("Last week")),
    ("-7d..", N_("In the last seven days")),
    ("this month", N_("This month")),
    ("last month", N_("Last month")),
    ("this quarter", N_("This quarter")),
    ("this year", N_("This year")),
    ("older 30d", N_("More than thirty days ago")),
)
_PERIODS: Final = (
    ("today", N_("Today")),
    ("tomorrow", N_("Tomorrow")),
    ("this week", N_("This week")),
    ("next week", N_("Next week")),
    ("..today", N_("Until the end of today")),
    ("next 7 days", N_("In the next seven days")),
    ("this month", N_("This month")),
    ("next month", N_("Next month")),
    ("this quarter", N_("This quarter")),
    ("last month", N_("Last month")),
)
_EMPTINESS: Final = (("none", N_("No value")), ("any", N_("Any value")))
_YES_AND_NO: Final = (("yes", N_("yes")), ("no", N_("no")))
_SINGLE: Final = frozenset(
    pair
    for pair in (*_PAST_PERIODS, *_PERIODS, *_YES_AND_NO)
    if ".." not in pair[0] and "older" not in pair[0]
)
"""What can be compared with another."""
_CURRENCY: Final = re.compile(r"[-+\u2212\d\s.,]*\d\s+(?P<code>[^\W\d_]{1,3})")
"""An amount, and the beginning of what may be its currency."""
_OPERATORS: Final = (
    ("OR", N_("One or the other")),
    ("NOT", N_("Not what follows")),
    ("AND", N_("Both")),
)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the caret is: in a name (`path` holds what stands before its last point), or in a
    value of the field that `path` names, behind an operator or none; `has_amount` where that may
    be the currency of an amount before it, or else a name."""

    start: int
    end: int
    path: str = ""
    is_value: bool = False
    operator: str = ""
    has_amount: bool = False


def complete(
    text: str, caret: int, kind: str, registry: FieldRegistry, options: Options
) -> Completion:
    """Return what may stand at `caret`, an index into the text of a query on a kind.

    `options` gives the values that fields are chosen from. Text that cannot be read gets no
    suggestions, rather than an error.
    """
    spot = _spot(text, caret, kind, registry)
    if spot is None:
        return Completion(caret, caret, ())
    typed = text[spot.start : caret]
    found: Iterable[Suggestion] = ()
    if spot.has_amount:
        spot = replace(spot, path="")
        names = _names(spot, typed, kind, registry, ":")
        found = chain(_currencies(typed, SYMBOLS), names, _currencies(typed, MINOR_DIGITS))
    elif spot.is_value:
        field = field_at(registry, kind, spot.path)
        found = _values(field, spot.operator, typed, options) if field else ()
    else:
        followed = bool(typed) and tokens.SIGN.match(text, spot.end)
        found = _names(spot, typed, kind, registry, "" if followed else ":")
    return Completion(spot.start, spot.end, tuple(dict.fromkeys(found)))


def _spot(text: str, caret: int, kind: str, registry: FieldRegistry) -> _Spot | None:
    """Find the name or the value that the caret is in, or behind; None inside a quotation."""
    at = 0
    while at <= caret:
        start = at = _end(tokens.BLANK, text, at)
        if start >= caret or at == len(text):
            break
        if text[at] in "()":
            at += 1
        elif found := tokens.MINUS.match(text, at):
            at = found.end()
        elif text[at] in tokens.QUOTES:
            quoted = tokens.QUOTED.match(text, at)
            if quoted is None or caret < quoted.end():
                return None
            at = quoted.end()
        elif name := name_at(registry, kind, text, at):
            if caret <= name.end("name"):
                return _name_spot(text, start, name.end("name"), caret)
            spot = _value_spot(text, name.end(), caret, name["name"], kind, registry)
            if not isinstance(spot, int):
                return spot
            at = spot
        else:
            at = _end(tokens.WORD, text, at)
            if caret <= at:
                return _name_spot(text, start, at, caret)
    return _Spot(caret, caret)


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _name_spot(text: str, start: int, end: int, caret: int) -> _Spot:
    path, point, _rest = text[start:caret].rpartition(".")
    return _Spot(start + len(path) + len(point), end, path)


def _value_spot(
    text: str, at: int, caret: int, path: str, kind: str, registry: FieldRegistry
) -> _Spot | int | None:
    """Return the value that the caret is in, or where the values of a field end.

    None stands for a quotation that is not closed.
    """
    field = field_at(registry, kind, path)
    while True:
        at = _end(tokens.BLANK, text, at)
        operator = text[at : _end(tokens.OPERATOR, text, at)]
        start = at = _end(tokens.BLANK, text, at + len(operator))
        if at < len(text) and text[at] in tokens.QUOTES:
            at = _end(tokens.QUOTED, text, at)
            if at == start:
                return None
        else:
            at = _end(tokens.VALUE, text, at)
            if field is not None and field.type in BLANK_TYPES:
                at = _before_comma(text, at)
        if caret <= at:
            return _Spot(min(start, caret), max(at, caret), path, True, operator)
        if not text.startswith(",", at):
            break
        at += 1
    typed = fold(text[start:caret])
    if field and typed and any(_begun(name, typed) for name, _label in _periods(field)):
        return _Spot(start, caret, path, True, operator)  # as in "this qu"
    code = _CURRENCY.fullmatch(text, start, caret)
    if field and field.type in MONEY_TYPES and code and not tokens.SIGN.match(text, caret):
        return _Spot(code.start("code"), caret, path, True, operator, has_amount=True)
    return at


def _before_comma(text: str, at: int) -> int:
    """Return where a value of several words ends that a comma follows, or else `at`."""
    end = at
    for _word in range(MOST_WORDS):
        if text.startswith(",", end):
            return end
        end = _end(tokens.MORE, text, end)
    return at


def _names(
    spot: _Spot, typed: str, kind: str, registry: FieldRegistry, colon: str
) -> Iterator[Suggestion]:
    """Return fields whose names begin so; where no path leads to them, flags and operators too."""
    for operator, label in _OPERATORS if typed and not spot.path else ():
        for spelling in (vocabulary.said(operator), operator):
            if spelling.startswith(typed):
                yield Suggestion(spelling, _(label))
                break
    wanted = slug(typed)
    links = spot.path.split(".") if spot.path else []
    target = kind_at(registry, kind, links)
    for field, name, spellings in spelled_fields(registry, target) if target else ():
        # A name that was begun in another language goes on in that.
        known = (name, field.name, *spellings)
        if fitting := [one for one in known if slug(one).startswith(wanted)]:
            yield Suggestion(fitting[0] + colon, _(field.label))
    if links:
        return
    word = fold(typed).replace("_", "-")
    for flag in Flag:
        if flag not in vocabulary.FLAGS_OF_KIND.get(kind, ()):
            continue
        spellings = [name for name, meant in vocabulary.FLAGS.items() if meant is flag]
        spellings = [vocabulary.said(flag), *spellings]
        if fitting := [name for name in spellings if fold(name).startswith(word)]:
            yield Suggestion(fitting[0], _(vocabulary.FLAG_NAMES[flag]))


def _values(field: Field, operator: str, typed: str, options: Options) -> Iterator[Suggestion]:
    """Return values of a field that begin so and can be compared with an operator."""
    wanted, word = slug(typed.strip("".join(tokens.QUOTES))), fold(typed)
    is_offered = field.type in CHOSEN_TYPES or isinstance(field.store, Tags)
    if is_offered and operator in ("", "="):
        if field.type is FieldType.USER and (me := _begun("me", word)):
            yield Suggestion(me, _("Me"))
        yield from _options(field, options_of(field, options), wanted)
    if field.type in MONEY_TYPES and operator in ("", "="):
        yield from _currencies(typed, SYMBOLS)
    is_flag = field.type is FieldType.BOOL
    emptiness = () if is_flag and not field.is_custom else _EMPTINESS
    for value, label in (*(_YES_AND_NO if is_flag else _periods(field)), *emptiness):
        is_single = (value, label) in _SINGLE
        if (is_single or not operator) and (spelling := _begun(value, word)):
            yield Suggestion(spelling, _(label))


def _options(field: Field, known: Sequence[Option], wanted: str) -> Iterator[Suggestion]:
    """Return the values of a field that begin so, in the language of the interface or in English.

    People are known by their logins: several may have the same name.
    """
    codes = {slug(option.code) for option in known}
    for option in known:
        spellings = option_spellings(option)
        if not any(name.startswith(wanted) for name in spellings):
            continue
        text = option.code
        if field.type is not FieldType.USER:
            label = slug(option.label)
            is_clear = label and (label == spellings[0] or label not in codes)
            if is_clear and any(name.startswith(wanted) for name in spellings[1:]):
                text = typeable(option)
        yield Suggestion(value_text(text), option.label)


def _begun(words: str, typed: str) -> str:
    """Return how English words are written in the interface language, or else as they are.

    They are to begin with what is typed, folded; where neither does, that is "".
    """
    fitting = [said for said in (vocabulary.said(words), words) if fold(said).startswith(typed)]
    return fitting[0] if fitting else ""


def _currencies(typed: str, codes: Iterable[str]) -> Iterator[Suggestion]:
    """Return the currencies whose codes begin so."""
    for code in codes:
        if code.startswith(typed.upper()):
            yield Suggestion(code, SYMBOLS.get(code, ""))


def _periods(field: Field) -> tuple[tuple[str, str], ...]:
    if field.type not in DATE_TYPES:
        return ()
    return _PAST_PERIODS if field.name in PAST_FIELDS else _PERIODS
