"""Finds a quote or an invoice by what people call it: its number, or a part of it (INV-18)."""

from __future__ import annotations

from uuid import UUID

from domain.errors import NotFound
from domain.i18n import _
from domain.ids import parse_id
from domain.invoicing.kinds import CREDIT_NOTE, INVOICE
from domain.records.references import Reference
from domain.text import fold
from services.context import Context
from services.records.use_cases import show_record


def find_document(context: Context, kind: str, text: str) -> UUID:
    """Return the key of the document with this key or number, or with this whole part of it.

    `17` is as good as `2026-0017` or `0017/11/26` where only one has that, credit notes aside.
    Raises NotFound, naming those that may be meant.
    """
    if key := parse_id(text):
        return key
    wanted = fold(text)
    is_note = f"kind = '{CREDIT_NOTE}'" if kind == INVOICE else "0"
    numbers = (
        context.database.reader()
        .execute(
            f"SELECT id, number, {is_note} FROM {kind} WHERE number <> '' AND deleted_at IS NULL"
        )
        .fetchall()
    )
    exact = [row for row in numbers if fold(row[1]) == wanted]
    alike = [row for row in numbers if wanted and _has_part(fold(row[1]), wanted)]
    found = exact or [row for row in alike if not row[2]] or alike
    if len(found) == 1:
        return UUID(bytes=found[0][0])
    if found:
        known = ", ".join(sorted(number for _key, number, _note in found)[:9])
        said = _("“{number}” may be several documents: {known}. Type the whole number.")
        raise NotFound(said.format(number=text, known=known))
    raise NotFound(_("There is no document with the number “{number}”.").format(number=text))


def client_of_document(context: Context, kind: str, key: UUID) -> Reference | None:
    """Return whom a quote or an invoice is for: the company, else the contact; None for nobody.

    Raises NotFound.
    """
    values = show_record(context, kind, key).values
    for name in ("company", "contact"):
        found = values[name]
        if isinstance(found, Reference) and not found.is_deleted:
            return found
    return None


def _has_part(number: str, wanted: str) -> bool:
    """Say whether a number has a whole part, zeros before it aside: `2026-0017/11` has `17`."""
    at = number.find(wanted)
    while at >= 0:
        before, after = number[:at], number[at + len(wanted) :]
        if wanted[0].isdigit():
            before = before.rstrip("0")
        if not (_is_one(before[-1:], wanted[0]) or _is_one(wanted[-1], after[:1])):
            return True
        at = number.find(wanted, at + 1)
    return False


def _is_one(left: str, right: str) -> bool:
    """Say whether two characters side by side are of one number or of one word."""
    return (left.isdigit() and right.isdigit()) or (left.isalpha() and right.isalpha())
