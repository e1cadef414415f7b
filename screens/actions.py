"""The one registry of what a person can do on the screen.

An action has a name, where it works, a sentence and its default keys. Bindings, the footer, the
help, the palette, the user's keymap and the page of keys in the docs are all read from here.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding

from domain.i18n import N_
from widgets.key_layouts import in_every_layout

GLOBAL = "global"
ACTIVITIES = "activities"


class Action(NamedTuple):
    """Something a person can do.

    `name` is the id by which a keymap changes the keys; `method` is called `action_<method>` on the
    screen. `label` stands in the footer (empty: not there), `sentence` in help and palette; both
    are message ids. `keys` are Textual's names of keys, `shown_key` is how the first one is shown.
    """

    name: str
    target: str
    method: str
    label: str
    sentence: str
    keys: tuple[str, ...]
    shown_key: str

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


ACTIONS: tuple[Action, ...] = (
    Action("activities.call", ACTIVITIES, "call", N_("call"), N_("Log a call"), ("c",), "c"),
    Action(
        "activities.call_anyone",
        ACTIVITIES,
        "call_anyone",
        "",
        N_("Log a call with anybody, known or new"),
        ("C",),
        "C",
    ),
    Action(
        "activities.done",
        ACTIVITIES,
        "finish",
        N_("done"),
        N_("Finish the activity: outcome, result, next step"),
        ("x",),
        "x",
    ),
    Action("activities.new", ACTIVITIES, "new", N_("new"), N_("Plan an activity"), ("n",), "n"),
    Action(
        "activities.peek",
        ACTIVITIES,
        "peek",
        N_("peek"),
        N_("Show or hide the client beside the list"),
        ("space",),
        "Space",
    ),
    Action(
        "global.undo", GLOBAL, "undo", N_("undo"), N_("Undo the last thing you did"), ("u",), "u"
    ),
    Action("global.redo", GLOBAL, "redo", "", N_("Redo what was undone last"), ("U",), "U"),
    Action(
        "global.palette",
        GLOBAL,
        "app.command_palette",
        N_("find"),
        N_("Find a record or a command"),
        ("ctrl+p",),
        "^P",
    ),
    Action("global.quit", GLOBAL, "app.quit", N_("quit"), N_("Quit"), ("ctrl+q",), "^Q"),
    Action(
        "global.help",
        GLOBAL,
        "help",
        N_("help"),
        N_("Show the keys of this place"),
        ("?", "f1"),
        "?",
    ),
)
"""Every action, in the order in which the footer shows them."""


def actions_of(*targets: str) -> list[Action]:
    """Return the actions that work in these places, in their order."""
    return [action for action in ACTIONS if action.target in targets]


def bindings_of(*targets: str) -> list[Binding]:
    """Return the bindings of the actions that work in these places."""
    return [action.binding() for action in actions_of(*targets)]
