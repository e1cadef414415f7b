"""CommerceML 2, the format in which 1C exchanges catalogs and prices (FEATURES ONEC-01, STORE-04).

A catalog comes in two files or more, `import.xml` with sections, properties and products and
`offers.xml` or `prices.xml` with what they cost, of versions 2.03 to 3.1; all may stand in one.
Each is read twice: once for what products refer to (`read_outline`), once for the products
themselves (`read_products`), one at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from domain.errors import UnusableFile
from domain.i18n import _
from services.formats.catalog_values import (
    Outline,
    PriceTypeValue,
    Problem,
    ProductValue,
    PropertyValue,
    SectionValue,
)
from services.formats.commerceml_products import (
    OFFER,
    PRODUCT,
    clean,
    is_deleted,
    read_offer,
    read_product,
    unit_of,
)
from services.formats.commerceml_stream import Node, read_records

ROOT = "КоммерческаяИнформация"

_GROUP, _PRICE_TYPE, _UNIT = "Группа", "ТипЦены", "ЕдиницаИзмерения"
_PROPERTIES = frozenset({"Свойство", "СвойствоНоменклатуры"})
_DOCUMENT = "Документ"
_OUTLINE = frozenset({_GROUP, _PRICE_TYPE, _UNIT}) | _PROPERTIES
_PARTS = frozenset({"Классификатор", "Каталог", "ПакетПредложений", "ИзмененияПакетаПредложений"})
_ANNOUNCED = frozenset({PRODUCT, OFFER, _DOCUMENT}) | _PARTS
_CHOICES = frozenset({"Справочник", "Вариант", "ВариантЗначения"})
_APART = frozenset({_DOCUMENT, "Контейнер"})
"""Documents have products of their own, which are those of orders."""

_TYPES = {
    "справочник": "choice",
    "список": "choice",
    "число": "number",
    "дата": "date",
    "датавремя": "date",
    "время": "text",
    "булево": "yes_no",
}
"""The types of CommerceML and of ours; whatever else there is is text."""


def read_outline(path: Path) -> Outline:
    """Return what the products of a CommerceML file refer to, and how many there are.

    A file that breaks off gives what stands before, and a problem. Raises UnusableFile where it is
    no such file, or holds neither a catalog nor offers.
    """
    outline = Outline()
    groups: list[Node] = []
    tally = {"parts": 0, "documents": 0}
    for node in read_records(path, ROOT, _OUTLINE, _APART | {PRODUCT, OFFER}, _ANNOUNCED):
        if node.tag == _GROUP:
            groups.append(node)
        elif node.tag in _PARTS:
            tally["parts"] += 1
        elif node.tag == _DOCUMENT:
            tally["documents"] += 1
        else:
            _take(outline, node)
    outline.sections = list(_sections(groups, outline.problems))
    if not tally["parts"] and not outline.problems:
        what = _("orders or other documents") if tally["documents"] else _("nothing of a catalog")
        sentence = _(
            "{path} holds {what}. Expected are the files of a catalog: import.xml, offers.xml."
        )
        raise UnusableFile(sentence.format(path=path, what=what))
    return outline


def _take(outline: Outline, node: Node) -> None:
    """Add one record other than a group to an outline."""
    if node.tag in {PRODUCT, OFFER}:
        outline.products += 1
    elif node.tag == _UNIT:
        unit = unit_of(node)
        if unit is not None:
            outline.units.update((key, unit) for key in (unit.code, node.value("Ид")) if key)
    elif not node.tag:
        outline.problems.append(Problem(node.line, node.text))
    elif (uid := node.value("Ид")) and (name := clean(node.value("Наименование"))):
        if node.tag == _PRICE_TYPE:
            currency = node.value("Валюта")
            outline.price_types[uid] = PriceTypeValue(node.line, uid, name, currency)
        else:
            outline.properties[uid] = _property(node, uid, name)
    elif is_deleted(node):
        return  # what is gone may have lost its name
    elif node.tag == _PRICE_TYPE:
        outline.problems.append(Problem(node.line, _("A type of prices has no id or no name.")))
    else:
        outline.problems.append(Problem(node.line, _("A property has no id or no name.")))


def _property(node: Node, uid: str, name: str) -> PropertyValue:
    """Return a property; in the first versions its type stands one level deeper."""
    kind = node.value("ТипЗначений") or node.value("ТипыЗначений", "ТипЗначений", "Тип")
    choices = [
        *node.all("ВариантыЗначений", "Справочник"),
        *node.all("ВариантыЗначений", "Вариант"),
    ]
    choices += node.all("ВариантыЗначений", "ВариантЗначения")
    choices += node.all("ТипыЗначений", "ТипЗначений", "ВариантыЗначений", "ВариантЗначения")
    labels = {
        choice.value("ИдЗначения") or choice.value("Ид"): clean(choice.value("Значение"))
        for choice in choices
    }
    labels = {key: label for key, label in labels.items() if key and label}
    type_ = _TYPES.get(kind.lower().replace(" ", ""), "text")
    if type_ == "choice" and not labels:
        type_ = "text"
    multiple = node.value("Множественное").lower() in {"true", "1"}
    return PropertyValue(node.line, uid, name, type_, multiple, labels)


def _sections(groups: list[Node], problems: list[Problem]) -> Iterator[SectionValue]:
    """Yield the sections, each behind the one it is in.

    The outer one is the group around it, or is named by its uid. What is in a group that the file
    lacks, or in itself, stands at the top, and that is a problem.
    """
    known: dict[str, SectionValue] = {}
    for node in groups:
        uid, name = node.value("Ид"), clean(node.value("Наименование"))
        if not uid or not name:
            reason = _("A section has no id.") if not uid else _("The section {uid} has no name.")
            problems.append(Problem(node.line, reason.format(uid=uid)))
            continue
        parent = _outer_uid(node) or node.value("ИдРодителя") or node.value("Родитель", "Ид")
        known[uid] = SectionValue(node.line, uid, name, parent, is_deleted(node))
    for node in groups:
        _know_outer(node, known)
    given: set[str] = set()
    for section in known.values():
        yield from _with_outer(section, known, given, problems)


def _know_outer(node: Node, known: dict[str, SectionValue]) -> None:
    """Add the groups around one that the file did not get to end, as far as it told of them."""
    outer = node.outer
    while outer is not None:
        uid, name = outer.value("Ид"), clean(outer.value("Наименование"))
        if uid and name and uid not in known:
            known[uid] = SectionValue(outer.line, uid, name, _outer_uid(outer), is_deleted(outer))
        outer = outer.outer


def _with_outer(
    section: SectionValue,
    known: dict[str, SectionValue],
    given: set[str],
    problems: list[Problem],
) -> Iterator[SectionValue]:
    """Yield the sections around one that were not given yet, from the outermost, and itself."""
    chain: list[SectionValue] = []
    on_way: set[str] = set()
    at = section
    while at.uid not in given:
        chain.append(at)
        on_way.add(at.uid)
        outer = known.get(at.parent)
        if not at.parent or at.parent in given:
            break
        if outer is None or outer.uid in on_way:
            reason = (
                _("The section {name} is in a section that the file lacks; it stands at the top.")
                if outer is None
                else _("The section {name} is in itself; it stands at the top.")
            )
            problems.append(Problem(at.line, reason.format(name=at.name)))
            chain[-1] = SectionValue(at.line, at.uid, at.name, "", at.is_deleted)
            break
        at = outer
    for one in reversed(chain):
        given.add(one.uid)
        yield one


def _outer_uid(node: Node) -> str:
    """Return the uid of the innermost group around one that has a uid."""
    outer = node.outer  # records that are wanted with groups stand in none but these
    while outer is not None:
        if uid := outer.value("Ид"):
            return uid
        outer = outer.outer
    return ""


def read_products(path: Path, outline: Outline) -> Iterator[ProductValue | Problem]:
    """Yield the products and offers of a file, and for those that are broken a problem.

    Where the file breaks off, nothing is said: the outline tells. Raises UnusableFile.
    """
    for node in read_records(path, ROOT, frozenset({PRODUCT, OFFER}), _APART):
        if node.tag:
            reader = read_product if node.tag == PRODUCT else read_offer
            yield reader(node, outline.units, outline.properties, outline.price_types)
