"""The actions in the catalog, part of the registry of `screens.actions`."""

from __future__ import annotations

from domain.i18n import N_
from screens.action import Action

CATALOG = "catalog"
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
    Action("catalog.crumbs", "crumbs", "'", N_("Go to a section above"), label=N_("above")),
    Action("catalog.up", "up", "backspace", N_("To the section above"), shown="Backspace"),
    Action("catalog.left", "side(-1)", "h,left", N_("To the tree; in it, fold"), shown="← h"),
    Action("catalog.right", "side(1)", "l,right", N_("Unfold; to the products"), shown="→ l"),
    Action("catalog.panel", "panel", "f3", N_("Filter by fields"), shown="F3"),
    Action("catalog.views", "views", "V", N_("Views: choose, keep one"), label=N_("views")),
    Action("catalog.next", "tab(1)", "]", N_("Next view")),
    Action("catalog.previous", "tab(-1)", "[", N_("Previous view")),
    Action("catalog.arrange", "arrange", "s", N_("Columns and order")),
    Action("catalog.cut", "cut", "X", N_("Take the section, or products, to be put elsewhere")),
    Action("catalog.paste", "paste", "P", N_("Put here what was taken")),
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
