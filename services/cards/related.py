"""The tabs of a card that list other records (FEATURES COMP-02, LEAD-11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from domain.card_tabs import CARD_TABS, FILES, CardTab, tabs_of
from domain.records.references import Reference, references_in
from domain.records.values import Value
from services.cards.card import Card
from services.context import Context
from services.records.listing import DEFAULT_SORTS, read_columns, read_sorts
from services.records.use_cases import show_record
from storage.reads.record_pages import RecordPages
from storage.reads.related import count_related, related_condition

_COLUMNS: Final = {
    "deal": "name,stage,amount,currency,next_step",
    "contact": "name,position,phones,next_step",
    "company": "name,phones,city,next_step",
    "lead": "name,status,source,created_at",
    "invoice": "name,status,date,due,total,currency,outstanding",
    "quote": "name,status,date,valid_until,total,currency",
    "section": "name,description",
    "product": "name,code,section,price",
    "activity": "subject,due,responsible,done_at",
}
"""What a tab shows of the records of each kind."""


def tabs_of_card(context: Context, card: Card) -> list[CardTab]:
    """Return the tabs that a card has."""
    connection, view = context.database.reader(), card.view
    with_records = [
        tab.name
        for tab in CARD_TABS
        if tab.needs_records
        and view.kind in tab.kinds
        and count_related(connection, view.kind, view.id, tab.name, tab.shows)
    ]
    return tabs_of(view.kind, with_records)


def related_records(context: Context, record: Reference, tab: CardTab) -> RecordPages:
    """Return the records that a tab lists, as a `PageSource` for the calling thread."""
    return RecordPages(
        context.database.reader,
        tab.shows,
        read_columns(context, tab.shows, _COLUMNS[tab.shows]),
        read_sorts(context, tab.shows, DEFAULT_SORTS[tab.shows]),
        related_condition(record.kind, record.id, tab.name),
        context.now(),
    )


def count_tabs(context: Context, record: Reference, tabs: Sequence[CardTab]) -> Mapping[str, int]:
    """Return how much is in each tab that lists records or files, by its name."""
    connection = context.database.reader()
    counts = {
        tab.name: count_related(connection, record.kind, record.id, tab.name, tab.shows)
        for tab in tabs
        if tab.shows
    }
    row = connection.execute(
        "SELECT count(*) FROM attachment "
        "WHERE record_kind = ? AND record_id = ? AND deleted_at IS NULL",
        (record.kind, record.id.bytes),
    ).fetchone()
    return {**counts, FILES: int(row[0])}


def links_for(context: Context, record: Reference, kind: str) -> Mapping[str, Value]:
    """Return the values with which the form of a new record of `kind` opens, linked with `record`.

    A deal of a contact is also one of the company for which it works (FEATURES CONT-10).
    """
    values: dict[str, Value] = {}
    match kind, record.kind:
        case "deal", "contact":
            values["contacts"] = (record,)
            works_for = references_in(_value(context, record, "companies"))
            values["company"] = next((one for one in works_for if not one.is_deleted), None)
        case "deal", "company":
            values["company"] = record
        case "invoice" | "quote", "company" | "contact" | "deal":
            values[record.kind] = record
        case "deal", "deal":
            values |= {name: _value(context, record, name) for name in ("company", "contacts")}
        case "product", "section":
            values["section"] = record
        case "section", "section":
            values["parent"] = record
        case "contact", "company":
            values["companies"] = (record,)
        case "contact", "deal":
            values["companies"] = references_in(_value(context, record, "company"))
    return values


def _value(context: Context, record: Reference, field: str) -> Value:
    return show_record(context, record.kind, record.id).values[field]
