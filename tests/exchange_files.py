"""CommerceML documents for tests, and what is read of them."""

from __future__ import annotations

from pathlib import Path

from services.formats.catalog_values import Outline, Problem, ProductValue
from services.formats.commerceml import read_outline, read_products

GROUPS = """<Классификатор><Ид>k</Ид><Наименование>K</Наименование><Группы>
<Группа><Ид>g1</Ид><Наименование>Мебель</Наименование><Группы>
<Группа><Ид>g2</Ид><Наименование>Столы</Наименование></Группа></Группы></Группа></Группы>
<Свойства>
<Свойство><Ид>p1</Ид><Наименование>Цвет</Наименование><ТипЗначений>Справочник</ТипЗначений>
<ВариантыЗначений><Справочник><ИдЗначения>v1</ИдЗначения><Значение>Дуб</Значение></Справочник>
<Справочник><ИдЗначения>v2</ИдЗначения><Значение>Бук</Значение></Справочник></ВариантыЗначений>
</Свойство>
<Свойство><Ид>p2</Ид><Наименование>Ширина</Наименование><ТипЗначений>Число</ТипЗначений></Свойство>
</Свойства></Классификатор>
"""

PRICE_TYPES = """<ТипыЦен>
<ТипЦены><Ид>t1</Ид><Наименование>Розничная</Наименование><Валюта>руб.</Валюта></ТипЦены>
<ТипЦены><Ид>t2</Ид><Наименование>Мелкий опт</Наименование><Валюта>USD</Валюта></ТипЦены>
</ТипыЦен>"""


def document(*parts: str, version: str = "2.07", encoding: str = "") -> str:
    """Return a whole document."""
    declared = f' encoding="{encoding}"' if encoding else ""
    return (
        f'<?xml version="1.0"{declared}?>\n<КоммерческаяИнформация ВерсияСхемы="{version}">\n'
        + "\n".join(parts)
        + "\n</КоммерческаяИнформация>\n"
    )


def catalog(*products: str) -> str:
    """Return the part of a document that holds products."""
    return "<Каталог><Ид>c</Ид><Товары>\n" + "\n".join(products) + "\n</Товары></Каталог>"


def offers(*found: str) -> str:
    """Return the part of a document that holds offers."""
    return (
        f"<ПакетПредложений><Ид>c#</Ид>{PRICE_TYPES}<Предложения>\n"
        + "\n".join(found)
        + "\n</Предложения></ПакетПредложений>"
    )


def product(uid: str = "a1", name: str = "Стол письменный", more: str = "") -> str:
    """Return a product."""
    return f"<Товар><Ид>{uid}</Ид><Наименование>{name}</Наименование>{more}</Товар>"


def offer(uid: str = "a1", price: str = "12 400,50", more: str = "", currency: str = "руб") -> str:
    """Return an offer with one price of the first type."""
    return (
        f"<Предложение><Ид>{uid}</Ид><Наименование>Стол</Наименование><Цены><Цена>"
        f"<ИдТипаЦены>t1</ИдТипаЦены><ЦенаЗаЕдиницу>{price}</ЦенаЗаЕдиницу>"
        f"<Валюта>{currency}</Валюта></Цена></Цены>{more}</Предложение>"
    )


def read(path: Path) -> tuple[Outline, list[ProductValue], list[Problem]]:
    """Return what is read of a document: its outline, its products, and all that is wrong."""
    outline = read_outline(path)
    items = list(read_products(path, outline))
    products = [item for item in items if isinstance(item, ProductValue)]
    problems = [
        problem
        for item in items
        for problem in ([item] if isinstance(item, Problem) else item.problems)
    ]
    return outline, products, outline.problems + problems


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a document and return its path."""
    path.write_bytes(text.encode(encoding))
    return path
