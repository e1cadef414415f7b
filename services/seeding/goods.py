"""Makes the rows of a catalog: sections within each other, and products with prices."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final, NamedTuple

from domain.catalog.prices import BASE, PURCHASE
from domain.records.fields import FieldType
from domain.text import fold
from services.fields.definitions import NewField
from services.seeding.people import LANGUAGE_TURNS, languages
from services.seeding.rows import Batch, KeySeries, Period, Plan, batches, changed_at, pick
from storage.values import custom_out

LEVELS: Final = 30
"""How deep sections are within each other, where there are enough of them."""

COLOR: Final = NewField(
    "product",
    "Colour",
    FieldType.CHOICE,
    "color",
    choices=("White", "Black", "Grey", "Blue", "Red", "Green", "Oak", "Walnut"),
)
WIDTH: Final = NewField("product", "Width, cm", FieldType.INTEGER, "width")
"""The properties that all made-up products have."""

_OF_TOP: Final = 250
"""For how many sections there is one at the top of the tree."""

_INACTIVE: Final = 0.05
_DESCRIBED: Final = 0.3
_MILLION: Final = 1_000_000
_OWN_BAR_CODES: Final = "200"
"""The prefix of EAN-13 for codes that hold within one firm."""


class _Words(NamedTuple):
    """The words of one language: what is sold, what it is made of, and how it is praised."""

    things: tuple[str, ...]
    materials: tuple[str, ...]
    name: str
    description: str


_WORDS: Final = (
    _Words(
        (
            *("Стол", "Стул", "Кресло", "Диван", "Шкаф", "Тумба", "Полка", "Стеллаж", "Лампа"),
            *("Светильник", "Вешалка", "Зеркало", "Ковёр", "Доска", "Сейф", "Ширма", "Кофта"),
        ),
        ("дуб", "бук", "сосна", "сталь", "стекло", "ткань", "кожа", "пластик"),
        "{thing} «{series}» {number}, {material}",
        "Для дома и офиса, гарантия {years} г., материал: {material}.",
    ),
    _Words(
        (
            *("Biurko", "Krzesło", "Fotel", "Sofa", "Szafa", "Kontener", "Półka", "Regał"),
            *("Lampa", "Oprawa", "Wieszak", "Lustro", "Dywan", "Tablica", "Sejf", "Parawan"),
        ),
        ("dąb", "buk", "sosna", "stal", "szkło", "tkanina", "skóra", "tworzywo"),
        "{thing} „{series}” {number}, {material}",
        "Do domu i biura, gwarancja {years} l., materiał: {material}.",
    ),
    _Words(
        (
            *("Desk", "Chair", "Armchair", "Sofa", "Cabinet", "Pedestal", "Shelf", "Rack"),
            *("Lamp", "Light", "Coat stand", "Mirror", "Carpet", "Board", "Safe", "Screen"),
        ),
        ("oak", "beech", "pine", "steel", "glass", "fabric", "leather", "plastic"),
        "{thing} “{series}” {number}, {material}",
        "For home and office, {years} years of warranty, made of {material}.",
    ),
)
"""The words of each of `languages()`; a section and its products are in one language."""


class Goods:
    """Sections and products by their numbers, from 0.

    The first sections are those at the top, the next ones stand within each other, `LEVELS` deep
    in all, and any other is within one before it, so that some hold much and most hold little.
    Products are spread over all of them. It draws from a source of its own, so that the other
    records of a base do not depend on it.
    """

    def __init__(self, plan: Plan, random: Random) -> None:
        self._plan = plan
        self._random = random
        self._section_keys = KeySeries(random)
        self._product_keys = KeySeries(random)
        self._price_keys = KeySeries(random)
        self._made = Period(plan.midnight, 400, 300, plan.sections)
        self._period = Period(plan.midnight, 300, 0, plan.products)
        self._levels: list[int] = []

    def section_key(self, number: int) -> bytes:
        """Return the key of a section."""
        return self._section_keys.key(number, self._made.made_at(number))

    def product_key(self, number: int) -> bytes:
        """Return the key of a product."""
        return self._product_keys.key(number, self._period.made_at(number))

    def sections(self) -> Iterator[Batch]:
        """Make the sections, each after the one that it is in."""
        return batches(self._plan.sections, self._section)

    def products(self) -> Iterator[Batch]:
        """Make the products with their prices."""
        return batches(self._plan.products, self._product)

    def _section(self, number: int, batch: Batch) -> None:
        random, made = self._random, self._made.made_at(number)
        parent = self._parent(number)
        self._levels.append(0 if parent is None else self._levels[parent] + 1)
        language = languages()[_language_of(number)]
        subject, series = (
            pick(random, language.business.products),
            pick(random, language.beginnings),
        )
        name = f"{subject} {series.text} {number}"
        batch.rows["section"].append(
            (
                *(self.section_key(number), self._plan.user, made, made, name, fold(name)),
                *(None if parent is None else self.section_key(parent), 0, self._plan.user),
            )
        )

    def _parent(self, number: int) -> int | None:
        """Return the number of the section that one is in, None at the top."""
        tops = 1 + self._plan.sections // _OF_TOP
        if number < tops + LEVELS - 1:
            return number - 1 if number >= tops else None
        while True:
            parent = int(self._random.random() * number)
            if self._levels[parent] < LEVELS - 1:
                return parent

    def _product(self, number: int, batch: Batch) -> None:
        random, plan = self._random, self._plan
        draw = random.random
        made, key = self._period.made_at(number), self.product_key(number)
        section = int(draw() * plan.sections) if plan.sections else 0
        at = _language_of(section)
        words, language = _WORDS[at], languages()[at]
        said = {
            "thing": pick(random, words.things),
            "series": pick(random, language.beginnings).text,
            "material": pick(random, words.materials),
            "number": 100 + int(draw() * 900),
            "years": 1 + int(draw() * 5),
        }
        name = words.name.format(**said)
        custom: dict[str, object] = {"width": 20 + int(draw() * 280)}
        if plan.colors:
            custom["color"] = pick(random, plan.colors)
        batch.rows["product"].append(
            (
                *(key, plan.user, made, changed_at(random, made, days=30), name, fold(name)),
                *(f"A-{number:06}", _bar_code(number)),
                *(self.section_key(section) if plan.sections else None, draw() >= _INACTIVE),
                *(pick(random, plan.choices.units), pick(random, plan.choices.tax_rates)),
                words.description.format(**said) if draw() < _DESCRIBED else "",
                *(custom_out(custom), plan.user),
            )
        )
        business = language.business
        low, high = business.price_range
        price = low + int(draw() * (high - low))
        for type_, amount in ((BASE, price), (PURCHASE, price * 2 // 3)):
            batch.rows["product_price"].append(
                (
                    *(self._price_keys.next_key(made), key, type_, amount * _MILLION),
                    business.currency,
                )
            )


def _language_of(section: int) -> int:
    return LANGUAGE_TURNS[section % len(LANGUAGE_TURNS)]


def _bar_code(number: int) -> str:
    """Return an EAN-13 with its check digit (GS1 General Specifications, 7.9)."""
    digits = f"{_OWN_BAR_CODES}{number:09}"[-12:]
    odd, even = (sum(map(int, digits[start::2])) for start in (0, 1))
    return f"{digits}{-(odd + 3 * even) % 10}"
