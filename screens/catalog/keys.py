"""The actions in the catalog, part of the registry of `screens.actions`."""

from __future__ import annotations

from domain.i18n import N_
from screens.action import Action

CATALOG = "catalog"
PICKER = "picker"
PROPERTIES = "properties"

CATALOG_ACTIONS: tuple[Action, ...] = (
    Action("catalog.open", "open", "", N_("View it; unfold the section"), shown="Enter"),
    Action("catalog.new", "new", "n", N_("Add a product; in the tree, a section"), label=N_("new")),
    Action(
        "catalog.peek",
        "peek",
        "space",
        N_("Show or hide what is known of the product"),
        label=N_("peek"),
        shown="Space",
    ),
    Action(
        "catalog.filter",
        "filter",
        "/,ctrl+f",
        N_("Show only what fits; in the tree, jump to a section"),
        label=N_("find"),
    ),
    Action(
        "catalog.below",
        "below",
        "B",
        N_("Products of the section alone, or with all below"),
        label=N_("all below"),
    ),
    Action("catalog.crumbs", "crumbs", "'", N_("By number: a section above"), label=N_("above")),
    Action("catalog.up", "up", "backspace", N_("To the section above"), shown="Backspace"),
    Action("catalog.left", "side(-1)", "h,left", N_("To the tree; in it, fold"), shown="← h"),
    Action("catalog.right", "side(1)", "l,right", N_("Unfold; to the products"), shown="→ l"),
    Action(
        "catalog.other",
        "other_side",
        "tab,shift+tab",
        N_("From the tree to the products, and back"),
        shown="Tab",
    ),
    Action("catalog.panel", "panel", "f3", N_("Filter by fields"), shown="F3"),
    Action("catalog.views", "views", "V", N_("Views: choose, keep one"), label=N_("views")),
    Action("catalog.next", "tab(1)", "]", N_("Next view")),
    Action("catalog.previous", "tab(-1)", "[", N_("Previous view")),
    Action("catalog.arrange", "arrange", "s", N_("Columns and order")),
    Action("catalog.cut", "cut", "X", N_("Take the section, or products, to be put elsewhere")),
    Action("catalog.paste", "paste", "P", N_("Put here what was taken")),
    Action(
        "catalog.shift_up",
        "shift_section(-1)",
        "shift+up",
        N_("In the tree: the section up among those beside it"),
        shown="Shift+↑",
    ),
    Action(
        "catalog.shift_down",
        "shift_section(1)",
        "shift+down",
        N_("In the tree: the section down among those beside it"),
        shown="Shift+↓",
    ),
    Action("catalog.properties", "properties", "A", N_("Properties that products here have")),
    Action("catalog.bulk_edit", "bulk_edit", "E", N_("Change a field of all marked"), of_row=True),
    Action("catalog.mark_all", "mark_all", "*", N_("Mark all that is shown, or none")),
    Action(
        "catalog.back", "back", "escape", N_("Take away the marks, then the filter"), shown="Esc"
    ),
)
"""They work in area 4."""

PROPERTIES_ACTIONS: tuple[Action, ...] = (
    Action("properties.add", "add", "n", N_("Add a property"), label=N_("new")),
)
"""They work, beside those of a list to tick, where the properties of a section are chosen."""

PICKER_ACTIONS: tuple[Action, ...] = (
    Action(
        "picker.take",
        "take",
        "enter",
        N_("Take the product, or what was taken, and be done; enter the section"),
        label=N_("take"),
        shown="Enter",
    ),
    Action(
        "picker.more", "more", "+", N_("Take the product, and look for the next"), label=N_("more")
    ),
    Action(
        "picker.mark",
        "mark",
        "space,m",
        N_("In the list: take the product and go on; give it back"),
        label=N_("several"),
        shown="Space",
    ),
    Action(
        "picker.down",
        "move(1)",
        "down",
        N_("To the products; there digits say how many"),
        shown="↓",
    ),
    Action("picker.up", "move(-1)", "up", N_("Previous row; above the first, what is typed")),
    Action("picker.page_down", "page(1)", "pagedown", N_("Next page"), shown="PgDn"),
    Action("picker.page_up", "page(-1)", "pageup", N_("Previous page"), shown="PgUp"),
    Action(
        "picker.next",
        "side(1)",
        "tab",
        N_("To the list, to the tree, and on"),
        label=N_("list, tree"),
        shown="Tab",
    ),
    Action("picker.previous", "side(-1)", "shift+tab", N_("Back"), shown="Shift+Tab"),
    Action("picker.search", "search", "/", N_("In the list: back to what is typed")),
    Action("picker.fold", "fold", "h,left", N_("In the tree: fold, or go up"), shown="←"),
    Action("picker.unfold", "unfold", "l,right", N_("In the tree: unfold"), shown="→"),
    Action(
        "picker.back",
        "back",
        "backspace",
        N_("In the list: the last digit; the section above"),
        shown="Backspace",
    ),
    Action("picker.help", "help", "f1", N_("Show the keys of this place"), shown="F1"),
    Action(
        "picker.leave",
        "leave",
        "escape",
        N_("Back without a product"),
        label=N_("back"),
        shown="Esc",
    ),
)
"""In the order in which the line of keys shows them."""
