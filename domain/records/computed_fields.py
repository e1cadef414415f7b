"""Fields that no form shows: lists have them, and queries ask for them, like all others.

They stand apart from the field registry, since nobody can write them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from domain.i18n import N_, _, pgettext
from domain.invoicing.kinds import DOCUMENTS
from domain.records.fields import Column, Computed, Field, FieldRegistry, FieldType
from domain.records.kinds import KINDS

NAME: Final = "name"
CLIENT: Final = "client"
NEXT_STEP: Final = "next_step"
ADDRESS: Final = "address"
RUN: Final = "run"
PROGRESS: Final = "check_list"
PIPELINE: Final = "pipeline"
DIRECTLY_IN: Final = "in"
DELETED_AT: Final = "deleted_at"
DELETED_BY: Final = "deleted_by"

_CLIENTS: Final = {
    "activity": ("contacts", "companies", "leads"),
    "deal": ("company", "contacts"),
    "invoice": ("company", "contact"),
    "quote": ("company", "contact"),
}


WITHOUT_STEPS: Final = frozenset({"section", "invoice", "quote", "own_company"})
"""Kinds with which nothing is planned: what is done about a document is done with its client."""

NAMED_BY_FIELD: Final = frozenset({"product", "section"})
"""The kinds whose title is what stands in a field `name` of theirs."""


_TITLED: Final = {
    **dict.fromkeys(("company", "deal", "own_company"), ("title", N_("Title"))),
    "activity": ("subject", N_("Subject")),
}
"""The kinds that are known by one field alone, with what it is called: no person is among them."""


def _computed(kind: str) -> tuple[Field, ...]:
    fields: list[Field] = []
    if kind not in NAMED_BY_FIELD:
        fields.append(Field(kind, NAME, N_("Name or title"), FieldType.TEXT, Computed(), width=28))
    if KINDS[kind].is_client:
        parts = ("street", "city", "region", "postal_code", "country")
        fields.append(Field(kind, ADDRESS, N_("Address"), FieldType.TEXT, Computed(parts)))
    if kind in _CLIENTS:
        fields.append(
            Field(
                kind,
                CLIENT,
                N_("Client"),
                FieldType.RECORD,
                Computed(_CLIENTS[kind]),
                width=24,
            )
        )
    if kind == "deal":
        chosen = Computed(("stage",))
        label = N_("Pipeline")
        fields.append(
            Field(kind, PIPELINE, label, FieldType.CHOICE, chosen, choices=PIPELINE, width=16)
        )
    if kind == "activity":
        fields.append(Field(kind, RUN, N_("Run"), FieldType.TEXT, Computed(), width=20))
        label = N_("Check list")
        fields.append(Field(kind, PROGRESS, label, FieldType.TEXT, Computed(), width=10))
    elif kind == "product":
        label, of = N_("Directly in the section"), Computed(("section",))
        fields.append(Field(kind, DIRECTLY_IN, label, FieldType.RECORD, of, target="section"))
    elif kind not in WITHOUT_STEPS:
        fields.append(
            Field(kind, NEXT_STEP, N_("Next step"), FieldType.DEADLINE, Computed(), width=24)
        )
    fields += [
        Field(kind, DELETED_AT, N_("Deleted"), FieldType.MOMENT, Column("deleted_at"), width=16),
        Field(kind, DELETED_BY, N_("Deleted by"), FieldType.USER, Computed(), width=16),
    ]
    return tuple(fields)


COMPUTED_FIELDS: Final[dict[str, tuple[Field, ...]]] = {kind: _computed(kind) for kind in KINDS}
"""The computed fields of each kind.

`name` is the title that a record is known by; `client` whom an activity, deal or document concerns;
`pipeline` that of the stage at which a deal is (DEAL-02); `next_step` the nearest open activity
(FEATURES ACT-09); `address` all parts of an address; `run` the title of the run with which an
activity was laid on many (ACT-16); `check_list` how much of it is ticked (TASK-03); `in` the
section of a product, without those below it (CAT-05). `deleted_at` and `deleted_by` tell when, and
by whom, a record was put into the bin.
"""


def fields_of(registry: FieldRegistry, kind: str) -> Sequence[Field]:
    """Return all fields that lists and queries of a kind know: those of records, and computed."""
    return (*registry.of(kind), *COMPUTED_FIELDS.get(kind, ()))


def is_named_twice(field: Field) -> bool:
    """Say whether a field is the one that a record is known by alone, as `name` is."""
    return field.kind in _TITLED and field.name == _TITLED[field.kind][0]


def heading(field: Field) -> str:
    """Return what a field is called above a column, and where columns are chosen.

    In queries the name of a record keeps a label of its own, apart from that of its title; an
    invoice has its number and its subject there. Units are a few letters wide, and so is what they
    are called there.
    """
    if field.name == NAME and field.kind in _TITLED and isinstance(field.store, Computed):
        return _(_TITLED[field.kind][1])
    if field.name == NAME and field.kind in DOCUMENTS and isinstance(field.store, Computed):
        return _(KINDS[field.kind].label)
    if (field.kind, field.name) == ("product", "unit") and not field.first_label:
        return pgettext("column", "Unit")
    return _(field.label)
