"""Notes that a document was sent to the client, and what follows (FEATURES QUOTE-02, IMPL-05)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from domain.i18n import _
from domain.invoicing.kinds import DRAFT, INVOICE, OPEN
from services.context import Context
from services.invoicing.issuing import document_within, issue_within
from services.invoicing.printing import ACT
from services.invoicing.statuses import meaning_of
from services.records.use_cases import add_within, load_writing
from storage.reads.dictionary_values import read_choices

if TYPE_CHECKING:
    from storage.tables import Invoice, Quote
    from storage.unit import Unit

REVIEW_DAYS: Final = 3
"""How many days after the act the client is asked for a review."""


def record_sent(context: Context, kind: str, key: UUID, form: str = "") -> UUID:
    """Note that a document was sent by a letter on its deal and clients; return its key.

    A draft is issued first, and one that waits is called sent. With the form `act` it was the act
    of services of an invoice, after which a task asks the client for a review. Raises BadInput as
    issuing does, and NotFound.
    """
    load_writing()
    verb = f"send_{kind}"
    with context.database.write(context.actor, verb) as unit:
        document = document_within(unit, kind, key)
        issue_within(context, unit, kind, document)
        if form != ACT:
            _call_sent(unit, kind, document)
        now = context.now()
        letter = {
            "kind": "letter",
            "direction": "outgoing",
            "subject": _subject(kind, document.number, form),
            "start_at": now.isoformat(),
            "done_at": now.isoformat(),
        }
        sent = add_within(context, unit, "activity", letter | _links(document))
        if form == ACT:
            due = (now + timedelta(days=REVIEW_DAYS)).date().isoformat()
            task = {"kind": "task", "subject": _("Ask for a review"), "due": due}
            add_within(context, unit, "activity", task | _links(document))
        return sent


def _call_sent(unit: Unit, kind: str, document: Invoice | Quote) -> None:
    """Give a document the status `sent`, where that is in use and the document waits."""
    dictionary = f"{kind}_status"
    sent = next(
        (one for one in read_choices(unit.connection, dictionary) if one.code == "sent"), None
    )
    meaning = meaning_of(unit.connection, document.status_id)
    if sent is not None and sent.is_active and meaning in ("", DRAFT, OPEN):
        document.status_id = UUID(bytes=sent.id)
        unit.session.flush()


def _subject(kind: str, number: str, form: str) -> str:
    if form == ACT:
        return _("Act of services {number} sent").format(number=number)
    if kind == INVOICE:
        return _("Invoice {number} sent").format(number=number)
    return _("Quote {number} sent").format(number=number)


def _links(document: Invoice | Quote) -> dict[str, object]:
    """Return the records that a document concerns, as fields of an activity."""
    columns = {
        "deals": document.deal_id,
        "contacts": document.contact_id,
        "companies": document.company_id,
    }
    return {name: [str(key)] for name, key in columns.items() if key is not None}
