"""Amounts of money: stored as whole millionths, typed as people write them, shown with a currency.

An amount is a `Decimal`; nothing here goes through binary floating point.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from domain.currencies import MINOR_DIGITS, RENAMED, SYMBOLS
from domain.errors import BadInput
from domain.i18n import N_, _, language
from domain.text import fold

MILLION = 1_000_000
"""Stored units in one unit of currency."""

MOST_DECIMALS = 6
"""Decimals that an amount can have."""

_GREATEST = 2**63 - 1
_LONGEST = 40
_NO_BREAK_SPACE = "\u00a0"
_LANGUAGES_WITH_POINT = frozenset({"en"})

_SEPARATORS = re.compile(r"[\s'’‘ʼ_.,]")
_NUMBER = re.compile(
    r"""(?P<sign>[-+\u2212]?)\s*
    (?P<whole>\d*|\d{1,3}(?:(?P<group>[\s'’‘ʼ_.,])\d{3})(?:(?P=group)\d{3})*)
    (?:(?P<point>[.,])(?P<fraction>\d*))?""",
    re.VERBOSE,
)


_MONEY = re.compile(
    r"(?P<before>[^\W\d_]*|[$€₽])\s*(?P<number>[-+\u2212.,\d](?:.*\d)?[.,]?)"
    r"\s*(?:(?P<scale>k|к|tys|тыс|mln|млн)(?![^\W\d_])\.?)?"
    r"\s*(?:(?P<after>[^\W\d_]*|[$€₽])\.?)",
    re.IGNORECASE,
)
_SPOKEN_SCALES = dict.fromkeys(("k", "к", "tys", "тыс"), 1000) | dict.fromkeys(
    ("mln", "млн"), 1_000_000
)
"""How people shorten thousands and millions."""

_SPOKEN = {
    word: code
    for code, words in {
        "RUB": "р руб рубль рубля рублей",
        "PLN": "zl zloty zlote zlotych",
        "EUR": "евро euro",
        "USD": "доллар доллара долларов dolar dolary dolarow dollar dollars",
    }.items()
    for word in words.split()
}
"""How people write currencies beside their codes and signs, folded."""


def to_millionths(amount: Decimal) -> int:
    """Return `amount` in millionths, exactly.

    Raises BadInput when the amount has more than six decimals or does not fit 64 bits with sign.
    """
    if not amount:
        return 0
    if not amount.is_finite() or amount.adjusted() > len(str(_GREATEST)) - MOST_DECIMALS:
        raise _too_large(amount)
    sign, digits, exponent = amount.as_tuple()
    assert isinstance(exponent, int)  # letters stand there only for what is not finite
    units, rest = int("".join(map(str, digits))), 0
    if exponent >= -MOST_DECIMALS:
        units *= 10 ** (exponent + MOST_DECIMALS)
    elif -exponent - MOST_DECIMALS > len(digits):
        units, rest = 0, units
    else:
        units, rest = divmod(units, 10 ** (-exponent - MOST_DECIMALS))
    if rest:
        raise BadInput(
            _("{amount} has more than six decimals; round it first.").format(amount=amount)
        )
    millionths = -units if sign else units
    if not -_GREATEST - 1 <= millionths <= _GREATEST:
        raise _too_large(amount)
    return millionths


def from_millionths(millionths: int) -> Decimal:
    """Return stored millionths as an amount, without trailing zeros and without an exponent."""
    whole, fraction = divmod(abs(millionths), MILLION)
    digits = f"{fraction:0{MOST_DECIMALS}}".rstrip("0")
    sign = "-" if millionths < 0 else ""
    return Decimal(f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}")


def parse_decimal(text: str) -> Decimal:
    """Return a typed number: `1 200,50`, `1,200.50`, `1.200,50`, `1'200.50`, `-500`, `,5`.

    Groups of three are set apart by blanks of any kind, apostrophes, commas or points. A single
    comma or point is the decimal sign, whatever the interface language: `1,200` is one and two
    tenths, while `1,200,300` can only be groups. Raises BadInput for anything else.
    """
    typed = text.strip()
    found = _NUMBER.fullmatch(typed) if len(typed) <= _LONGEST else None
    if found is None or not (found["whole"] or found["fraction"]):
        raise _no_number(typed)
    if found["point"] and found["group"] == found["point"]:
        raise _no_number(typed)
    sign = "-" if found["sign"] in {"-", "\u2212"} else ""
    whole = _SEPARATORS.sub("", found["whole"]) or "0"
    fraction = f".{found['fraction']}" if found["fraction"] else ""
    return Decimal(sign + whole + fraction)


def parse_money(text: str, usual: str) -> tuple[Decimal, str]:
    """Return the amount and the currency of `1200 PLN`, `€ 5`, `12,5 tys. zł`, or a bare number.

    A bare number is of the `usual` currency. Raises BadInput.
    """
    found = _MONEY.fullmatch(text.strip())
    if found is None or (found["before"] and found["after"]):
        return parse_decimal(text), usual
    amount = parse_decimal(found["number"]) * _SPOKEN_SCALES.get((found["scale"] or "").lower(), 1)
    named = found["before"] or found["after"]
    return amount, parse_currency(named) if named else usual


def parse_currency(code: str) -> str:
    """Return the ISO 4217 code of a currency in capitals: `pln`, `zł`, `€`, `рублей`.

    `RUR` is read as `RUB`. Raises BadInput if unknown.
    """
    typed = code.strip()
    spoken = _SPOKEN.get(fold(typed).rstrip("."), "")
    signs = {sign: code for code, sign in SYMBOLS.items()}
    known = spoken or signs.get(typed) or RENAMED.get(typed.upper(), typed.upper())
    if known in MINOR_DIGITS:
        return known
    raise BadInput(
        _("“{code}” is no currency; give its three letters such as RUB or PLN.").format(code=typed)
    )


def round_amount(amount: Decimal, currency: str) -> Decimal:
    """Return an amount rounded half-up to the decimals of its currency, two for an unknown one."""
    places = MINOR_DIGITS.get(currency, 2)
    room = Context(prec=max(amount.adjusted(), 0) + places + 2)
    return amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, context=room)


def format_amount(amount: Decimal, currency: str) -> str:
    """Return an amount as it is shown: `214 000 ₽`, `-1 200,50 zł`, `10 CHF`.

    Rounded half-up to the decimals of the currency, which are left out when all are zero; groups
    of three and the sign or code stand behind no-break spaces; the decimal sign is a point in
    English and a comma otherwise. An unknown currency has two decimals, and none no sign.
    """
    rounded = round_amount(amount, currency)
    whole, _point, fraction = f"{abs(rounded):,f}".partition(".")
    number = whole.replace(",", _NO_BREAK_SPACE)
    if fraction.strip("0"):
        number += _decimal_sign() + fraction
    sign = "-" if rounded < 0 else ""
    unit = f"{_NO_BREAK_SPACE}{SYMBOLS.get(currency, currency)}" if currency else ""
    return f"{sign}{number}{unit}"


def format_price(price: Decimal, currency: str) -> str:
    """Return a price as `format_amount` does, but with all decimals that it has: `0.1973 €`."""
    rounded = round_amount(price, currency)
    if rounded == price:
        return format_amount(price, currency)
    unit = f"{_NO_BREAK_SPACE}{SYMBOLS.get(currency, currency)}" if currency else ""
    return f"{format_number(price)}{unit}"


_SCALES = (
    (Decimal(10) ** 9, N_("{number} bn")),
    (Decimal(10) ** 6, N_("{number} M")),
    (Decimal(10) ** 3, N_("{number} k")),
)


def short_amount(amount: Decimal, currency: str) -> str:
    """Return about how much an amount is, in three digits: `8.5 M ₽`, `205 k ₽`, `980 ₽`."""
    unit = f"{_NO_BREAK_SPACE}{SYMBOLS.get(currency, currency)}" if currency else ""
    size = abs(amount)
    for scale, text in _SCALES:
        if size >= scale - scale / 2000:
            number = size / scale
            step = Decimal(1).scaleb(-max(0, 2 - number.quantize(Decimal("0.01")).adjusted()))
            shown = f"{number.quantize(step, ROUND_HALF_UP).normalize():f}"
            said = _(text).format(number=shown.replace(".", _decimal_sign()))
            said = said.replace(" ", _NO_BREAK_SPACE)
            return f"{'-' if amount < 0 else ''}{said}{unit}"
    return format_amount(amount.quantize(Decimal(1), ROUND_HALF_UP), currency)


def format_number(number: Decimal) -> str:
    """Return a decimal number as it is shown, all its decimals: `1 200.5`, in Russian `1 200,5`."""
    whole, _point, fraction = f"{abs(number):,f}".partition(".")
    shown = whole.replace(",", _NO_BREAK_SPACE)
    if fraction := fraction.rstrip("0"):
        shown += _decimal_sign() + fraction
    return f"-{shown}" if number < 0 else shown


def format_figure(amount: Decimal, currency: str) -> str:
    """Return an amount as it stands in a column of figures: `1 200,50`, `240 100,00`.

    Rounded half-up to the decimals of its currency, all of which are shown, without its sign.
    """
    rounded = round_amount(amount, currency)
    whole, _point, fraction = f"{abs(rounded):,f}".partition(".")
    number = whole.replace(",", _NO_BREAK_SPACE) + (_decimal_sign() + fraction if fraction else "")
    return f"-{number}" if rounded < 0 else number


def price_figure(price: Decimal, currency: str) -> str:
    """Return a price as `format_figure` does, but with all decimals that it has: `0.1973`."""
    figure, exact = format_figure(price, currency), format_number(price)
    return figure if len(exact) <= len(figure) else exact


def plain_number(number: Decimal) -> str:
    """Return a decimal number as it is typed, all its decimals, without groups: `1200.5`."""
    whole, _point, fraction = f"{number:f}".partition(".")
    fraction = fraction.rstrip("0")
    return f"{whole}{_decimal_sign()}{fraction}" if fraction else whole


def _decimal_sign() -> str:
    return "." if language() in _LANGUAGES_WITH_POINT else ","


def _too_large(amount: Decimal) -> BadInput:
    return BadInput(_("{amount} is too large for an amount.").format(amount=amount))


def _no_number(typed: str) -> BadInput:
    return BadInput(
        _("“{text}” is not understood as a number; write it as 1 200,50 or -500.").format(
            text=typed
        )
    )
