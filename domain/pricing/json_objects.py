"""An object of JSON that is read: its values by name, and sentences on those that do not fit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from domain.errors import BadInput
from domain.i18n import _

_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?", re.ASCII)
_LONGEST = 100
_GREATEST_EXPONENT = 60
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class JsonObject:
    """An object and where it stands, as messages call it. Null is like a value that is missing."""

    found: Mapping[str, Any]
    where: str

    def wrong(self, name: str, sentence: str) -> BadInput:
        """Return the error that a value does not fit; the sentence has where, field and value."""
        value = self.found.get(name)
        shown = f"“{value}”" if isinstance(value, str) else str(value)
        if len(shown) > _SHOWN:
            shown = f"{shown[:_SHOWN]}…"
        return BadInput(sentence.format(where=self.where, field=f"“{name}”", value=shown), name)

    def number(self, name: str) -> Decimal | None:
        """Return a number, which may be written as a string; None for none or an empty string."""
        value = self.found.get(name)
        if value is None:
            return None
        text = str(value).strip() if isinstance(value, str | Decimal | int) else "?"
        if text == "":
            return None
        if isinstance(value, bool) or not _NUMBER.fullmatch(text):
            raise self.wrong(
                name, _("{where}: {field} is {value}; a number such as 1200.50 is needed.")
            )
        number = Decimal(text) if len(text) <= _LONGEST else None
        if number is None or abs(_magnitude(number)) > _GREATEST_EXPONENT:
            raise self.wrong(
                name, _("{where}: {field} is {value}; no document needs a number of that length.")
            )
        return number

    def text(self, name: str) -> str:
        """Return a text, "" for none. A number is a text, too."""
        value = self.found.get(name)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | Decimal | int):
            raise self.wrong(name, _("{where}: {field} is {value}; a text is needed."))
        return str(value).strip()

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a yes or no."""
        value = self.found.get(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.wrong(name, _("{where}: {field} is {value}; true or false is needed."))
        return value

    def objects(self, name: str, said: str) -> list[JsonObject]:
        """Return the objects of a list, none for null; `said` calls each by its {number}."""
        value = self.found.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.wrong(name, _("{where}: {field} is {value}; a list is needed: […]."))
        return [
            object_of(one, f"{self.where}, {said.format(number=at)}")
            for at, one in enumerate(value, 1)
        ]


def object_of(found: Any, where: str) -> JsonObject:
    """Return what should be an object, to be read. Raises BadInput."""
    if not isinstance(found, Mapping):
        said = _("{where} is no JSON object, which begins with “{{” and has names and values.")
        raise BadInput(said.format(where=where))
    return JsonObject(found, where)


def _magnitude(number: Decimal) -> int:
    """Return the exponent that is farthest from zero among those of its digits."""
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)  # letters stand there only for what is not finite
    return max(number.adjusted() if number else 0, exponent, key=abs)
