"""The catalog of the demo: what somebody sells who furnishes offices, in the language at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final
from uuid import UUID

from domain.i18n import language
from domain.records.fields import FieldType
from services.context import Context
from services.fields.definitions import NewField
from services.seeding.properties import codes_of, make_properties

if TYPE_CHECKING:
    from storage.unit import Unit

Add = Callable[[str, Mapping[str, object]], UUID]
"""Adds a record of a kind as one of the demo; returns its key."""

_LANGUAGES: Final = ("en", "ru", "pl")
_CURRENCIES: Final = {"en": ("EUR", 1), "ru": ("RUB", 100), "pl": ("PLN", 4)}
"""In which currency prices are, and what a euro makes there, roughly."""

_RATES: Final = {"en": "20", "ru": "22", "pl": "23"}

_SECTIONS: Final = """
furniture||Furniture|Мебель|Meble
desks|furniture|Desks|Столы|Biurka
chairs|furniture|Chairs|Кресла и стулья|Krzesła i fotele
office_chairs|chairs|Office chairs|Кресла для сотрудников|Fotele biurowe
visitors|chairs|For visitors|Для посетителей|Dla gości
storage|furniture|Storage|Шкафы и тумбы|Szafy i kontenery
lamps||Lamps|Светильники|Lampy
services||Services|Услуги|Usługi
"""
"""The sections: code, that of the one above, and the names."""

_PRODUCTS: Final = """
desks|DSK-120|240|150|pcs|oak|60|Desk “Line” 120 cm|Стол «Линия» 120 см|Biurko „Linia” 120 cm
desks|DSK-160|290|180|pcs|white|60|Desk “Line” 160 cm|Стол «Линия» 160 см|Biurko „Linia” 160 cm
desks|DSK-UP|620|410|pcs|white|60|Standing desk “Lift”|Стол с подъёмом «Лифт»|Biurko podnoszone „Lift”
desks|MTG-240|780|520|pcs|oak|60|Meeting table 240 cm|Стол для переговоров 240 см|Stół konferencyjny 240 cm
office_chairs|CHR-N|145|88|pcs|black|36|Chair “Nord”|Кресло «Норд»|Fotel „Nord”
office_chairs|CHR-NX|210|130|pcs|gray|36|Chair “Nord” with headrest|Кресло «Норд» с подголовником|Fotel „Nord” z zagłówkiem
office_chairs|CHR-M|390|250|pcs|black|60|Manager's chair “Orion”|Кресло руководителя «Орион»|Fotel gabinetowy „Orion”
visitors|CHR-V|65|38|pcs|blue|24|Stacking chair “Iso”|Стул складируемый «Изо»|Krzesło sztaplowane „Iso”
visitors|SOF-2|540|360|pcs|gray|36|Sofa for two “Cloud”|Диван двухместный «Облако»|Sofa dwuosobowa „Chmura”
storage|CAB-4|310|200|pcs|white|60|Filing cabinet, 4 drawers|Шкаф картотечный, 4 ящика|Szafa kartotekowa, 4 szuflady
storage|PED-3|125|74|pcs|white|60|Pedestal on castors|Тумба подкатная|Kontener na kółkach
storage|SHF-5|180|110|pcs|oak|60|Shelf, 5 levels|Стеллаж, 5 полок|Regał, 5 półek
lamps|LMP-D|58|31|pcs|black|24|Desk lamp “Arc”|Лампа настольная «Дуга»|Lampka biurkowa „Łuk”
lamps|LMP-C|96|55|pcs|white|24|Ceiling lamp 60×60|Светильник потолочный 60×60|Oprawa sufitowa 60×60
lamps|LMP-F|130|82|pcs|black|24|Floor lamp “Tree”|Торшер «Дерево»|Lampa stojąca „Drzewo”
services|SRV-A|35||hour|||Assembly|Сборка мебели|Montaż mebli
services|SRV-D|60||service|||Delivery within the city|Доставка по городу|Dostawa w mieście
services|SRV-P|250||service|||Plan of the rooms|План расстановки|Projekt ustawienia
"""
"""The products: section, code, price and purchase price in euros, unit, colour, months of warranty,
and the names."""

_CALLED: Final = {
    "Chair “Nord”": "CHR-N",
    'Chair "Nord" with fabric': "CHR-N",
    "Кресло «Норд», красное": "CHR-N",
    "Krzesło „Nord”": "CHR-N",
    "Biurko z regulacją wysokości": "DSK-UP",
    "Schreibtisch 160×80": "DSK-160",
    "Лампа настольная": "LMP-D",
    "Projekt ustawienia biura": "SRV-P",
}
"""The codes of products by the names that they have on lines of the demo."""

_COLORS: Final = {
    "white": ("White", "Белый", "Biały"),
    "black": ("Black", "Чёрный", "Czarny"),
    "gray": ("Grey", "Серый", "Szary"),
    "blue": ("Blue", "Синий", "Niebieski"),
    "oak": ("Oak", "Дуб", "Dąb"),
}
_COLOR: Final = ("Colour", "Цвет", "Kolor")
_WARRANTY: Final = ("Warranty, months", "Гарантия, мес.", "Gwarancja, mies.")


def make_catalog(context: Context, unit: Unit, add: Add) -> dict[str, UUID]:
    """Write sections, properties and products, within the use case that makes the demo.

    Returns the keys of the products by what lines of deals, leads and documents call them.
    """
    from storage.tables import SectionProperty

    spoken = language() if language() in _LANGUAGES else "en"
    at = _LANGUAGES.index(spoken)
    sections = _make_sections(add, at)
    shades = tuple(names[at] for names in _COLORS.values())
    color, warranty = make_properties(
        context,
        unit,
        NewField("product", _COLOR[at], FieldType.CHOICE, "color", choices=shades),
        NewField("product", _WARRANTY[at], FieldType.INTEGER, "warranty"),
    )
    for sort, (section, property_) in enumerate(
        (("furniture", color), ("furniture", warranty), ("lamps", color), ("lamps", warranty))
    ):
        unit.add(SectionProperty(section_id=sections[section], field_id=property_, sort=sort))
    products = _make_products(context, unit, add, spoken, sections, codes_of(unit, color))
    return {name: products[code] for name, code in _CALLED.items()}


def _make_sections(add: Add, at: int) -> dict[str, UUID]:
    """Write the sections, named by the text `at` that place; return their keys by code."""
    sections: dict[str, UUID] = {}
    for line in _SECTIONS.strip().splitlines():
        code, above, *names = line.split("|")
        data = {"name": names[at], "parent": str(sections[above]) if above else None}
        sections[code] = add("section", data)
    return sections


def _make_products(
    context: Context,
    unit: Unit,
    add: Add,
    spoken: str,
    sections: Mapping[str, UUID],
    colors: Mapping[str, str],
) -> dict[str, UUID]:
    """Write the products in a language; return their keys by code."""
    from storage.tables import Product
    from storage.values import custom_out

    at = _LANGUAGES.index(spoken)
    currency, euro = _CURRENCIES[spoken]
    products: dict[str, UUID] = {}
    for line in _PRODUCTS.strip().splitlines():
        section, code, price, cost, measure, shade, months, *names = line.split("|")
        key = add(
            "product",
            {
                "name": names[at],
                "code": code,
                "section": str(sections[section]),
                "price": f"{Decimal(price) * euro} {currency}",
                "price_purchase": f"{Decimal(cost) * euro} {currency}" if cost else None,
                "unit": measure,
                "tax_rate": _RATES[spoken],
                "is_service": section == "services",
            },
        )
        products[code] = key
        _attach_picture(context, unit, key, code)
        product = unit.get(Product, key)
        if product is not None and shade:
            values = {"color": colors[_COLORS[shade][at]], "warranty": int(months)}
            product.custom = custom_out(values)
    return products


def of_catalog(
    lines: Iterable[Mapping[str, object]], products: Mapping[str, UUID]
) -> list[dict[str, object]]:
    """Return lines of the demo with the keys of those `products` that they call by their names."""
    return [
        {**line, "product_id": str(products[name])} if name in products else {**line}
        for line in lines
        for name in (str(line["name"]),)
    ]


def _attach_picture(context: Context, unit: Unit, product: UUID, code: str) -> None:
    """Give a product its picture, where one is drawn."""
    from services.parts.photo import PHOTO
    from services.seeding.demo_pictures import draw_picture
    from storage.files import FileStore
    from storage.tables import Attachment

    if (data := draw_picture(code)) is None:
        return
    digest = FileStore(context.database.path).put(data)
    unit.add(
        Attachment(
            record_kind="product",
            record_id=product,
            name=f"{code}.png",
            media_type="image/png",
            size=len(data),
            sha256=digest,
            role=PHOTO,
            created_by=context.actor.user_id,
            created_at=context.now(),
        )
    )
