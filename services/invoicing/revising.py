"""Changes issued documents: each change is a revision, and what was said before is kept (HIST-07).

Drafts are changed like any record (`services.records.use_cases`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from domain.errors import BadInput
from domain.i18n import _
from domain.invoicing.kinds import CREDIT_NOTE, INVOICE
from domain.text import on_one_line
from services.context import Context
from services.invoicing.contents.products import keep_products, sold_products
from services.invoicing.contents.taken_back import check_taken
from services.invoicing.contents.totals import keep_totals
from services.invoicing.issuing import check_complete, document_within
from services.records.use_cases import edit_within, load_writing
from storage.document_guards import REVISE
from storage.values import moment_in

if TYPE_CHECKING:
    from storage.tables import Invoice, Quote
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Revision:
    """What an issued document said in one of its revisions, up to when somebody changed it.

    `content` has its columns by name, and its lines under `lines`, as they are kept.
    """

    number: int
    until: datetime
    author: str
    reason: str
    content: Mapping[str, Any]


def revise_document(
    context: Context,
    kind: str,
    key: UUID,
    data: Mapping[str, object],
    reason: str = "",
) -> int:
    """Change fields of an issued document, and return the number of its new revision.

    Raises BadInput where it is a draft, or for values that do not fit, and NotFound.
    """
    load_writing()
    return revise_by(
        context, kind, key, lambda unit, _row: edit_within(context, unit, kind, key, data), reason
    )


def revise_by(
    context: Context,
    kind: str,
    key: UUID,
    change: Callable[[Unit, Invoice | Quote], object],
    reason: str = "",
) -> int:
    """Let `change` change an issued document within a revision. See `revise_document`."""
    with context.database.write(context.actor, REVISE[kind]) as unit:
        document = begin_revision(unit, kind, key, reason)
        before = sold_products(unit, kind, key)
        change(unit, document)
        unit.session.flush()
        keep_products(context, unit, kind, document, before)
        keep_totals(unit, kind, document)
        settle_revised(unit, kind, document)
        return document.revision


def begin_revision(unit: Unit, kind: str, key: UUID, reason: str = "") -> Invoice | Quote:
    """Keep what an issued document says, and return it to be changed. Raises BadInput, NotFound."""
    from storage.tables import DocumentRevision
    from storage.tables.base import utc_now

    document = document_within(unit, kind, key)
    if document.issued_at is None:
        raise BadInput(_("The document is still a draft: it is changed without a revision."))
    if kind == INVOICE and cast("Invoice", document).kind == CREDIT_NOTE:
        raise BadInput(_("A credit note stays as it was issued."))
    unit.add(
        DocumentRevision(
            record_kind=kind,
            record_id=key,
            revision=document.revision,
            content=json.dumps(_content(unit, kind, key), ensure_ascii=False),
            reason=on_one_line(reason),
            created_by=unit.actor.user_id,
        )
    )
    document.revision += 1
    document.updated_at = utc_now()
    unit.session.flush()
    return document


def list_revisions(context: Context, kind: str, key: UUID) -> list[Revision]:
    """Return what an issued document said in its former revisions, the newest first."""
    rows = context.database.reader().execute(
        "SELECT r.revision, r.created_at, coalesce(nullif(u.name, ''), u.login, ''), r.reason, "
        'r.content FROM document_revision r LEFT JOIN "user" u ON u.id = r.created_by '
        "WHERE r.record_kind = ? AND r.record_id = ? ORDER BY r.revision DESC",
        (kind, key.bytes),
    )
    return [
        Revision(number, moment_in(until), author, reason, json.loads(content))
        for number, until, author, reason, content in rows
    ]


def _content(unit: Unit, kind: str, key: UUID) -> dict[str, Any]:
    """Return the columns of a document and of its lines, keys in hexadecimal."""
    (own,) = _rows(unit, f"SELECT * FROM {kind} WHERE id = ?", key.bytes)
    lines = _rows(
        unit,
        "SELECT * FROM line_item WHERE record_kind = ? AND record_id = ? ORDER BY sort, id",
        kind,
        key.bytes,
    )
    return own | {"lines": lines}


def _rows(unit: Unit, sql: str, *parameters: object) -> list[dict[str, Any]]:
    found = unit.connection.execute(sql, parameters)
    names = [column[0] for column in found.description]
    return [
        {
            name: value.hex() if isinstance(value, bytes) else value
            for name, value in zip(names, row, strict=True)
        }
        for row in found
    ]


def settle_revised(unit: Unit, kind: str, document: Invoice | Quote) -> None:
    """Let the status follow from another sum: paid, or not any more.

    Raises BadInput where the document would ask for nothing, nobody to pay, for another currency
    than that of its payments and credit notes, or for less than these take back.
    """
    from services.invoicing.payments.keeping import settle_paid

    check_complete(unit, kind, document)
    if kind == INVOICE:
        _check_currency(unit, cast("Invoice", document))
        check_taken(unit, cast("Invoice", document))
        settle_paid(unit, cast("Invoice", document))


def _check_currency(unit: Unit, invoice: Invoice) -> None:
    found = unit.connection.execute(
        "SELECT currency FROM payment WHERE invoice_id = ?1 AND currency <> ?2 UNION ALL "
        "SELECT currency FROM invoice WHERE credited_id = ?1 AND currency <> ?2 LIMIT 1",
        (invoice.id.bytes, invoice.currency),
    ).fetchone()
    if found is not None:
        raise BadInput(
            _(
                "The invoice stays in {currency}, in which it has payments or credit notes. Take "
                "it back by a credit note, and issue one in {other}."
            ).format(currency=found[0], other=invoice.currency),
            "currency",
        )
