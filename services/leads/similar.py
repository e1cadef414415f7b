"""Finds the contact or the company that a lead may already be, best first, and says why.

Whoever shares a phone or an address with it comes before whoever only bears its name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from domain.contact_points.phones import parse_phone, show_phone
from domain.i18n import _
from domain.names.person_names import company_words, fold_company_title
from domain.records.fields import FieldType
from domain.records.references import Reference
from services.context import Context
from services.records.finding import find_records
from storage.reads.find import Found
from storage.reads.hits import read_hits
from storage.reads.leads import read_shared_points

SIMILAR: Final = 80
"""How alike two names are at least, of 100, for one to be offered for the other."""

SHOWN: Final = 5
"""How many are offered."""

_LOOKED_AT: Final = 20
_POINT, _SAME_NAME, _WORKS_THERE = 200, 150, 60


@dataclass(frozen=True, slots=True)
class Similar:
    """A record that the lead may already be.

    `why` is a phrase for each reason and `detail` tells the record apart. It `is_sure` where both
    the name and a phone or an address agree, and of companies where the title is the same: two of
    one title are taken for one everywhere.
    """

    record: Reference
    detail: str
    why: tuple[str, ...]
    is_sure: bool


@dataclass(slots=True)
class _Score:
    """What speaks for one record."""

    points: int = 0
    why: list[str] = field(default_factory=list)
    shares_a_point: bool = False
    bears_the_name: bool = False
    is_the_same: bool = False

    @property
    def is_sure(self) -> bool:
        return self.is_the_same or (self.shares_a_point and self.bears_the_name)

    def add(self, points: int, why: str) -> None:
        self.points += points
        if why not in self.why:
            self.why.append(why)


def similar_contacts(context: Context, lead: UUID) -> list[Similar]:
    """Return contacts that may be the person of a lead (FEATURES LEAD-07)."""
    scores: dict[UUID, _Score] = {}
    _score_points(context, lead, "contact", scores)
    name, folded = _row(context, lead, "last_name || ' ' || first_name", "folded_name")
    if name.strip():
        _score_names(context, "contact", name, folded, scores)
    return _best(context, "contact", scores)


def similar_companies(context: Context, lead: UUID, contacts: Iterable[Similar]) -> list[Similar]:
    """Return companies that may be that of a lead, legal forms aside (FEATURES LEAD-07).

    `contacts` are those that may be its person, some of whom may work there.
    """
    scores: dict[UUID, _Score] = {}
    _score_points(context, lead, "company", scores)
    title, _blank = _row(context, lead, "company_title", "''")
    if title:
        name = " ".join(company_words(title))
        _score_names(context, "company", name, fold_company_title(title), scores)
    for one in contacts:
        if one.is_sure:
            _score_places_of_work(context, one.record, scores)
    return _best(context, "company", scores)


def _row(context: Context, lead: UUID, *columns: str) -> tuple[str, str]:
    row = (
        context.database.reader()
        .execute(f"SELECT {', '.join(columns)} FROM lead WHERE id = ?", (lead.bytes,))
        .fetchone()
    )
    return (row[0], row[1]) if row else ("", "")


def _score_points(context: Context, lead: UUID, kind: str, scores: dict[UUID, _Score]) -> None:
    for shared in read_shared_points(context.database.reader(), lead, kind):
        score = scores.setdefault(shared.client, _Score())
        score.shares_a_point = True
        if shared.type == FieldType.PHONE:
            number = show_phone(shared.value, parse_phone(shared.value, context.region).e164)
            score.add(_POINT, _("same phone {number}").format(number=number))
        else:
            score.add(_POINT, _("same address {address}").format(address=shared.value))


def _score_names(
    context: Context, kind: str, name: str, folded: str, scores: dict[UUID, _Score]
) -> None:
    """Compare the name with those that the search finds for it, and with those found so far."""
    from rapidfuzz import fuzz

    # A first name alone tells nobody apart.
    is_vague = kind == "contact" and " " not in folded
    hits = [] if is_vague else find_records(context, name, (kind,), _LOOKED_AT)
    found = [hit.id for hit in hits]
    for key, other in _folded_names(context, kind, [*found, *scores]):
        alike = fuzz.ratio(folded, other)
        if kind == "contact":
            alike = max(alike, fuzz.token_set_ratio(folded, other))
        if not other or alike < SIMILAR:
            continue
        score = scores.setdefault(key, _Score())
        score.bears_the_name = True
        if other == folded:
            score.is_the_same = kind == "company"
            score.add(_SAME_NAME, _("same name"))
        else:
            score.add(int(alike), _("similar name"))


def _folded_names(context: Context, kind: str, keys: Iterable[UUID]) -> list[tuple[UUID, str]]:
    column = "folded_name" if kind == "contact" else "folded_title"
    wanted = list(dict.fromkeys(keys))
    rows = context.database.reader().execute(
        f"SELECT id, {column} FROM {kind} WHERE id IN ({', '.join('?' for _key in wanted)})",
        [key.bytes for key in wanted],
    )
    names = dict(rows)
    return [(key, names[key.bytes]) for key in wanted if key.bytes in names]


def _score_places_of_work(context: Context, contact: Reference, scores: dict[UUID, _Score]) -> None:
    rows = context.database.reader().execute(
        "SELECT w.company_id FROM contact_company w JOIN company c ON c.id = w.company_id "
        "WHERE w.contact_id = ? AND c.deleted_at IS NULL ORDER BY w.sort",
        (contact.id.bytes,),
    )
    for (key,) in rows:
        score = scores.setdefault(UUID(bytes=key), _Score())
        score.add(_WORKS_THERE, _("{name} works there").format(name=contact.title))


def _best(context: Context, kind: str, scores: dict[UUID, _Score]) -> list[Similar]:
    order = sorted(scores, key=lambda key: (-scores[key].points, key))[:SHOWN]
    hits = read_hits(context.database.reader(), [Found(kind, key.bytes) for key in order])
    return [
        Similar(
            Reference(kind, hit.id, hit.title),
            hit.detail,
            tuple(scores[hit.id].why),
            scores[hit.id].is_sure,
        )
        for hit in hits
    ]
