"""The actions of the editor of lines, part of the registry of `screens.actions`.

Every printable key types there, so they sit on keys that type nothing.
"""

from __future__ import annotations

from domain.i18n import N_
from screens.action import Action

LINES = "lines"
EXPLANATION = "explanation"

LINES_ACTIONS: tuple[Action, ...] = (
    Action("lines.save", "save", "ctrl+s", N_("Save"), label=N_("save"), shown="^S"),
    Action("lines.pick", "pick", "f3", N_("Pick a product"), label=N_("pick"), shown="F3"),
    Action(
        "lines.explain",
        "explain",
        "f4",
        N_("Explain the figure under the cursor"),
        label=N_("explain"),
        shown="F4",
    ),
    Action(
        "lines.tax_mode",
        "tax_mode",
        "f5",
        N_("Prices with tax, or without it"),
        label=N_("with tax or not"),
        shown="F5",
    ),
    Action(
        "lines.totals",
        "totals",
        "f6",
        N_("To the totals, and back to the lines"),
        label=N_("totals"),
        shown="F6",
    ),
    Action(
        "lines.insert",
        "insert",
        "f7,insert",
        N_("Insert a line above"),
        label=N_("insert"),
        shown="F7",
    ),
    Action("lines.remove", "remove", "f8", N_("Remove the line"), label=N_("remove"), shown="F8"),
    Action("lines.copy", "copy", "f11,ctrl+d", N_("Copy the line below itself"), shown="F11 ^D"),
    Action("lines.up", "shift(-1)", "shift+up", N_("Move the line up"), shown="Shift+↑"),
    Action("lines.down", "shift(1)", "shift+down", N_("Move the line down"), shown="Shift+↓"),
    Action("lines.undo", "undo", "ctrl+z", N_("Undo the last step here"), label=N_("undo")),
    Action("lines.redo", "redo", "ctrl+y", N_("Redo what was undone last here")),
    Action("lines.comment", "comment", "", N_("Insert a comment; or type # first"), shown="#"),
    Action("lines.subtotal", "subtotal", "", N_("Insert a sub-total; or type = first"), shown="="),
    Action("lines.show_tax", "show_tax", "ctrl+t", N_("Show the tax, or hide it")),
    Action(
        "lines.copy_out",
        "copy_out",
        "ctrl+c",
        N_("Copy all lines for a spreadsheet"),
        shown="^C",
    ),
    Action("lines.columns", "columns", "f12", N_("Choose the columns"), shown="F12"),
    Action("lines.menu", "menu", "f10", N_("Show all that can be done"), shown="F10"),
    Action("lines.help", "help", "f1", N_("Show the keys of this place"), shown="F1"),
    Action(
        "lines.leave",
        "leave",
        "escape",
        N_("Leave the cell as it was; back, what is not saved is kept"),
        label=N_("back"),
        shown="Esc",
    ),
    Action("explanation.leave", "leave", "escape,f4,enter,q", N_("Back"), shown="Esc"),
)
"""In the order in which the footer shows them."""
