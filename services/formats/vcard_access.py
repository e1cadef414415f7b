"""The properties of one vCard, found by name and read as clean text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar

from domain.text import strip_control
from services.formats.vcard_properties import Property, split_escaped, unescape

ItemT = TypeVar("ItemT")


class CardProperties:
    """The properties of one card by name; `version` (2.1, 3.0, 4.0) rules their escapes."""

    def __init__(self, version: str, properties: Iterable[Property]) -> None:
        self.version = version
        self._by_name: dict[str, list[Property]] = defaultdict(list)
        self._group_labels: dict[str, str] = {}
        for prop in properties:
            if prop.name == "X-ABLABEL":
                self._group_labels[prop.group] = self.line(prop)
            else:
                self._by_name[prop.name].append(prop)

    def all(self, *names: str) -> list[Property]:
        """Return the properties of these names, the preferred ones first."""
        found = [prop for name in names for prop in self._by_name.get(name, ())]
        return sorted(found, key=preference) if len(found) > 1 else found

    def each(self) -> Iterable[Property]:
        """Return all properties, those of one name together."""
        return (prop for group in self._by_name.values() for prop in group)

    def text(self, prop: Property) -> str:
        """Return the clean text of a property, lines kept."""
        return strip_control(unescape(prop.value, self.version)).strip()

    def line(self, prop: Property) -> str:
        """Return the clean text of a property on one line."""
        return " ".join(self.text(prop).split())

    def lines(self, *names: str) -> list[str]:
        """Return the texts of these properties, each on one line, without empty or equal ones."""
        return unique([self.line(prop) for prop in self.all(*names)], str.casefold)

    def first(self, *names: str) -> str:
        """Return the text of the first of these properties that has any, on one line."""
        return next(iter(self.lines(*names)), "")

    def parts(self, prop: Property) -> list[str]:
        """Return the clean parts of a structured value, each on one line."""
        pieces = split_escaped(prop.value, ";")
        return [comma_joined(unescape(piece, self.version, is_structured=True)) for piece in pieces]

    def group_label(self, prop: Property) -> str:
        """Return the owner's label of a property, given beside it in the same group."""
        return self._group_labels.get(prop.group, "") if prop.group else ""


def preference(prop: Property) -> int:
    """Return the rank of a value among its like, 1 for the most preferred, 101 for no sign."""
    rank = prop.parameter("PREF")
    if rank.isascii() and rank.isdigit():
        return min(int(rank[:3]), 100)
    return 1 if "pref" in prop.types or "PREF" in prop.parameters else 101


def unique(items: Iterable[ItemT], key: Callable[[ItemT], object]) -> list[ItemT]:
    """Return `items` without empty ones and without those whose `key` an earlier one has."""
    seen: dict[object, ItemT] = {}
    for item in items:
        if item:
            seen.setdefault(key(item), item)
    return list(seen.values())


def comma_joined(text: str) -> str:
    """Return the lines of `text` on one line with commas between them, clean."""
    clean = strip_control(text)
    if "\n" not in clean:
        return " ".join(clean.split())
    lines = [" ".join(line.split()) for line in clean.split("\n")]
    filled = [line for line in lines if line]
    return ", ".join([*(line.removesuffix(",") for line in filled[:-1]), *filled[-1:]])
