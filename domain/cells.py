"""What is typed into a cell of a calculation: a number, arithmetic, or percent (FEATURES DOC-12).

`1 200,50` is a number, as `domain.money` reads it. Behind `=` stands arithmetic with `+ - * / ( )`
and percent: `=1200*0.9`, `=(2+3)*4`, `=1200-10%`, which takes a tenth off what stands before it.
It is done in exact fractions. Only what has no end in decimals, such as `=100/3`, is rounded,
half-up to `PLACES` of them. What cannot be read raises `CellError`, which says where.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from domain.errors import BadInput
from domain.i18n import _
from domain.money import parse_decimal

PLACES = 10
"""Decimals of a result that never ends."""

LONGEST = 200
"""Characters that are read of a cell."""

BETWEEN = ";"
"""Stands between several discounts in one cell."""

_DEEPEST = 30
_MOST_DIGITS = 30

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:[.,]?\d[\d\s'’‘ʼ_.,]*))|(?P<sign>[-+*/()%\u2212×·÷:]))",
)
_PLAIN_SIGNS = {"\u2212": "-", "×": "*", "·": "*", "÷": "/", ":": "/"}
_SPACES = re.compile(r"\s+$")


class CellError(BadInput):
    """What was typed into a cell is not understood; `place` is the character that is meant."""

    def __init__(self, message: str, place: int) -> None:
        super().__init__(message)
        self.place = place


class Outcome(NamedTuple):
    """What a cell comes to: a number, or so many percent."""

    number: Decimal
    is_percent: bool = False


class Discount(NamedTuple):
    """What goes off a line or a document or, with `is_charge`, comes on top of it.

    `number` is in percent or, with `is_amount`, in money, and never below zero.
    """

    number: Decimal
    is_amount: bool = False
    is_charge: bool = False


class _Value(NamedTuple):
    """What a part of the arithmetic comes to, of percent the number before its sign."""

    number: Fraction
    is_percent: bool = False

    @property
    def factor(self) -> Fraction:
        """The value as a factor: that of percent is a hundredth of its number."""
        return self.number / 100 if self.is_percent else self.number


class _Token(NamedTuple):
    text: str
    place: int
    number: Decimal | None = None


def read_outcome(text: str) -> Outcome:
    """Return what a cell comes to: `12,5`, `10%`, `=2*(3+4)`. Raises CellError."""
    if len(text) > LONGEST:
        said = _("This is too long for a cell; it takes {number} characters.")
        raise CellError(said.format(number=LONGEST), LONGEST)
    start = len(text) - len(text.lstrip())
    if not text[start:].startswith("="):
        return _plain_outcome(text)
    value = _Arithmetic(text, start + 1).value()
    return Outcome(_decimal(value.number), value.is_percent)


def read_number(text: str) -> Decimal | None:
    """Return a number, such as a quantity, None for an empty cell. Raises CellError."""
    if not text.strip():
        return None
    found = read_outcome(text)
    if found.is_percent:
        raise CellError(_("A number is needed here, no percent."), _percent_place(text))
    return found.number


def read_price(text: str, present: Decimal | None) -> Decimal | None:
    """Return a price, None for an empty cell. `+10%` and `-10%` change the present one.

    Raises CellError.
    """
    typed = text.strip().replace("\u2212", "-")
    if not typed:
        return None
    found = read_outcome(text)
    if not found.is_percent:
        return found.number
    if typed[0] not in "+-":
        said = _("A price is no percent; +10% or -10% changes the one that is there.")
        raise CellError(said, _percent_place(text))
    if present is None:
        said = _("There is no price yet of which {percent} could be taken.")
        raise CellError(said.format(percent=typed), 0)
    return changed_by(present, found.number)


def read_discounts(text: str) -> tuple[Discount, ...]:
    """Return the discounts in a cell, `;` between them: `10%`, `-500`, `5%; -100`; () for none.

    `10%` and `-10%` are percent, `500` and `-500` money, `+5%` and `+300` come on top. Raises
    CellError.
    """
    found: list[Discount] = []
    place = 0
    for part in text.split(BETWEEN):
        try:
            discount = _discount(part)
        except CellError as error:
            raise CellError(str(error), place + error.place) from error
        if discount is not None:
            found.append(discount)
        place += len(part) + len(BETWEEN)
    return tuple(found)


def _discount(text: str) -> Discount | None:
    typed = text.strip().replace("\u2212", "-")
    if not typed:
        return None
    found = read_outcome(text)
    number = abs(found.number) if typed.startswith("-") else found.number
    is_charge = typed.startswith("+")
    if number < 0:
        raise CellError(_("This comes to less than nothing, so it is no discount."), 0)
    if found.is_percent and number > 100 and not is_charge:
        raise CellError(_("A discount is at most 100%."), 0)
    return Discount(number, not found.is_percent, is_charge) if number else None


def read_rate(text: str) -> Decimal | None:
    """Return a rate of tax in percent, typed with or without `%`; None for an empty cell or `-`.

    Raises CellError.
    """
    typed = text.strip()
    if typed in {"", "-", "–", "—"}:
        return None
    rate = read_outcome(text).number
    if not 0 <= rate <= 100:
        raise CellError(_("A tax is a rate from 0 to 100 percent."), 0)
    return rate


def changed_by(price: Decimal, percent: Decimal) -> Decimal:
    """Return a price changed by so many percent, exactly."""
    return _decimal(Fraction(price) * (100 + Fraction(percent)) / 100)


def _plain_outcome(text: str) -> Outcome:
    typed = text.strip()
    is_percent = typed.endswith("%")
    try:
        return Outcome(parse_decimal(typed.removesuffix("%")), is_percent)
    except BadInput as error:
        place = next((at for at, sign in enumerate(text) if sign in "*/()×÷·"), 0)
        if any(sign.isdigit() for sign in text) and place:
            said = _("“{text}” is no number; arithmetic begins with =, as in =1200*0.9.")
            raise CellError(said.format(text=typed), place) from error
        raise CellError(str(error), 0) from error


def _percent_place(text: str) -> int:
    return max(0, text.find("%"))


class _Arithmetic:
    """Reads arithmetic from a place of the text on: sums of products of values and brackets."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._tokens = self._split(start)
        self._at = 0
        self._depth = 0

    def value(self) -> _Value:
        """Return what all of it comes to."""
        found = self._sum()
        token = self._tokens[self._at]
        if token.text == ")":
            raise self._error(_("“{text}”: nothing is opened before the “)” at {place}."), token)
        if token.text:
            raise self._error(_("“{text}”: a sign such as + or * is missing at {place}."), token)
        return found

    def _split(self, start: int) -> list[_Token]:
        tokens: list[_Token] = []
        text = _SPACES.sub("", self._text)
        at = start
        while at < len(text):
            found = _TOKEN.match(text, at)
            if found is None:
                bare = at + len(text[at:]) - len(text[at:].lstrip())
                said = _("“{text}”: the “{sign}” at {place} cannot be counted with.")
                raise self._error(said, _Token(text[bare], bare))
            tokens.append(self._token(found))
            at = found.end()
        return [*tokens, _Token("", len(text))]

    def _token(self, found: re.Match[str]) -> _Token:
        if found["sign"]:
            return _Token(_PLAIN_SIGNS.get(found["sign"], found["sign"]), found.start("sign"))
        typed, place = found["number"].rstrip(), found.start("number")
        try:
            return _Token(typed, place, parse_decimal(typed))
        except BadInput as error:
            raise CellError(str(error), place) from error

    def _sum(self) -> _Value:
        total = self._product()
        while (sign := self._tokens[self._at]).text in ("+", "-"):
            self._at += 1
            term = self._product()
            step = -term.number if sign.text == "-" else term.number
            if term.is_percent and not total.is_percent:
                total = _Value(total.number * (100 + step) / 100)
            elif total.is_percent and not term.is_percent:
                raise self._error(
                    _("“{text}”: percent and a number do not add up at {place}."), sign
                )
            else:
                total = _Value(total.number + step, total.is_percent)
        return total

    def _product(self) -> _Value:
        total = self._signed()
        while (sign := self._tokens[self._at]).text in ("*", "/"):
            self._at += 1
            other = self._signed()
            if sign.text == "*":
                total = _Value(total.factor * other.factor)
            elif other.number:
                total = _Value(total.factor / other.factor)
            else:
                raise self._error(_("“{text}” divides by zero at {place}."), sign)
        return total

    def _signed(self) -> _Value:
        token = self._tokens[self._at]
        if token.text in ("+", "-"):
            self._at += 1
            self._deeper(token)
            found = self._signed()
            self._depth -= 1
            return found._replace(number=-found.number) if token.text == "-" else found
        return self._atom(token)

    def _atom(self, token: _Token) -> _Value:
        self._at += 1
        if token.number is not None:
            found = _Value(Fraction(token.number))
        elif token.text == "(":
            self._deeper(token)
            found = self._sum()
            if self._tokens[self._at].text != ")":
                raise self._error(_("“{text}”: the “(” at {place} is not closed."), token)
            self._at += 1
            self._depth -= 1
        else:
            raise self._error(_("“{text}”: a number is missing at {place}."), token)
        if self._tokens[self._at].text == "%":
            self._at += 1
            found = _Value(found.factor if found.is_percent else found.number, is_percent=True)
        return found

    def _deeper(self, token: _Token) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._error(_("“{text}” is nested too deep at {place}."), token)

    def _error(self, sentence: str, token: _Token) -> CellError:
        said = sentence.format(text=self._text.strip(), place=token.place + 1, sign=token.text)
        return CellError(said, token.place)


def _decimal(number: Fraction) -> Decimal:
    """Return a fraction as a decimal number: exactly, or to `PLACES` decimals where it has no end.

    Raises CellError for a number that is too long to be meant.
    """
    rest, twos, fives = number.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    places = max(twos, fives)
    if rest != 1 or places > _MOST_DIGITS:
        places = PLACES
    scaled = number * 10**places
    whole, left = divmod(abs(scaled.numerator), scaled.denominator)
    whole += 2 * left >= scaled.denominator
    if len(str(whole)) > _MOST_DIGITS + places:
        raise CellError(_("This comes to a number with too many digits."), 0)
    digits = tuple(map(int, str(whole)))
    return (
        Decimal((int(number < 0 and whole > 0), digits, -places))
        if places
        else Decimal(-whole if number < 0 else whole)
    )
