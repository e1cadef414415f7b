"""Rows of a table of products as values of a catalog."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final

from domain.errors import BadInput
from domain.i18n import _
from domain.ids import parse_id
from domain.money import parse_decimal, parse_money
from domain.text import fold, on_one_line, strip_control
from domain.yes_no import read_yes_no
from services.formats.catalog_columns import (
    ACTIVE,
    BAR_CODE,
    CODE,
    CURRENCY,
    DESCRIPTION,
    EXTERNAL_ID,
    ID,
    NAME,
    SECTION,
    TAX,
    TYPE,
    Target,
)
from services.formats.catalog_values import (
    PATH_SEPARATOR,
    PriceValue,
    Problem,
    ProductValue,
    UnitValue,
    read_currency,
    unit_named,
)
from services.formats.table_reading import Row, Table

KEYS: Final = (ID, EXTERNAL_ID, CODE, BAR_CODE, NAME)
"""What a product may be known again by, the surest first."""

SECTION_SEPARATORS: Final = (">", "→", "»", "\\", "|", "/")
"""What stands between the names of a path, what is least likely within a name first."""

_SERVICES: Final = frozenset({"service", "услуга", "usluga"})
_GOODS: Final = frozenset({"goods", "product", "товар", "towar", "produkt"})
_DAYS: Final = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y")
_MOST_KINDS: Final = 3


@dataclass(slots=True)
class Survey:
    """What a first look at all rows tells: how many, how paths and new properties are written.

    `types` are the types that fit all values of a column, by its place.
    """

    rows: int = 0
    section_separator: str = ""
    types: dict[int, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def survey(table: Table, targets: Sequence[Target | None], typed: Set[int]) -> Survey:
    """Look at all rows of a table, at the columns `typed` for their type. Raises UnusableFile."""
    found = Survey()
    separators: Counter[str] = Counter()
    sections = {place: one.key for place, one in enumerate(targets) if one and one.what == SECTION}
    fitting: dict[int, set[str]] = {place: {"number", "date", "yes_no"} for place in typed}
    filled: set[int] = set()
    for row in table.rows():
        if isinstance(row, Problem):
            found.problems.append(row)
            continue
        found.rows += 1
        for place in sections:
            if place < len(row.cells):
                separators.update(set(row.cells[place]) & set(SECTION_SEPARATORS))
        for place, types in fitting.items():
            if place < len(row.cells) and types and (text := row.cells[place].strip()):
                filled.add(place)
                types.intersection_update([one for one in types if _fits(one, text)])
    most = max(separators.values(), default=0)
    found.section_separator = next(
        (sign for sign in sections.values() if sign),
        next((one for one in SECTION_SEPARATORS if separators[one] * _MOST_KINDS > most), ""),
    )
    for place, types in fitting.items():
        found.types[place] = min(types) if types and place in filled else "text"
    return found


def _fits(type_: str, text: str) -> bool:
    """Say whether a text is a value of a type; 0 and 1 are numbers rather than yes and no."""
    try:
        if type_ == "number":
            parse_decimal(text)
            return not (len(text) > 1 and text[0] == "0" and text.isdecimal())
        if type_ == "yes_no":
            return not text.isdecimal() and read_yes_no(text) in {True, False}
    except BadInput:
        return False
    return _day(text) is not None


def _day(text: str) -> datetime | None:
    for form in _DAYS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - a day alone
        except ValueError:
            continue
    return None


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one table. `key` is what products are known by, "" for the surest.

    `several` are the uids of properties that have several values in one cell, behind semicolons.
    """

    targets: Sequence[Target | None]
    section_separator: str = ""
    key: str = ""
    several: Set[str] = frozenset()

    def read(self, rows: Iterable[Row | Problem]) -> Iterator[ProductValue | Problem]:
        """Yield the products of rows, and rows that name none."""
        for row in rows:
            if isinstance(row, Row):
                yield self._product(row)

    def _product(self, row: Row) -> ProductValue | Problem:
        texts: dict[str, str] = {}
        properties: dict[str, tuple[str, ...]] = {}
        cells = list(zip(self.targets, row.cells, strict=False))
        prices: dict[str, PriceValue] = {}
        unit: UnitValue | None = None
        currency = ""
        problems: list[str] = []
        known = [(target, cell) for target, cell in cells if target is not None]
        for target, cell in sorted(known, key=lambda one: one[0].what != CURRENCY):
            text = on_one_line(cell)
            try:
                match target.what:
                    case "price":
                        if text:
                            prices[target.key] = _price(text, target.currency or currency)
                    case "property":
                        properties[target.key] = self._values(target, strip_control(cell).strip())
                    case "currency":
                        currency = read_currency(text) if text else ""
                    case "unit":
                        unit = unit_named(text)
                    case "description":
                        texts[DESCRIPTION] = strip_control(cell).strip()
                    case "section":
                        texts[SECTION] = self._path(text)
                    case "":
                        pass
                    case _:
                        _read_text(texts, target.what, text)
            except BadInput as error:
                problems.append(str(error))
        uid = self._uid(texts)
        name = texts.get(NAME) or texts.get(CODE) or uid
        if not uid:
            return Problem(row.line, _("The row has no name of a product and no code."))
        texts.pop(ID, None)
        texts.pop(EXTERNAL_ID, None)
        left_out = tuple(Problem(row.line, f"{name}: {reason}") for reason in problems)
        return ProductValue(row.line, uid, texts, unit, properties, prices, problems=left_out)

    def _uid(self, texts: dict[str, str]) -> str:
        """Return what a product is known by, after the name of that."""
        for key in (self.key, *KEYS) if self.key else KEYS:
            if not (text := texts.get(key)):
                continue
            if key == NAME:
                return f"{NAME} {texts.get(SECTION, '')}{PATH_SEPARATOR}{fold(text)}"
            if key == ID and parse_id(text) is None:
                continue
            return f"{key} {text}"
        return ""

    def _path(self, text: str) -> str:
        if not self.section_separator:
            return text
        names = (name.strip() for name in text.split(self.section_separator))
        return PATH_SEPARATOR.join(filter(None, names))

    def _values(self, target: Target, text: str) -> tuple[str, ...]:
        if target.key in self.several:
            return tuple(filter(None, (part.strip() for part in text.split(";"))))
        return (text,) if text else ()


def _read_text(texts: dict[str, str], what: str, text: str) -> None:
    """Put a cell among the texts of a product. Raises BadInput."""
    if what == TAX:
        if text:
            texts[TAX] = text  # a label, or a rate
    elif what == ACTIVE:
        if text:
            texts[ACTIVE] = "yes" if read_yes_no(text) else "no"
    elif what == TYPE:
        if text:
            word = fold(text)
            is_service = word in _SERVICES or (word not in _GOODS and read_yes_no(text))
            texts[TYPE] = "service" if is_service else "goods"
    else:
        texts[what] = text


def _price(text: str, currency: str) -> PriceValue:
    """Return a price, in the currency of its cell or else of its row. Raises BadInput."""
    amount, code = parse_money(text, currency)
    if amount < Decimal(0):
        raise BadInput(_("the price {text} is below nothing.").format(text=text))
    return PriceValue(amount, code)
