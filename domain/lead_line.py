"""Marks in a line that names a lead, such as `src:fair` (FEATURES LEAD-02).

`Ivan Petrov, Romashka, 8 916 123-45-67, src:fair`: a mark is a word before a colon. What stands
behind it up to the next comma, semicolon or mark is its value. The words are understood in English,
Russian and Polish, whatever the language of the interface.
"""

from __future__ import annotations

import re
from typing import Final

from domain.text import fold

MARKS: Final[dict[str, tuple[str, ...]]] = {
    "source": ("src", "source", "from", "ист", "источник", "откуда", "zr", "źródło", "skąd"),
    "title": ("about", "title", "wants", "тема", "название", "хочет", "temat", "tytuł", "chce"),
    "position": ("pos", "position", "должность", "stanowisko"),
    "city": ("city", "город", "miasto"),
    "comment": ("note", "comment", "заметка", "комментарий", "uwaga", "notatka", "komentarz"),
    "responsible": ("to", "resp", "responsible", "ответственный", "кому", "odpowiedzialny", "dla"),
}
"""The fields of a lead that a mark fills, with the words for each."""

_FIELDS = {fold(word): field for field, words in MARKS.items() for word in words}
_MARK = re.compile(r"(?:^|(?<=[\s,;]))([^\W\d_]+):(?!//)\s*")
_STOP = re.compile(rf"[,;]|{_MARK.pattern}")


def split_marks(line: str) -> tuple[str, dict[str, str]]:
    """Return what is left of a line without its marks, and the values of these by field.

    A word before a colon that is no mark stays in the line; of two marks for one field the last
    one counts.
    """
    left, values, place = [], {}, 0
    for found in _MARK.finditer(line):
        field = _FIELDS.get(fold(found[1]))
        if field is None or found.start() < place:
            continue
        left.append(line[place : found.start()])
        end = _end_of_value(line, found.end())
        values[field] = line[found.end() : end].strip()
        place = end
    left.append(line[place:])
    return "".join(left).strip(" ,;"), {field: value for field, value in values.items() if value}


def _end_of_value(line: str, start: int) -> int:
    """Return where a value ends, in one look: a line may be nothing but marks."""
    for found in _STOP.finditer(line, start):
        if found[1] is None or (found.start() > start and fold(found[1]) in _FIELDS):
            return found.start()
    return len(line)
