"""What is shown of records that were found: title, what tells them apart, where the match is."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from domain.i18n import _
from domain.records.fields import Field, FieldRegistry, Points
from domain.records.kinds import KINDS
from domain.records.references import title_of
from domain.text import one_line, words
from storage.reads.find import Found, Wanted, occur
from storage.reads.titles import title_parts_sql
from storage.search import field_text_sql
from storage.values import moment_in

Reading = Literal["typed", "layout", "script", "slip"]
"""As it was typed; as the same keys in the other layout; in the other script; a slip forgiven."""

SNIPPET = 48
"""Characters of a long text that are shown around the words that match."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found: its kind, key, title, and what else tells it apart.

    Of an activity `at` is when it was done, or is to be done: a moment in UTC, or a day.
    Where the words are not in the title, `field` holds them and `matched` is what stands in it.
    `reading` is how the text had to be read.
    """

    kind: str
    id: UUID
    title: str
    detail: str = ""
    field: Field | None = None
    matched: str = ""
    reading: Reading = "typed"
    at: datetime | date | None = None

    @property
    def key(self) -> UUID:
        """What names this hit in a list."""
        return self.id

    @property
    def is_sure(self) -> bool:
        """Whether the record is what the text says, and no guess."""
        return self.reading != "slip"

    @property
    def summary(self) -> str:
        """What tells the record apart, and where the match is unless it can be seen there."""
        if self.field is None or self.matched in self.detail:
            return self.detail
        where = f"{_(self.field.label)}: {self.matched}"
        return f"{where} · {self.detail}" if self.detail else where


_PHONE = (
    "coalesce((SELECT coalesce(e164, value) FROM contact_point WHERE record_kind = '{kind}' "
    "AND record_id = r.id AND type IN ('phone', 'email') ORDER BY type DESC, sort LIMIT 1), '')"
)

_PAYER = (
    "coalesce((SELECT title FROM company WHERE id = r.company_id), (SELECT trim(last_name || ' ' "
    "|| first_name) FROM contact WHERE id = r.contact_id), '')"
)

_DETAILS = {
    "contact": "coalesce((SELECT c.title FROM contact_company w JOIN company c "
    "ON c.id = w.company_id WHERE w.contact_id = r.id ORDER BY w.sort LIMIT 1), '')",
    "lead": "r.company_title",
    "company": "coalesce((SELECT city FROM address WHERE record_kind = 'company' "
    "AND record_id = r.id ORDER BY sort LIMIT 1), '')",
    "deal": "coalesce((SELECT title FROM company WHERE id = r.company_id), '')",
    "invoice": f"{_PAYER} || ' · ' || r.day",
    "quote": f"{_PAYER} || ' · ' || r.day",
    "own_company": "''",
    "product": "r.code",
    "section": "coalesce((SELECT t.name FROM section t WHERE t.id = r.parent_id), '')",
    "activity": "''",
}

_AT = {"activity": "coalesce(r.done_at, r.due_at), r.due_on"}
"""When that was or is to be, for which a record may be looked up: a moment, else a day."""


def read_hits(connection: sqlite3.Connection, found: Sequence[Found]) -> list[Hit]:
    """Return what is shown of these records, in their order; those in the bin are left out."""
    hits = (_read_hit(connection, one) for one in found)
    return [hit for hit in hits if hit is not None]


def _read_hit(connection: sqlite3.Connection, found: Found) -> Hit | None:
    kind = found.kind
    phone = _PHONE.format(kind=kind) if KINDS[kind].is_client else "''"
    row = connection.execute(
        f"SELECT {_AT.get(kind, 'NULL, NULL')}, {_DETAILS[kind]}, {phone}, "
        f"{title_parts_sql(kind, 'r')} "
        f'FROM "{KINDS[kind].table}" r WHERE r.id = ? AND r.deleted_at IS NULL',
        (found.key,),
    ).fetchone()
    if row is None:
        return None
    moment, day, *details = row[:4]
    title = title_of(kind, row[4:])
    detail = " · ".join(part for part in details if part and part != title)
    at = moment_in(moment) if moment is not None else day and date.fromisoformat(day)
    return Hit(kind, UUID(bytes=found.key), title, detail, at=at)


def explain_point(fields: FieldRegistry, hit: Hit, found: Found) -> Hit:
    """Say by which phone or address a record was found."""
    for field in fields.of(hit.kind):
        is_points = field.type.value == found.point_type and isinstance(field.store, Points)
        if field.name == found.field if found.field else is_points:
            return replace(hit, field=field, matched=found.point)
    return hit


def explain_words(
    connection: sqlite3.Connection, fields: FieldRegistry, hits: Sequence[Hit], wanted: Wanted
) -> list[Hit]:
    """Say in which field the words stand that are not in the title of a hit."""
    missing: dict[UUID, Wanted] = {}
    for hit in hits:
        title = " ".join(words(hit.title))
        if left := [spellings for spellings in wanted if not occur(title, [spellings])]:
            missing[hit.id] = left
    explained: dict[UUID, Hit] = {}
    by_kind: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        if hit.id in missing:
            by_kind[hit.kind].append(hit)
    for kind, unclear in by_kind.items():
        searchable = [field for field in fields.of(kind) if field.searchable]
        for hit, texts in _texts(connection, searchable, unclear):
            explained[hit.id] = _explain(hit, searchable, texts, missing[hit.id])
    return [explained.get(hit.id, hit) for hit in hits]


def _texts(
    connection: sqlite3.Connection, fields: Sequence[Field], hits: Sequence[Hit]
) -> Iterator[tuple[Hit, Sequence[str | None]]]:
    """Return what stands in the fields of each hit, all of one kind; each value on a line."""
    kind = KINDS[hits[0].kind]
    columns = ", ".join(field_text_sql(field) for field in fields)
    marks = ", ".join("?" for _hit in hits)
    rows = connection.execute(
        f'SELECT r.id, {columns} FROM "{kind.table}" r WHERE r.id IN ({marks})',
        [hit.id.bytes for hit in hits],
    )
    by_key = {hit.id.bytes: hit for hit in hits}
    for key, *texts in rows:
        yield by_key[key], texts


def _explain(
    hit: Hit, fields: Sequence[Field], texts: Sequence[str | None], missing: Wanted
) -> Hit:
    """Name the value that holds most of the missing words."""
    best, most = hit, 0
    for field, text in zip(fields, texts, strict=True):
        for line in (text or "").splitlines():
            count = sum(occur(" ".join(words(line)), [spellings]) for spellings in missing)
            if count > most:
                # A phone stands before the digits by which it is found.
                shown = _snippet(line.partition("\t")[0], missing)
                best, most = replace(hit, field=field, matched=shown), count
    return best


def _snippet(text: str, wanted: Wanted) -> str:
    """Return the part of a text around the first of the words, at most `SNIPPET` characters."""
    if len(text) <= SNIPPET:
        return one_line(text, SNIPPET)
    pieces = text.split()
    at = next((i for i, piece in enumerate(pieces) if _is_in(piece, wanted)), 0)
    first = max(0, at - 2)
    shown = one_line(" ".join(pieces[first:]), SNIPPET - 1)
    return f"…{shown}" if first else shown


def _is_in(piece: str, wanted: Wanted) -> bool:
    begins: Callable[[Sequence[str]], bool] = lambda spellings: any(  # noqa: E731
        word.startswith(tuple(spellings)) for word in words(piece)
    )
    return any(map(begins, wanted))
