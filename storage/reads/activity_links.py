"""What an activity is about, in SQL: fragments for an activity aliased `a`."""

from __future__ import annotations

from storage.reads.titles import reference_sql

_SUBJECTS = " ".join(
    f"WHEN '{kind}' THEN (SELECT {reference_sql(kind, 't')} FROM \"{kind}\" t "
    "WHERE t.id = l.record_id)"
    for kind in ("contact", "company", "lead", "deal")
)

SUBJECT_SQL = (
    f"(SELECT CASE l.record_kind {_SUBJECTS} END "
    "FROM activity_link l WHERE l.activity_id = a.id ORDER BY l.sort, l.id LIMIT 1)"
)
"""The main record of the activity, as `reference_in` reads it, NULL without one."""

DEAL_SQL = (
    f"(SELECT {reference_sql('deal', 't')} FROM activity_link l JOIN deal t ON t.id = l.record_id "
    "WHERE l.activity_id = a.id AND l.record_kind = 'deal' AND t.deleted_at IS NULL "
    "ORDER BY l.sort, l.id LIMIT 1)"
)
"""The first deal of the activity, as `reference_in` reads it, NULL without one."""

COMPANY_SQL = (
    "coalesce((SELECT c.title FROM activity_link l JOIN contact_company w "
    "ON w.contact_id = l.record_id JOIN company c ON c.id = w.company_id "
    "WHERE l.activity_id = a.id AND l.record_kind = 'contact' "
    "ORDER BY l.sort, l.id, w.sort LIMIT 1), '')"
)
"""The title of the company where the first contact of the activity works, or an empty text."""
