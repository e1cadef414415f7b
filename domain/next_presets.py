"""The usual next steps, one letter each (FEATURES CALL-05)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from domain.i18n import pgettext
from domain.key_layouts import in_other_layout


@dataclass(frozen=True, slots=True)
class NextPreset:
    """A time to come that one letter stands for.

    `code` is the letter in English. What differs by language is looked up when it is shown, for
    the language may change while the program runs.
    """

    code: str
    _letter: Callable[[], str]
    _label: Callable[[], str]
    _text: str

    @property
    def letter(self) -> str:
        """The letter in the interface language, in lower case."""
        return self._letter()

    @property
    def label(self) -> str:
        """What stands beside the letter, short."""
        return self._label()

    def text_at(self, now: datetime) -> str:
        """Return what it stands for at the local moment `now`, as `parse_when` reads it."""
        return self._text.format(now=now)


NEXT_PRESETS = (
    NextPreset(
        "q",
        lambda: pgettext("letter: in 15 minutes", "q"),
        lambda: pgettext("next step", "+15 min"),
        "+15m",
    ),
    NextPreset(
        "h",
        lambda: pgettext("letter: in an hour", "h"),
        lambda: pgettext("next step", "+1 h"),
        "+1h",
    ),
    NextPreset(
        "t",
        lambda: pgettext("letter: tomorrow at 10", "t"),
        lambda: pgettext("next step", "tomorrow 10:00"),
        "tomorrow 10:00",
    ),
    NextPreset(
        "d",
        lambda: pgettext("letter: in a day, at the same time", "d"),
        lambda: pgettext("next step", "+1 d"),
        "+1d {now:%H:%M}",
    ),
    NextPreset(
        "m",
        lambda: pgettext("letter: next Monday at 10", "m"),
        lambda: pgettext("next step", "Mon 10:00"),
        "next week 10:00",
    ),
    NextPreset(
        "w",
        lambda: pgettext("letter: in a week at 10", "w"),
        lambda: pgettext("next step", "+1 week 10:00"),
        "+1w 10:00",
    ),
)
"""The presets in the order of the screen. “Monday” is that of the next week."""


def preset_of(text: str) -> NextPreset | None:
    """Return the preset that a letter stands for, None for any other text.

    The letter is one of the interface language, also where the keyboard is in the other layout
    (`е` for `t`), or else the English one, so that scripts need not know the language.
    """
    typed = text.strip().lower()
    if len(typed) != 1:
        return None
    for wanted in (typed, in_other_layout(typed)):
        for preset in NEXT_PRESETS:
            if preset.letter == wanted:
                return preset
    return next((preset for preset in NEXT_PRESETS if preset.code == typed), None)
