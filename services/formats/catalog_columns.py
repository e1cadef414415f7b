"""What the columns of a table of products hold, as far as their headings tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from domain.catalog.prices import BASE, PURCHASE, SHIPPED_TYPES
from domain.i18n import N_, _
from domain.text import fold
from services.formats.catalog_values import by_label

NAME, CODE, BAR_CODE, SECTION = "name", "code", "bar_code", "section"
UNIT, TAX, DESCRIPTION, ACTIVE, TYPE = "unit", "tax", "description", "active", "type"
CURRENCY, EXTERNAL_ID, ID = "currency", "external_id", "id"
PRICE, PROPERTY, NOTHING = "price", "property", ""

COLUMNS: Final = {
    NAME: N_("Name"),
    CODE: N_("Code"),
    BAR_CODE: N_("Bar code"),
    SECTION: N_("Section"),
    UNIT: N_("Unit"),
    TAX: N_("Rate of tax"),
    DESCRIPTION: N_("Description"),
    ACTIVE: N_("Active"),
    TYPE: N_("Service"),
    CURRENCY: N_("Currency"),
    EXTERNAL_ID: N_("External id"),
    ID: N_("Id"),
}
"""What a column may hold besides prices and properties, with labels as message ids."""

_WORDS: Final = {
    NAME: "name title product item goods | название наименование товар номенклатура продукт"
    " наименование_товара | nazwa towar produkt nazwa_towaru nazwa_produktu",
    CODE: "code sku article art item_code vendor_code product_code part_number | код артикул арт"
    " код_товара | kod indeks symbol sku kod_produktu kod_towaru",
    BAR_CODE: "barcode bar_code ean ean13 gtin upc | штрихкод штрих_код шк | kod_kreskowy ean",
    SECTION: "section category path group folder categories | раздел категория группа папка путь"
    " рубрика группа_товаров | sekcja kategoria grupa sciezka dzial",
    UNIT: "unit uom unit_of_measure measure | единица ед ед_изм единица_измерения еи"
    " | jednostka jm j_m jedn miara jednostka_miary",
    TAX: "tax vat vat_rate tax_rate rate_of_tax | ндс ставка_ндс налог ставка_налога"
    " | vat stawka_vat podatek",
    DESCRIPTION: "description text details | описание текст | opis",
    ACTIVE: "active enabled is_active | активен активность активный активна вкл"
    " | aktywny aktywna aktywne",
    TYPE: "service is_service | услуга это_услуга | usluga",
    CURRENCY: "currency | валюта | waluta",
    ID: "id | ид | identyfikator",
    EXTERNAL_ID: "external_id external_code | внешний_код внешний_id внешний_ид"
    " | zewnetrzny_id id_zewnetrzne identyfikator_zewnetrzny",
}
_PRICE_WORDS: Final = {
    BASE: "price sale_price retail_price unit_price base_price list_price | цена розничная_цена"
    " цена_продажи цена_розничная базовая_цена розница | cena cena_sprzedazy cena_detaliczna",
    PURCHASE: "purchase_price cost cost_price buying_price | закупочная_цена цена_закупки закупка"
    " себестоимость цена_закупочная | cena_zakupu koszt",
    "wholesale": "wholesale_price | оптовая_цена цена_оптовая опт | cena_hurtowa",
}
_OF_PEOPLE: Final = frozenset(
    "first_name last_name given_name family_name e_mail email e_mail_address phone mobile_phone"
    " birthday имя фамилия отчество телефон электронная_почта imie nazwisko telefon".split()
)
_SIGNS: Final = re.compile(r"[^\w]+")
_BRACKETS: Final = re.compile(r"\(([^()]*)\)|,\s*([^,\s]+)$")


@dataclass(frozen=True, slots=True)
class Target:
    """What a column holds: one of `COLUMNS`, `PRICE`, `PROPERTY`, or `NOTHING` that is read.

    `key` is the uid of the type of prices or of the property, of sections what stands between the
    names of a path where the heading says it. `currency` is that in which the prices of a column
    are, where its heading says one.
    """

    what: str
    key: str = ""
    currency: str = ""


def guess_columns(
    header: Iterable[str], price_types: Mapping[str, str], properties: Iterable[str]
) -> list[Target | None]:
    """Return what each column holds by its heading, None where that is not known.

    `price_types` are the labels of types of prices by their codes, `properties` the labels of the
    fields that products have. Of two columns for the same, the first one counts.
    """
    words = {word: Target(what) for what, text in _WORDS.items() for word in _split(text)}
    words |= {_slug(_(label)): Target(what) for what, label in COLUMNS.items()}
    for code, text in _PRICE_WORDS.items():
        words |= {word: Target(PRICE, by_label(code)) for word in _split(text)}
    for code, label in (SHIPPED_TYPES | dict(price_types)).items():
        words |= {_slug(name): Target(PRICE, by_label(code)) for name in (label, _(label))}
    own = {_slug(label): Target(PROPERTY, by_label(label)) for label in properties}
    words = own | words
    found: list[Target | None] = []
    for heading in header:
        target = words.get(_slug(heading)) or _with_hint(heading, words)
        if target is not None and target.what == SECTION:
            target = Target(SECTION, _separator_in(heading))
        is_repeated = target is not None and any(
            other is not None and (other.what, other.key) == (target.what, target.key)
            for other in found
        )
        found.append(None if is_repeated else target)
    return found


def is_of_people(header: Iterable[str]) -> bool:
    """Say whether the headings are those of an address book."""
    slugs = [_slug(heading) for heading in header]
    return sum(any(slug.startswith(word) for word in _OF_PEOPLE) for slug in slugs) > 1


def _separator_in(heading: str) -> str:
    """Return what a heading such as `Section (>)` says of paths, "" for nothing."""
    bracket = _BRACKETS.search(heading)
    sign = (bracket[1] or "").strip() if bracket else ""
    return sign if len(sign) == 1 and not sign.isalnum() else ""


def _with_hint(heading: str, words: Mapping[str, Target]) -> Target | None:
    """Return what `Price (EUR)` or `Цена, руб` holds."""
    from domain.errors import BadInput
    from services.formats.catalog_values import read_currency

    bracket = _BRACKETS.search(heading)
    if bracket is None:
        return None
    target = words.get(_slug(heading[: bracket.start()]))
    if target is None or target.what != PRICE:
        return None
    try:
        currency = read_currency(bracket[1] or bracket[2] or "")
    except BadInput:
        return target
    return Target(PRICE, target.key, currency)


def _split(text: str) -> list[str]:
    return [word for word in text.split() if word != "|"]


def _slug(heading: str) -> str:
    """Return a heading as it is compared: folded words between underscores."""
    return _SIGNS.sub("_", fold(heading)).strip("_")
