"""What a vCard says about the kind of a phone, e-mail, site, messenger or address."""

from __future__ import annotations

import re

from domain.text import on_one_line
from services.formats.cards import PHONE_LABELS, PLACE_LABELS
from services.formats.vcard_properties import Property

_SILENT = frozenset(
    (
        *("pref", "voice", "internet", "msg", "pcs", "text", "textphone", "uri", "other"),
        *("intl", "dom", "postal", "parcel", "x400", "tlx"),
    )
)
"""Types that tell nothing a sales manager would want to read."""

_SYNONYMS = {
    "cell": "mobile",
    "iphone": "mobile",
    "x-mobile": "mobile",
    "car": "car",
    "business": "work",
    "personal": "home",
    "homefax": "home fax",
    "workfax": "work fax",
    "otherfax": "fax",
    "companymain": "main",
    "mobile phone": "mobile",
    "home phone": "home",
    "work phone": "work",
    "домашний": "home",
    "рабочий": "work",
    "мобильный": "mobile",
    "факс": "fax",
}
_APPLE = re.compile(r"_\$!<(.*)>!\$_", re.DOTALL)
_CAMEL = re.compile(r"(?<=[a-zа-я])(?=[A-ZА-Я])")


def own_label(text: str) -> str:
    """Return an owner's label as text; Apple's built-in ones lose their wrapping.

    `_$!<HomePage>!$_` is `home page`, `_$!<HomeFAX>!$_` is `home fax`.
    """
    clean = on_one_line(text)
    built_in = _APPLE.fullmatch(clean)
    if not built_in:
        return clean
    word = built_in[1].strip()
    return _SYNONYMS.get(word.lower(), _CAMEL.sub(" ", word).lower())


def phone_label(prop: Property, group_label: str) -> str:
    """Return the label of a phone: one of `PHONE_LABELS` or the owner's own."""
    types = _types(prop)
    own = _own(prop, group_label, PHONE_LABELS)
    if own:
        return own
    if "fax" in types:
        places = [place for place in ("work", "home") if place in types]
        return f"{places[0]} fax" if places else "fax"
    for label in ("pager", "mobile", "main", "work", "home"):
        if label in types:
            return label
    return types[0] if types else "other"


def place_label(prop: Property, group_label: str) -> str:
    """Return the label of anything but a phone: work, home, other or the owner's own."""
    types = _types(prop)
    own = _own(prop, group_label, PLACE_LABELS)
    if own:
        return own
    for label in ("work", "home"):
        if label in types:
            return label
    return types[0] if types else "other"


def _own(prop: Property, group_label: str, known: frozenset[str]) -> str:
    """Return the label the owner gave, as a known one where it is its synonym; empty for none."""
    given = group_label or prop.parameter("X-CUSTOM") or prop.parameter("X-LABEL")
    if not given:
        return ""
    label = own_label(given)
    small = label.lower()
    small = _SYNONYMS.get(small, small)
    return small if small in known else label


def _types(prop: Property) -> list[str]:
    """Return the telling types of a property, synonyms resolved, in the order of the file."""
    found = []
    for type_name in prop.types:
        if type_name not in _SILENT:
            name = _SYNONYMS.get(type_name)
            if name is None:
                name = type_name.removeprefix("x-evolution-").removeprefix("x-")
            clean = on_one_line(name)
            if clean:
                found.append(clean)
    return found
