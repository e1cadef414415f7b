"""The actions on what belongs to a record, part of the registry of `screens.actions`."""

from __future__ import annotations

from domain.i18n import N_
from screens.action import Action

PARTS = "parts"
PHOTO = "photo"

PART_ACTIONS: tuple[Action, ...] = (
    Action("parts.change", "change", "", N_("Change it, or add one"), shown="Enter"),
    Action("parts.add", "add", "n", N_("Add another one")),
    Action("parts.default", "default", "d", N_("Let invoices take this set; let it come first")),
    Action("parts.remove", "remove", "delete", N_("Remove"), shown="Del"),
    Action("parts.leave", "leave", "escape,q", N_("Back"), shown="Esc"),
    Action("photo.set", "set", "n", N_("Set a photo")),
    Action("photo.open", "open", "enter,o", N_("Open it with another program"), shown="Enter"),
    Action("photo.remove", "remove", "delete", N_("Remove"), shown="Del"),
    Action("photo.leave", "leave", "escape,q", N_("Back"), shown="Esc"),
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
