"""Changes many quotes or invoices at once where more follows from it than a column (INV-07).

A status that issues documents, another currency: each document is written as if it were alone, all
of them in one step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final
from uuid import UUID

from domain.errors import BadInput, Cancelled
from domain.i18n import _
from domain.invoicing.kinds import (
    DRAFT,
    INVOICE,
    REJECTED,
    issued_stay_sentence,
)
from services.context import Context
from services.invoicing.statuses import meaning_of
from storage.document_guards import PRINTED_OF
from storage.reads.sql import Sql

if TYPE_CHECKING:
    from services.lists.bulk import BulkOutcome, Progress
    from services.lists.bulk_changes import FieldChange, ReadChange
    from storage.bulk.picked import Picked
    from storage.unit import Unit

_SETTLED: Final = frozenset(
    {"status", "company", "contact", "own_company", "currency", "tax_mode", "prepaid", "date"}
    | {"due", "valid_until", "notes"}
)
"""Fields that say what a document says, or from which something follows."""


def needs_settling(asked: Sequence[ReadChange]) -> bool:
    """Say whether something follows from changes, so that each document is written by itself."""
    return any(one.field.name in _SETTLED for one in asked)


def edit_documents(
    context: Context,
    unit: Unit,
    kind: str,
    picked: Picked,
    asked: Sequence[ReadChange],
    changes: Sequence[FieldChange],
    progress: Progress | None,
    is_cancelled: Callable[[], bool] | None,
) -> BulkOutcome:
    """Write the same fields into many documents; those that cannot be so stay as they are.

    Raises BadInput for fields with several values, and Cancelled.
    """
    from services.lists.bulk import NAMED, BulkOutcome, leave_out
    from services.lists.bulk_changes import How

    if any(change.field.multiple for change in asked):
        raise BadInput(_("Fields with several values are changed by themselves."))
    data = {
        one.field.name: None if one.how is How.CLEAR else change.value
        for one, change in zip(asked, changes, strict=True)
    }
    refused, names, refusal = leave_out(picked, [*_refused(context, unit, kind, asked)])
    written, changed = _write_each(context, unit, kind, data, progress, is_cancelled)
    return BulkOutcome(
        changed,
        written - changed,
        picked.gone,
        refused,
        tuple([*names, *picked.gone_names][:NAMED]),
        refusal,
    )


def _write_each(
    context: Context,
    unit: Unit,
    kind: str,
    data: Mapping[str, object],
    progress: Progress | None,
    is_cancelled: Callable[[], bool] | None,
) -> tuple[int, int]:
    """Write fields into each picked document; return how many these are, and how many changed.

    Raises Cancelled.
    """
    from services.records.use_cases import edit_within

    rows = unit.connection.execute("SELECT id FROM temp.picked ORDER BY n").fetchall()
    (before,) = unit.connection.execute("SELECT coalesce(max(seq), 0) FROM change").fetchone()
    for done, (key,) in enumerate(rows):
        if is_cancelled is not None and is_cancelled():
            raise Cancelled(_("Ended. Nothing was changed."))
        edit_within(context, unit, kind, UUID(bytes=key), data)
        if progress is not None:
            progress(done + 1, len(rows))
    (changed,) = unit.connection.execute(
        "SELECT count(DISTINCT owner) FROM change WHERE seq > ? AND owner IN "
        "(SELECT id FROM temp.picked)",
        (before,),
    ).fetchone()
    return len(rows), int(changed)


def _refused(
    context: Context, unit: Unit, kind: str, asked: Sequence[ReadChange]
) -> Iterator[tuple[Sql, str]]:
    """Yield which documents stay as they are, with what is said of them."""
    columns = {"company_id", "contact_id", "own_company_id", *PRINTED_OF[kind]}
    fields = {one.field.name: one for one in asked}
    if any(getattr(one.field.store, "name", "") in columns for one in asked):
        yield (
            Sql("r.issued_at IS NOT NULL"),
            _("What is issued is changed by revisions, one by one."),
        )
    if "status" in fields:
        yield from _refused_status(kind, meaning_of(unit.connection, fields["status"].value))


def _refused_status(kind: str, meaning: str) -> Iterator[tuple[Sql, str]]:
    """Yield which documents cannot be given a status with this meaning, and why."""
    if meaning in ("", DRAFT):
        yield Sql("r.issued_at IS NOT NULL"), issued_stay_sentence()
        return
    if meaning == REJECTED:
        return
    lines = (
        "EXISTS (SELECT 1 FROM line_item x WHERE x.record_kind = ? AND x.record_id = r.id "
        "AND x.price IS NOT NULL)"
    )
    yield (
        Sql(f"(r.issued_at IS NULL AND NOT {lines})", (kind,)),
        _("A draft needs a product with a price to be issued."),
    )
    yield (
        Sql("(r.issued_at IS NULL AND r.company_id IS NULL AND r.contact_id IS NULL)"),
        _("A draft needs somebody who pays to be issued."),
    )
    if kind == INVOICE:
        yield (
            Sql("(r.issued_at IS NULL AND r.kind = 'credit_note')"),
            _("Credit notes are issued one by one."),
        )
