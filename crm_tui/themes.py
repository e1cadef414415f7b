"""The colours of the screen: three names of our own for Textual's themes, and those it has."""

from __future__ import annotations

from domain.errors import BadInput
from domain.i18n import N_, _

TERMINAL = "terminal"

THEMES: dict[str, str] = {
    "dark": N_("Dark"),
    "light": N_("Light"),
    TERMINAL: N_("The terminal's own colours"),
}
"""The usual themes with their labels, as message ids."""

_TEXTUAL = {"dark": "textual-dark", "light": "textual-light", TERMINAL: "ansi-dark"}


def textual_theme(name: str) -> str:
    """Return what Textual calls the theme with this name."""
    return _TEXTUAL.get(name, name)


def check_theme(name: str) -> None:
    """Raise BadInput, naming those that there are, unless there is such a theme."""
    from textual.theme import BUILTIN_THEMES

    if textual_theme(name) not in BUILTIN_THEMES:
        raise BadInput(
            _("There is no theme “{name}”. Use one of: {known}.").format(
                name=name, known=", ".join([*THEMES, *BUILTIN_THEMES])
            )
        )
