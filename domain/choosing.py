"""Choosing one of a few things by what was typed: a digit, a name, or the beginning of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from domain.errors import BadInput
from domain.i18n import _
from domain.text import fold

ItemT = TypeVar("ItemT")

Choices = Mapping[str, str]
"""What there is to choose from: codes with their labels, in the order of their digits."""


def choose(choices: Choices, text: str, field: str | None = None) -> str:
    """Return the code of the choice that a text means.

    That is the one with this label, else with this digit, else the only one that `named` finds.
    Raises BadInput about `field`, with the choices that the text may mean.
    """
    if code := code_of_digit(choices, text):
        return code
    found = named(((code, (label, code)) for code, label in choices.items()), text)
    if len(found) == 1:
        return found[0]
    if found:
        near = ", ".join(choices[code] for code in found)
        raise BadInput(_("“{text}” may be: {choices}.").format(text=text, choices=near), field)
    raise BadInput(_("Use one of: {choices}.").format(choices=", ".join(choices.values())), field)


def code_of_digit(choices: Choices, text: str) -> str:
    """Return the code of the choice whose digit was typed, "" for any other text.

    A digit that is itself the label of a choice stands for that one.
    """
    is_digit = len(text) == 1 and text.isascii() and text.isdigit()
    if not is_digit or not 0 < int(text) <= len(choices) or text in choices.values():
        return ""
    return list(choices)[int(text) - 1]


def named(items: Iterable[tuple[ItemT, Sequence[str]]], text: str) -> list[ItemT]:
    """Return the items that a text may mean, each given with its names: one where it is clear.

    They are those whose first name it is; without any those with it among their names; else those
    whose first name begins so; else those of which a name, or a word of one, begins so. `_` stands
    for a blank. An empty text means nothing.
    """
    wanted = _plain(text)
    if not wanted:
        return []
    plain = [(item, [_plain(name) for name in names]) for item, names in items]
    rules: tuple[Callable[[list[str]], bool], ...] = (
        lambda names: names[0] == wanted,
        lambda names: wanted in names,
        lambda names: names[0].startswith(wanted),
        lambda names: any(f" {wanted}" in f" {name}" for name in names),
    )
    for fits in rules:
        if found := [item for item, names in plain if fits(names)]:
            return found
    return []


def tell_apart(choices: Choices) -> dict[str, str]:
    """Return the choices with the code added to labels that several have; without one it is it."""
    labels = {code: label or code for code, label in choices.items()}
    count = Counter(map(_plain, labels.values()))
    return {
        code: f"{label} ({code})" if count[_plain(label)] > 1 else label
        for code, label in labels.items()
    }


def _plain(name: str) -> str:
    return fold(name.replace("_", " "))
