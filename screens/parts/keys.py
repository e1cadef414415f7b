"""The actions on what belongs to a record, part of the registry of `screens.actions`."""

from __future__ import annotations

from domain.i18n import N_
from screens.action import Action

PARTS = "parts"
PHOTO = "photo"
LINE = "line"

PART_ACTIONS: tuple[Action, ...] = (
    Action("parts.add", "add", "n", N_("Add another one"), label=N_("add")),
    Action(
        "parts.type",
        "type_product",
        "T",
        N_("Type a line of products that the catalog does not have"),
        label=N_("type a line"),
    ),
    Action(
        "parts.change",
        "change",
        "",
        N_("Change it, or add one"),
        label=N_("change"),
        shown="Enter",
    ),
    Action(
        "parts.main",
        "main",
        "d",
        N_("Let invoices take this set; let it come first"),
        label=N_("main one"),
    ),
    Action("parts.remove", "remove", "delete", N_("Remove"), label=N_("remove"), shown="Del"),
    Action("parts.leave", "leave", "escape,q", N_("Back"), label=N_("back"), shown="Esc"),
    Action("line.pick", "pick", "f3", N_("Pick a product of the catalog"), shown="F3"),
    Action("photo.set", "set", "n", N_("Set a photo"), label=N_("set")),
    Action(
        "photo.open",
        "open",
        "enter,o",
        N_("Open it with another program"),
        label=N_("open elsewhere"),
        shown="Enter",
    ),
    Action("photo.remove", "remove", "delete", N_("Remove"), label=N_("remove"), shown="Del"),
    Action("photo.leave", "leave", "escape,q", N_("Back"), label=N_("back"), shown="Esc"),
)
"""They work in the dialogs of addresses, requisites and products, and in that of the photo."""

RECORD_PARTS: tuple[Action, ...] = (
    Action(
        "record.parts",
        "parts",
        "R",
        N_("Addresses, requisites, products: add, change, remove"),
        of_row=True,
    ),
    Action("record.photo", "photo", "F", N_("Photo: see it, set it"), of_row=True),
)
"""They open these dialogs for the record at hand."""
