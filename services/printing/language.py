"""The language of a document: its texts, numbers and days, whatever the interface speaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from gettext import NullTranslations
from typing import Final

from babel import Locale
from babel.dates import format_date
from babel.numbers import NumberPattern, parse_pattern

from domain.amount_words import spell_amount
from domain.currencies import MINOR_DIGITS, SYMBOLS
from domain.i18n import LANGUAGES, catalog_of

NO_BREAK_SPACE: Final = "\u00a0"

_LOCALES: Final = {"en": "en_GB", "ru": "ru_RU", "pl": "pl_PL"}
"""Formats by language; English is read in many countries, so the day stands before the month."""

_CALLED: Final = {("ru", "RUB"): "руб."}
"""Currencies that the papers of a country call otherwise than by their sign or code."""


@dataclass(frozen=True, slots=True)
class Language:
    """Texts and formats of one language, known by its ISO 639-1 `code`.

    Texts come from `words`, as in `language.words.gettext("Total")`.
    """

    code: str
    words: NullTranslations
    locale: Locale

    def amount(self, amount: Decimal, digits: int) -> str:
        """Return an amount with its decimals and without a currency: `1 200,50`.

        It is rounded half-up first, for Babel rounds half to even.
        """
        room = Context(prec=max(amount.adjusted(), 0) + digits + 2)
        rounded = amount.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, context=room)
        return self._signed(rounded, digits, digits)

    def money(self, amount: Decimal, currency: str, digits: int | None = None) -> str:
        """Return an amount with its currency behind it: `1 200,50 zł`, `1,200.50 CHF`.

        Without `digits` it has the decimals of the currency.
        """
        if digits is None:
            digits = MINOR_DIGITS.get(currency, 2)
        return f"{self.amount(amount, digits)}{NO_BREAK_SPACE}{self.currency(currency)}"

    def currency(self, code: str) -> str:
        """Return what a currency is called on papers: `руб.`, `zł`, `CHF`."""
        return _CALLED.get((self.code, code)) or SYMBOLS.get(code, code)

    def price(self, price: Decimal, digits: int) -> str:
        """Return the price of a unit, with all the decimals it has and no fewer than the coins."""
        return self._signed(price, digits, max(digits, _decimals(price)))

    def number(self, number: Decimal) -> str:
        """Return a quantity or a rate with all the decimals it has."""
        return self._signed(number, 0, _decimals(number))

    def percent(self, rate: Decimal) -> str:
        """Return a rate in percent: `23%`, in Russian with a space before the sign."""
        return f"{self.number(rate)}{NO_BREAK_SPACE if self.code == 'ru' else ''}%"

    def long_day(self, day: date) -> str:
        """Return a day with the name of its month: `26 ноября 2026 г.`"""
        return format_date(day, "long", self.locale).replace("\u202f", NO_BREAK_SPACE)

    def day(self, day: date) -> str:
        """Return a day in figures, `26.11.2026`; in English `26 Nov 2026`, which all read alike."""
        return format_date(day, "d MMM y" if self.code == "en" else "dd.MM.y", self.locale)

    def spelled(self, amount: Decimal, currency: str) -> str:
        """Return an amount in words, see `domain.amount_words`."""
        return spell_amount(amount, currency, self.code)

    def _signed(self, number: Decimal, least: int, most: int) -> str:
        text = str(_pattern(least, most).apply(abs(number), self.locale))
        return f"-{text}" if number < 0 else text


def language_of(code: str) -> Language:
    """Return a language by its ISO 639-1 code; one that the program does not speak is English."""
    known = code if code in LANGUAGES else "en"
    return Language(known, catalog_of(known), Locale.parse(_LOCALES[known]))


def _decimals(number: Decimal) -> int:
    """Return how many decimals a number has, without the zeros at its end."""
    digits = f"{number:f}".partition(".")[2]
    return len(digits.rstrip("0"))


@cache
def _pattern(least: int, most: int) -> NumberPattern:
    decimals = "0" * least + "#" * (most - least)
    return parse_pattern(f"#,##0.{decimals}" if decimals else "#,##0")
