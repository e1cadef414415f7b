"""What the feed is asked by: who, which record, which field, when (FEATURES HIST-04, FEED-04)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from domain.activities import ACTIVITY_KINDS
from domain.i18n import N_, _
from domain.query.names import Option
from domain.records.fields import Computed, Field, FieldRegistry, FieldType
from domain.records.kinds import KINDS
from domain.text import spaced

FEED: Final = "feed"
"""Stands in place of a kind of records in queries of the feed."""

EVENTS: Final = "events"
CHANGES: Final = "changes"
"""What was done with clients, and what was changed of records."""

WHO: Final = "who"
RECORD: Final = "record"
KIND: Final = "kind"
FIELD: Final = "field"
WHEN: Final = "when"
WHAT: Final = "what"
STEP: Final = "step"
"""One step, of whatever many records, by its number in the log."""

T = FieldType

FEED_FIELDS: Final = FieldRegistry(
    (
        Field(FEED, WHO, N_("Who"), T.USER, Computed()),
        Field(FEED, RECORD, N_("Record"), T.RECORD, Computed()),
        Field(FEED, KIND, N_("Kind"), T.CHOICE, Computed(), choices="feed_kind"),
        Field(FEED, FIELD, N_("Field"), T.CHOICE, Computed(), choices="feed_field"),
        Field(FEED, WHEN, N_("When"), T.MOMENT, Computed()),
        Field(FEED, WHAT, N_("What"), T.CHOICE, Computed(), choices="feed_what"),
        Field(FEED, STEP, N_("Step"), T.INTEGER, Computed()),
    )
)
"""The fields by which the feed is filtered."""


def kind_options() -> list[Option]:
    """Return the kinds of records, and those of activities."""
    records = [Option(kind.name, _(kind.label)) for kind in KINDS.values()]
    return records + [Option(code, _(label)) for code, label in ACTIVITY_KINDS.items()]


def what_options() -> list[Option]:
    """Return the two sorts of lines."""
    return [Option(EVENTS, _("Events")), Option(CHANGES, _("Changes"))]


def field_options(fields: FieldRegistry) -> list[Option]:
    """Return the fields that people change, by name; those of several kinds stand once."""
    found: dict[str, Option] = {}
    for field in fields:
        if not field.read_only:
            found.setdefault(field.name, Option(field.name, _(field.label)))
    return list(found.values())


def records_text(records: Sequence[tuple[str, int]]) -> str:
    """Return of which kinds records are and how many, such as "Contacts: 2 000, Deals: 3"."""
    labels = [(KINDS[kind].plural_label if kind else N_("Records"), n) for kind, n in records]
    return ", ".join(f"{_(label)}: {spaced(number)}" for label, number in labels)
