"""Products and offers of CommerceML as values of a catalog."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

from domain.errors import BadInput
from domain.i18n import _
from domain.money import parse_decimal
from domain.text import on_one_line, strip_control
from services.formats.catalog_values import (
    PriceTypeValue,
    PriceValue,
    Problem,
    ProductValue,
    PropertyValue,
    UnitValue,
    by_label,
    read_currency,
    read_percent,
    unit_named,
)
from services.formats.commerceml_stream import Node

PRODUCT, OFFER = "Товар", "Предложение"

_USUAL_CURRENCY = "RUB"
"""Of prices that name none, nor does their type: the programs that write the format count so."""

_SERVICE, _MAKER = "услуга", "Изготовитель"
_UNIT_DIGITS = 3
_PRICE_PLACES = Decimal("0.000001")

Units = Mapping[str, UnitValue]
Properties = Mapping[str, PropertyValue]
PriceTypes = Mapping[str, PriceTypeValue]


def read_product(
    node: Node, units: Units, properties: Properties, price_types: PriceTypes
) -> ProductValue | Problem:
    """Return a product, or why it is none."""
    uid = node.value("Ид")
    if not uid:
        return Problem(node.line, _("A product has no id."))
    gone = is_deleted(node)
    name = clean(node.value("Наименование")) or clean(node.value("ПолноеНаименование"))
    if not name and not gone:
        return Problem(node.line, _("The product {uid} has no name.").format(uid=uid))
    problems: list[Problem] = []
    texts = _texts(node, name)
    rate = node.value("СтавкиНалогов", "СтавкаНалога", "Ставка")
    if rate:
        try:
            texts["tax"] = read_percent(rate)
        except BadInput as error:
            problems.append(Problem(node.line, f"{name}: {error}"))
    return ProductValue(
        line=node.line,
        uid=uid,
        texts=texts,
        unit=_unit(node, units),
        properties=_said_of(node, name, properties, problems),
        base=_base(uid),
        is_deleted=gone,
        problems=tuple(problems),
    )


def _texts(node: Node, name: str) -> dict[str, str]:
    """Return what a product says of itself in words, by the names of the fields."""
    texts = {"name": name} if name else {}
    texts["code"] = clean(node.value("Артикул"))
    texts["bar_code"] = clean(node.value("Штрихкод"))
    texts["description"] = strip_control(node.value("Описание")).strip()
    texts["section"] = node.value("Группы", "Ид") or node.value("Группы", "Группа", "Ид")
    if picture := node.value("Картинка"):
        texts["picture"] = picture
    if is_service(node):
        texts["type"] = "service"
    return texts


def _said_of(
    node: Node, name: str, properties: Properties, problems: list[Problem]
) -> dict[str, tuple[str, ...]]:
    """Return the values of a product's properties; add to `problems` which are not in the file."""
    said: dict[str, tuple[str, ...]] = dict(_characteristics(node))
    for value in node.all("ЗначенияСвойств", "ЗначенияСвойства"):
        key = value.value("Ид")
        if key in properties:
            said[key] = _values(value, properties[key])
        elif key:
            reason = _("{name}: the property {uid} is not in the file.")
            problems.append(Problem(value.line, reason.format(name=name, uid=key)))
    if maker := clean(node.value(_MAKER, "Наименование")):
        said[by_label(_MAKER)] = (maker,)
    return said


def read_offer(
    node: Node, units: Units, properties: Properties, price_types: PriceTypes
) -> ProductValue | Problem:
    """Return an offer, what a product, or a variant of it, costs, or why it is none."""
    uid = node.value("Ид")
    if not uid:
        return Problem(node.line, _("An offer has no id."))
    problems: list[Problem] = []
    name = clean(node.value("Наименование"))
    prices: dict[str, PriceValue] = {}
    for one in node.all("Цены", "Цена"):
        try:
            key, price = _price(one, price_types)
        except BadInput as error:
            problems.append(Problem(one.line, f"{name or uid}: {error}"))
        else:
            prices[key] = price
    said: dict[str, tuple[str, ...]] = dict(_characteristics(node))
    for value in node.all("ЗначенияСвойств", "ЗначенияСвойства"):
        if (key := value.value("Ид")) in properties:
            said[key] = _values(value, properties[key])
    texts = {
        "name": name,
        "code": clean(node.value("Артикул")),
        "bar_code": clean(node.value("Штрихкод")),
    }
    return ProductValue(
        line=node.line,
        uid=uid,
        texts={key: text for key, text in texts.items() if text},
        unit=_unit(node, units),
        properties=said,
        prices=prices,
        base=_base(uid),
        is_offer=True,
        is_deleted=is_deleted(node),
        problems=tuple(problems),
    )


def clean(text: str) -> str:
    """Return a text as a name is kept, on one line."""
    return on_one_line(text)


def is_deleted(node: Node) -> bool:
    """Say whether a record is marked as deleted, as version 3 does it, or 2."""
    return (
        node.value("ПометкаУдаления").lower() in {"true", "1", "да"}
        or node.attributes.get("Статус", "").lower() in {"удален", "удалён"}
        or node.value("Статус").lower() in {"удален", "удалён"}
    )


def is_service(node: Node) -> bool:
    """Say whether a product is a service by its requisites."""
    return any(
        one.value("Наименование") == "ТипНоменклатуры" and one.value("Значение").lower() == _SERVICE
        for one in node.all("ЗначенияРеквизитов", "ЗначениеРеквизита")
    )


def unit_of(node: Node) -> UnitValue | None:
    """Return the unit in an entry of the list of units, or None where it names none."""
    name = clean(node.value("НаименованиеКраткое")) or clean(node.value("НаименованиеПолное"))
    code = _okei(node.value("Код"))
    return UnitValue(code, name) if code or name else None


def _unit(node: Node, units: Units) -> UnitValue | None:
    """Return the unit of a product: in version 2 it is described, in 3 named by code or uid."""
    at = node.child("БазоваяЕдиница") or node.child("Единица")
    if at is None:
        return None
    text = clean(at.text)
    code = _okei(at.attributes.get("Код", ""))
    name = text or clean(at.attributes.get("НаименованиеПолное", ""))
    if not code and (known := units.get(text) or units.get(_okei(text))):
        return known
    return UnitValue(code, name) if code else unit_named(name)


def _okei(text: str) -> str:
    """Return a code of OKEI with all three digits, "" for what is none."""
    code = text.strip()
    return code.zfill(_UNIT_DIGITS) if code.isascii() and code.isdecimal() and len(code) < 5 else ""


def _base(uid: str) -> str:
    """Return the uid of the product of a variant, "" for what is none."""
    base, mark, variant = uid.partition("#")
    return base if mark and variant and base else ""


def _characteristics(node: Node) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what a variant is like, by labels; no uid names it."""
    for one in node.all("ХарактеристикиТовара", "ХарактеристикаТовара"):
        label, value = clean(one.value("Наименование")), clean(one.value("Значение"))
        if label and value:
            yield by_label(label), (value,)


def _values(node: Node, property_: PropertyValue) -> tuple[str, ...]:
    """Return what a product has of a property, choices as their labels."""
    found = [on_one_line(one.text) for one in node.all("Значение")]
    found += [on_one_line(one.text) for one in node.all("ИдЗначения")]
    values = dict.fromkeys(property_.choices.get(text, text) for text in found if text)
    return tuple(values)


def _price(node: Node, price_types: PriceTypes) -> tuple[str, PriceValue]:
    """Return the uid of a type of prices and the price of one base unit. Raises BadInput."""
    key = node.value("ИдТипаЦены")
    if not key:
        raise BadInput(_("a price has no type."))
    text = node.value("ЦенаЗаЕдиницу")
    amount = parse_decimal(text)
    if amount < 0:
        raise BadInput(_("the price {text} is below nothing.").format(text=text))
    type_ = price_types.get(key)
    currency = node.value("Валюта") or (type_.currency if type_ else "")
    factor = node.value("Коэффициент")
    if factor and (count := parse_decimal(factor)) > 0 and count != 1:
        amount = (amount / count).quantize(_PRICE_PLACES, ROUND_HALF_UP)
    return key, PriceValue(amount, read_currency(currency) if currency else _USUAL_CURRENCY)
