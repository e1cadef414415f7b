"""What can be set, and how a typed value is read; `services.settings` lists all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from domain.choosing import named
from domain.errors import BadInput
from domain.i18n import _
from domain.text import strip_control
from domain.yes_no import read_yes_no

ValueT = TypeVar("ValueT", bool, int, str)


@dataclass(frozen=True, slots=True)
class Setting(Generic[ValueT]):
    """What can be set: its name, default, and where it stands on which page of the settings.

    `label`, `sentence`, `page` and the labels of `choices` (by code) are message ids. `least` and
    `most` bound a number. A setting with `for_all` holds for everybody, and only an administrator
    may change it; others each person sets, and an administrator for those who have not. A value
    that no longer passes `check` is passed over; `check_new` is asked only when one is set.
    """

    name: str
    default: ValueT
    label: str
    sentence: str
    page: str
    choices: Mapping[str, str] = field(default_factory=dict)
    least: int = 0
    most: int = 0
    for_all: bool = False
    check: Callable[[ValueT], None] = lambda _value: None
    check_new: Callable[[ValueT], None] = lambda _value: None

    def read(self, text: str) -> ValueT:
        """Return the value that was typed. Raises BadInput."""
        value: bool | int | str
        typed = strip_control(text).strip()
        if isinstance(self.default, bool):
            value = read_yes_no(typed)
        elif isinstance(self.default, int):
            value = _read_number(typed)
        else:
            value = _read_choice(typed, self.choices) if self.choices else typed
        self.accept(value)
        return value

    def accept(self, value: object) -> None:
        """Raise BadInput where `value` is none that the setting may have."""
        if type(value) is not type(self.default):
            raise BadInput(
                _("The setting “{name}” must be of type {type}.").format(
                    name=self.name, type=type(self.default).__name__
                ),
                self.name,
            )
        if self.choices and value not in self.choices:
            raise BadInput(_no_choice(str(value), self.choices), self.name)
        if type(value) is int and not self.least <= value <= self.most:
            raise BadInput(
                _("A number from {least} to {most} is expected.").format(
                    least=self.least, most=self.most
                ),
                self.name,
            )
        self.check(value)


def _read_number(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    raise BadInput(_("“{text}” is not a whole number.").format(text=text))


def _read_choice(text: str, choices: Mapping[str, str]) -> str:
    found = named(((code, (code, _(label))) for code, label in choices.items()), text)
    if len(found) == 1:
        return found[0]
    raise BadInput(_no_choice(text, choices))


def _no_choice(text: str, choices: Mapping[str, str]) -> str:
    return _("There is no choice “{text}”. Use one of: {choices}.").format(
        text=text, choices=", ".join(choices)
    )
