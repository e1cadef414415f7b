"""Triggers that refuse what nobody may do, by whatever way it is asked.

System values of dictionaries stay (FEATURES DICT-02), a lead that was converted is read-only and
is never converted again (LEAD-09, exam B3), an event stays as it was written down (HIST-03), and no
section of the catalog is within itself (CAT-02).
Services say so in sentences first; here it holds for bulk statements, imports, undo and every other
program as well.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Container
from typing import Final

from domain.activities import EVENT, fixed_event_sentence
from domain.catalog.tree import within_itself_sentence
from domain.errors import NotAllowed
from domain.i18n import _
from domain.leads import only_conversion_sentence, read_only_sentence
from storage.document_guards import REVISE, explain_issued, of_documents

_CONVERTED: Final = "a converted lead is read-only"
_EVENT_STAYS: Final = "an event stays as it is"
_WITHIN_ITSELF: Final = "a section is never within itself"
_NOT_BY_HAND: Final = "only conversion makes a lead converted"

_SYSTEM_VALUES: Final = {
    "guard_system_value": "BEFORE DELETE ON dictionary_value WHEN OLD.is_system "
    "BEGIN SELECT RAISE(ABORT, 'a system value cannot be deleted'); END",
    "guard_system_flag": "BEFORE UPDATE OF is_system, is_active, code ON dictionary_value "
    "WHEN OLD.is_system AND "
    "(NOT NEW.is_system OR NOT NEW.is_active OR NEW.code IS NOT OLD.code) "
    "BEGIN SELECT RAISE(ABORT, 'a system value stays one'); END",
}

_REFUSE: Final = f"BEGIN SELECT RAISE(ABORT, '{_CONVERTED}'); END"

TAKES_BACK: Final = (
    "EXISTS (SELECT 1 FROM change_unit WHERE seq = crm_unit() AND undoes IS NOT NULL)"
)
"""The condition that the use case takes another one back, or does it again."""

_CHOSEN: Final = {
    "choices": (("source_id", "junk_reason_id"), ("edit_dictionary",)),
    "custom": (("custom",), ("edit_dictionary", "edit_field")),
}
"""Columns that use cases of these verbs change in converted leads as well.

When a value of a dictionary goes, another may take its place, and the values of a field that may
have several become lists.
"""

_FIXED: Final = (
    *("title", "first_name", "middle_name", "last_name", "company_title", "position"),
    *("folded_name", "status_id", "converted_at", "responsible_id", "comment", "external_id"),
    *("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "source_address"),
    *("created_by", "created_at", "deleted_at"),
)

_FIXED_IN_EVENTS: Final = (
    *("kind", "subject", "description", "direction", "start_at", "due_at", "due_on"),
    *("remind_minutes", "is_important", "responsible_id", "done_at", "result"),
    *("duration_seconds", "attempt", "place", "planned_minutes", "run_id"),
)
_CHOSEN_IN_EVENTS: Final = {
    "choices": (("event_kind_id", "outcome_id"), ("edit_dictionary",)),
    "custom": (("custom",), ("edit_dictionary", "edit_field")),
}

_PARTS: Final = ("address", "attachment", "contact_point", "line_item", "requisites")
"""Tables of which rows belong to leads, and are as fixed as these."""

_IS_CONVERTED: Final = "OLD.converted_at IS NOT NULL AND OLD.deleted_at IS NULL"
"""A lead that is in the bin may leave it."""


def _goes_back_to(verbs: tuple[str, ...]) -> str:
    """Return the condition that the use case, or what it undoes or does again, has such a verb."""
    return (
        "EXISTS (WITH RECURSIVE chain(verb, undoes) AS ("
        "SELECT verb, undoes FROM change_unit WHERE seq = crm_unit() UNION ALL "
        "SELECT u.verb, u.undoes FROM change_unit u JOIN chain c ON u.seq = c.undoes) "
        f"SELECT 1 FROM chain WHERE verb IN ({', '.join(repr(verb) for verb in verbs)}))"
    )


def _of_events() -> dict[str, str]:
    """Return the triggers that guard events, by their names."""
    is_event = (
        f"OLD.kind = '{EVENT}' AND OLD.done_at IS NOT NULL AND OLD.deleted_at IS NULL "
        f"AND NOT {TAKES_BACK}"
    )
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_EVENT_STAYS}'); END"
    guards = {
        "guard_event": f"BEFORE UPDATE OF {', '.join(_FIXED_IN_EVENTS)} ON activity "
        f"WHEN {is_event} {refuse}"
    }
    for name, (columns, verbs) in _CHOSEN_IN_EVENTS.items():
        guards[f"guard_event_{name}"] = (
            f"BEFORE UPDATE OF {', '.join(columns)} ON activity "
            f"WHEN {is_event} AND NOT {_goes_back_to(verbs)} {refuse}"
        )
    return guards


def _of_leads() -> dict[str, str]:
    """Return the triggers that guard leads, by their names."""
    guards = {
        "guard_converted_lead": f"BEFORE UPDATE OF {', '.join(_FIXED)} ON lead "
        f"WHEN {_IS_CONVERTED} AND NOT (NEW.converted_at IS NULL AND {TAKES_BACK}) {_REFUSE}",
        "guard_gone_lead": f"BEFORE DELETE ON lead WHEN {_IS_CONVERTED} AND NOT {TAKES_BACK} "
        f"{_REFUSE}",
    }
    for name, (columns, verbs) in _CHOSEN.items():
        guards[f"guard_converted_{name}"] = (
            f"BEFORE UPDATE OF {', '.join(columns)} ON lead "
            f"WHEN {_IS_CONVERTED} AND NOT (NEW.converted_at IS NULL AND {TAKES_BACK}) "
            f"AND NOT {_goes_back_to(verbs)} {_REFUSE}"
        )
    for event, such in (("INSERT", ""), ("UPDATE", "OLD.converted_at IS NULL AND ")):
        guards[f"guard_{event.lower()}_converted"] = (
            f"BEFORE {event} ON lead WHEN {such}(NEW.converted_at IS NOT NULL) <> EXISTS "
            "(SELECT 1 FROM dictionary_value WHERE id = NEW.status_id AND meaning = 'converted') "
            f"BEGIN SELECT RAISE(ABORT, '{_NOT_BY_HAND}'); END"
        )
    for table in _PARTS:
        for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            guards[f"guard_{event.lower()}_{table}"] = (
                f"BEFORE {event} ON {table} WHEN {row}.record_kind = 'lead' AND EXISTS (SELECT 1 "
                f"FROM lead WHERE id = {row}.record_id AND converted_at IS NOT NULL "
                f"AND deleted_at IS NULL) {_REFUSE}"
            )
    return guards


def _of_sections() -> dict[str, str]:
    """Return the triggers that keep the tree of the catalog one, by their names."""
    is_within = (
        "EXISTS (WITH RECURSIVE above(id) AS (SELECT NEW.parent_id UNION "
        "SELECT s.parent_id FROM section s JOIN above a ON s.id = a.id) "
        "SELECT 1 FROM above WHERE id = NEW.id)"
    )
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_WITHIN_ITSELF}'); END"
    return {
        f"guard_{name}_tree": f"BEFORE {event} ON section "
        f"WHEN NEW.parent_id IS NOT NULL AND {is_within} {refuse}"
        for name, event in (("insert", "INSERT"), ("move", "UPDATE OF parent_id"))
    }


def _of_documents() -> dict[str, str]:
    """Return the triggers that guard issued documents, by their names."""
    return of_documents({kind: _goes_back_to((verb,)) for kind, verb in REVISE.items()})


GUARDS: Final = (
    *_SYSTEM_VALUES,
    *_of_leads(),
    *_of_events(),
    *_of_sections(),
    *_of_documents(),
)
"""The names of the triggers."""


def create_guards(connection: sqlite3.Connection, tables: Container[str]) -> None:
    """Make the triggers in a file that has these tables.

    A file that is brought to an older version than the newest knows nothing of conversion, of kinds
    of events, of the catalog, or of documents.
    """
    guards = _SYSTEM_VALUES | (_of_leads() if "lead_result" in tables else {})
    guards |= _of_events() if "activity_run" in tables else {}
    guards |= _of_sections() if "section" in tables else {}
    guards |= _of_documents() if "document_revision" in tables else {}
    for name, body in guards.items():
        connection.execute(f"CREATE TRIGGER {name} {body}")


def explain_refusal(error: sqlite3.IntegrityError) -> NotAllowed | None:
    """Return what a person is told where such a trigger refused, None where another did."""
    said = str(error)
    if (issued := explain_issued(said)) is not None:
        return issued
    if _EVENT_STAYS in said:
        return NotAllowed(fixed_event_sentence())
    if _WITHIN_ITSELF in said:
        return NotAllowed(within_itself_sentence())
    if _CONVERTED in said:
        return NotAllowed(read_only_sentence())
    if _NOT_BY_HAND in said:
        return NotAllowed(f"{_('Status')}: {only_conversion_sentence()}")
    return None
