"""Rows that belong to any kind of record, by the pair `record_kind` and `record_id`.

No foreign key can check such a pair, so undo and the doctor do, with what stands here.
"""

from __future__ import annotations

from domain.records.kinds import KINDS

PAIR_TABLES = (
    "activity_link",
    "activity_participant",
    "address",
    "attachment_version",
    "attachment",
    "contact_point",
    "document_revision",
    "import_record",
    "lead_result",
    "line_item",
    "requisites",
)
"""Tables whose rows have such a pair, each after those that refer to it."""

LINKABLE = (*KINDS, "user", "field_definition", "dictionary_value")
"""What a pair may point to; the last two stand for what an imported catalog brought along."""


def table_of(kind: str) -> str:
    """Return the table in which the records of a linkable kind are."""
    return KINDS[kind].table if kind in KINDS else kind
