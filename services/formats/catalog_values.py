"""What a catalog of products holds, whatever the file format it came from.

A reader of one format (CommerceML, CSV) yields these values; the use case that imports them matches
them with the products at hand and writes. Texts are clean: no control characters, single-line
except the description. `line` is where a value stands in its file, from 1. `uid` is the name that
the other system gave it; a property or a type of prices that has none there is named by `by_label`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from domain.currencies import MINOR_DIGITS, RENAMED
from domain.errors import BadInput
from domain.i18n import _
from domain.money import parse_decimal, parse_money

EXEMPT = "exempt"
"""The tax of a product on which there is none, where others have a rate in per cent."""

PATH_SEPARATOR = "\t"
"""What stands between the names of a path of sections; no name has it."""

_LABEL_MARK = "="
_MOST_PERCENT = 100

_NUMERIC_CURRENCIES = {
    "643": "RUB", "810": "RUB", "840": "USD", "978": "EUR", "985": "PLN", "980": "UAH",
    "933": "BYN", "398": "KZT", "156": "CNY", "949": "TRY", "826": "GBP", "756": "CHF",
    "203": "CZK", "051": "AMD", "981": "GEL", "944": "AZN", "860": "UZS", "417": "KGS",
}  # fmt: skip
"""Codes of ISO 4217 in digits, which accounting programs write as well; 810 was the rouble."""

UNIT_CODES = {
    word: code
    for code, words in {
        "796": "шт штука штук szt sztuka pc pcs pce piece pieces ea each",
        "839": "компл комплект набор kpl komplet set",
        "778": "упак упаковка уп op opak opakowanie pack pkg",
        "715": "пар пара para pair",
        "812": "ящ ящик короб karton box",
        "736": "рул рулон rolka roll",
        "625": "лист ark arkusz sheet",
        "163": "г гр грамм g gram",
        "166": "кг килограмм kg kgm",
        "168": "т тонна t tona tonne",
        "003": "мм mm",
        "006": "м метр m mtr metr",
        "018": "пог.м п.м м.п mb",
        "055": "м2 м² кв.м m2 m² mtk",
        "113": "м3 м³ куб.м m3 m³ mtq",
        "112": "л литр l ltr litr",
        "356": "ч час godz godzina h hr hour",
        "359": "дн день сут dzień dzien day",
        "362": "мес месяц mies miesiąc miesiac month",
        "876": "усл.ед усл услуга usł usl usługa usluga service",
    }.items()
    for word in words.split()
}
"""Codes of OKEI by the short names that Russian, Polish and English programs write."""

_SPOKEN_CURRENCIES = {"рубль": "RUB", "рублей": "RUB", "грн": "UAH", "тг": "KZT", "byr": "BYN"}


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of a file that is not taken over: its line and a sentence saying why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class SectionValue:
    """A section of the catalog within another, whose uid `parent` is, "" at the top."""

    line: int
    uid: str
    name: str
    parent: str = ""
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class PropertyValue:
    """A property that products may have; `choices` are what it is chosen from, by their uids.

    `type` is the name of a `FieldType`.
    """

    line: int
    uid: str
    label: str
    type: str = "text"
    multiple: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PriceTypeValue:
    """A type of prices and the currency in which they are unless they say another."""

    line: int
    uid: str
    name: str
    currency: str = ""


@dataclass(frozen=True, slots=True)
class UnitValue:
    """A unit of measure: three digits of OKEI where they are known, and its short name."""

    code: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class PriceValue:
    """What one unit of a product costs, and the currency, "" for the usual one."""

    amount: Decimal
    currency: str = ""


@dataclass(frozen=True, slots=True)
class ProductValue:
    """A product as far as a file tells of it; what it says nothing of has no entry.

    `texts` are what stands in fields of the program under their names (`name`, `code`, `bar_code`,
    `description`, ...), besides `section`, the uid or path of one, `tax`, per cent as decimal text,
    `EXEMPT` or a name, and `picture`, the path of a file. `properties` and `prices` go by the uid
    of the property and of the type of prices. `base` is the uid of the product of which this is a
    variant. `is_offer` is whether it only says what a product costs that other files describe.
    `problems` are what of it could not be read.
    """

    line: int
    uid: str
    texts: Mapping[str, str] = field(default_factory=dict)
    unit: UnitValue | None = None
    properties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    prices: Mapping[str, PriceValue] = field(default_factory=dict)
    base: str = ""
    is_offer: bool = False
    is_deleted: bool = False
    problems: tuple[Problem, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return what the product says as a JSON object, for the next reading to compare with."""
        said: dict[str, Any] = dict(self.texts)
        if self.unit is not None:
            said["unit"] = [self.unit.code, self.unit.name]
        for uid, values in self.properties.items():
            said[f"property {uid}"] = list(values)
        for uid, price in self.prices.items():
            said[f"price {uid}"] = [f"{price.amount:f}", price.currency]
        return said


@dataclass(slots=True)
class Outline:
    """What a file has besides its products: all that these refer to by uids.

    Each section stands behind the one it is in. `units` go by their codes and by their uids.
    `products` is how many products and offers there are, `problems` what could not be read.
    """

    sections: list[SectionValue] = field(default_factory=list)
    properties: dict[str, PropertyValue] = field(default_factory=dict)
    price_types: dict[str, PriceTypeValue] = field(default_factory=dict)
    units: dict[str, UnitValue] = field(default_factory=dict)
    products: int = 0
    problems: list[Problem] = field(default_factory=list)


def fingerprint(said: Mapping[str, Any]) -> str:
    """Return a SHA-256 in hex over what `ProductValue.to_json` gave."""
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def by_label(label: str) -> str:
    """Return the uid of something that its file knows by its label alone."""
    return _LABEL_MARK + label


def label_of(uid: str) -> str:
    """Return the label in a uid that `by_label` made, "" for another."""
    return uid[len(_LABEL_MARK) :] if uid.startswith(_LABEL_MARK) else ""


def read_currency(text: str) -> str:
    """Return the ISO 4217 code for `RUB`, `RUR`, `руб.`, `643` or `₽`. Raises BadInput."""
    typed = text.strip().rstrip(".")
    upper = typed.upper()
    if upper in MINOR_DIGITS:
        return RENAMED.get(upper, upper)
    known = _NUMERIC_CURRENCIES.get(typed) or _SPOKEN_CURRENCIES.get(typed.lower())
    return known or parse_money(f"0 {typed}", "")[1] or _raise_no_currency(typed)


def _raise_no_currency(typed: str) -> str:
    raise BadInput(
        _("“{code}” is no currency; give its three letters such as RUB or PLN.").format(code=typed)
    )


def read_percent(text: str) -> str:
    """Return a rate of tax in per cent as decimal text: `20`, `20 %`, `НДС20`, `0,0`.

    Words without a number (`Без НДС`, `zw.`, `exempt`) stand for `EXEMPT`. Raises BadInput.
    """
    start = next((at for at, char in enumerate(text) if char.isdecimal()), None)
    if start is None:
        if any(char.isalpha() for char in text):
            return EXEMPT
        raise BadInput(_("“{text}” is no rate of tax.").format(text=text[:40]))
    percent = parse_decimal(text[start:].replace("%", "").strip())
    if percent > _MOST_PERCENT or "-" in text[:start]:
        raise BadInput(_("“{text}” is no rate of tax.").format(text=text[:40]))
    return plain(percent)


def unit_named(name: str) -> UnitValue | None:
    """Return the unit that a name or the digits of a code stand for, None for no text."""
    if name.isascii() and name.isdecimal() and len(name) < 5:
        return UnitValue(name.zfill(3), "")
    spelled = name.lower().replace(" ", "").rstrip(".")
    return UnitValue(UNIT_CODES.get(spelled, ""), name) if name else None


def plain(number: Decimal) -> str:
    """Return a decimal number as text without an exponent and without zeros at its end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
