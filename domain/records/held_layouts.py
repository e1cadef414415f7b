"""Layouts as they are kept, and which of them holds for a person (FEATURES DOC-04, DOC-05, DOC-09).

A person's own layout comes before that of everybody, that before the one the program comes with.
Where the layout of everybody is locked, nobody has another, but perhaps a header of their own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from domain.errors import BadInput
from domain.i18n import _
from domain.records.kinds import KINDS
from domain.records.layouts import SHIPPED_LAYOUTS, Layout, Section


class Scope(StrEnum):
    """Whose layout it is that holds."""

    SHIPPED = "shipped"
    ALL = "all"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class HeldLayout:
    """The layout that holds for a person, and whose it is.

    `is_locked` says that it is the same for everybody. `sentence` tells of a layout that could not
    be read and was passed over; else it is "".
    """

    layout: Layout
    scope: Scope
    is_locked: bool = False
    sentence: str = ""


def layout_to_json(layout: Layout) -> str:
    """Return a layout as `layout_from_json` reads it."""
    content = {
        "sections": [{"title": one.title, "fields": one.fields} for one in layout.sections],
        "header": layout.header,
        "hidden": sorted(layout.hidden),
        "labels": dict(layout.labels),
        "printed": dict(layout.printed),
        "own_header": layout.own_header,
    }
    return json.dumps(content, ensure_ascii=False)


def layout_from_json(kind: str, text: str) -> Layout:
    """Return the layout of a kind that was kept as JSON. Raises BadInput where it is none."""
    try:
        content = json.loads(text)
        return Layout(
            kind,
            _sections(content["sections"]),
            _names(content.get("header", [])),
            frozenset(_names(content.get("hidden", []))),
            {str(name): _title(label) for name, label in content.get("labels", {}).items()},
            {str(name): bool(is_it) for name, is_it in content.get("printed", {}).items()},
            bool(content.get("own_header", False)),
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadInput(
            _("The layout that was kept for “{kind}” cannot be read, so it is passed over.").format(
                kind=_(KINDS[kind].plural_label)
            )
        ) from error


def resolve(
    kind: str, own: str | None, everybody: str | None, *, is_locked: bool = False
) -> HeldLayout:
    """Return which layout holds: a person's own or that of everybody, both as JSON, or neither."""
    faults: list[str] = []
    ours = _read(kind, everybody, faults)
    mine = _read(kind, own, faults)
    sentence = faults[0] if faults else ""
    if ours is not None and is_locked:
        if mine is not None and ours.own_header:
            ours = replace(ours, header=mine.header)
        return HeldLayout(ours, Scope.ALL, is_locked=True, sentence=sentence)
    if mine is not None:
        return HeldLayout(mine, Scope.OWN, sentence=sentence)
    if ours is not None:
        return HeldLayout(ours, Scope.ALL, sentence=sentence)
    return HeldLayout(SHIPPED_LAYOUTS[kind], Scope.SHIPPED, sentence=sentence)


def _read(kind: str, text: str | None, faults: list[str]) -> Layout | None:
    if text is None:
        return None
    try:
        return layout_from_json(kind, text)
    except BadInput as error:
        faults.append(str(error))
        return None


def _sections(value: Any) -> tuple[Section, ...]:
    """Return the sections, those of one title joined. Raises TypeError or KeyError."""
    sections: dict[str, tuple[str, ...]] = {}
    for one in value:
        title = _title(one["title"])
        sections[title] = (*sections.get(title, ()), *_names(one["fields"]))
    return tuple(Section(title, fields) for title, fields in sections.items())


def _names(value: Any) -> tuple[str, ...]:
    """Return names of fields, each once. Raises TypeError where it is no list of texts."""
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise TypeError
    return tuple(dict.fromkeys(value))


def _title(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError
    return value
