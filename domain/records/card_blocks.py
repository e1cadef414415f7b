"""What stands on cards beside the fields and has a place in their layouts, such as a check list."""

from __future__ import annotations

from typing import Final

from domain.i18n import N_
from domain.records.fields import Computed, Field, FieldType

_PREFIX: Final = "block_"


def _block(kind: str, name: str, label: str) -> Field:
    return Field(kind, f"{_PREFIX}{name}", label, FieldType.TEXT, Computed(), read_only=True)


_PHOTO, _REVISIONS = N_("Photo"), N_("Former revisions")

FIRST_BLOCKS: Final[dict[str, tuple[Field, ...]]] = {
    "deal": (_block("deal", "stage", N_("What is to be done at the stage")),),
    "invoice": (_block("invoice", "payments", N_("Payments")),),
}
"""Blocks that stand before all fields where a layout gives them no place, by kind."""

LAST_BLOCKS: Final[dict[str, tuple[Field, ...]]] = {
    "contact": (_block("contact", "photo", _PHOTO),),
    "company": (_block("company", "photo", _PHOTO),),
    "lead": (_block("lead", "photo", _PHOTO),),
    "deal": (
        _block("deal", "people", N_("People and roles")),
        _block("deal", "spans", N_("Time at stages")),
    ),
    "product": (_block("product", "photo", _PHOTO), _block("product", "sold", N_("Sold"))),
    "invoice": (_block("invoice", "revisions", _REVISIONS),),
    "quote": (_block("quote", "revisions", _REVISIONS),),
    "own_company": (_block("own_company", "pictures", N_("Pictures on documents")),),
    "activity": (
        _block("activity", "check_list", N_("Check list")),
        _block("activity", "elements", N_("CRM elements")),
    ),
}
"""Blocks that stand behind all fields where a layout gives them no place, by kind.

Parts that are fields, such as products and requisites, stand where their field does.
"""


def blocks_of(kind: str) -> tuple[Field, ...]:
    """Return the blocks of the cards of a kind, as fields that hold nothing."""
    return (*FIRST_BLOCKS.get(kind, ()), *LAST_BLOCKS.get(kind, ()))


def is_block(name: str) -> bool:
    """Say whether the name of a field is that of a block."""
    return name.startswith(_PREFIX)
