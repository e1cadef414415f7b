"""An action: something a person can do on the screen, and how its key is shown."""

from __future__ import annotations

from textual.binding import Binding

from widgets.key_layouts import in_every_layout

PROGRAM = "program"
"""The target of what works everywhere."""

_SHOWN_KEYS = {
    "delete": "Del",
    "enter": "Enter",
    "escape": "Esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "space": "Space",
    "tab": "Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


class Action:
    """Something a person can do.

    `name` is the id by which a keymap changes the keys; `method` is called `action_<method>` on the
    screen. `label` stands in the footer (empty: not there), `sentence` in help, palette and menus;
    both are message ids. `keys` are Textual's names of keys separated by commas, none where a
    widget binds the key; `shown_key` is how the first one is shown. `of_row` tells that it acts on
    the row under the cursor.
    """

    __slots__ = ("keys", "label", "method", "name", "of_row", "sentence", "shown_key", "target")

    def __init__(
        self,
        name: str,
        method: str,
        keys: str,
        sentence: str,
        *,
        label: str = "",
        shown: str = "",
        of_row: bool = False,
    ) -> None:
        self.name = name
        self.target = name.partition(".")[0]
        self.method = method
        self.keys = keys.split(",") if keys else []
        self.shown_key = shown or show_key(self.keys[0])
        self.sentence = sentence
        self.label = label
        self.of_row = of_row

    @property
    def run(self) -> str:
        """What Textual runs for it on a screen: those of the program run on the app."""
        return f"app.{self.method}" if self.target == PROGRAM else self.method

    def named_as(self, other: Action, label: str = "") -> Action:
        """Return this action with the sentence, and the label, of what its keys do just now."""
        return Action(
            self.name,
            self.method,
            ",".join(self.keys),
            other.sentence,
            label=label or other.label,
            shown=self.shown_key,
            of_row=True,
        )

    def binding(self) -> Binding:
        """Return the binding of the action, as Textual knows it.

        It has priority, so that of keys typed in one go each finds the screen that the one before
        it has opened, instead of the widget that had the focus when they arrived.
        """
        return Binding(
            in_every_layout(",".join(self.keys)),
            self.method,
            self.sentence,
            show=False,
            priority=True,
            id=self.name,
        )


def types_a_character(key: str) -> bool:
    """Say whether a key would type something into an input."""
    return len(key) == 1 or key == "space"


def show_key(key: str) -> str:
    """Return how a key is shown that Textual knows by this name, such as `^F` for `ctrl+f`."""
    if key.startswith("ctrl+"):
        return f"^{show_key(key.removeprefix('ctrl+')).upper()}"
    if key.startswith("shift+"):
        return f"Shift+{show_key(key.removeprefix('shift+'))}"
    is_function_key = key[:1] == "f" and key[1:].isdecimal()
    return key.upper() if is_function_key else _SHOWN_KEYS.get(key, key)
