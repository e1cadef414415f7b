"""Sets of keys that an index gives at once: supersets of the records which pass a condition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from domain.query.tree import Anniversary, DateParts, During, Test
from storage.reads.computed_sql import PIPELINE_CODE
from storage.reads.sql import ALWAYS, Sql, all_of, any_of, joined_selects
from storage.values import moment_out


@dataclass(frozen=True, slots=True)
class Among:
    """SQL that selects keys, and how narrow the set is likely to be, the narrowest first."""

    DIGITS: ClassVar[int] = 0
    WORDS: ClassVar[int] = 1
    LINKS: ClassVar[int] = 2
    STAGE: ClassVar[int] = 3
    CHANGED: ClassVar[int] = 4

    sql: Sql
    rank: int


@dataclass(frozen=True, slots=True)
class Found:
    """The condition on a record, and a superset of those that pass where an index tells it.

    `rest` is what those of the superset must still pass, None for the whole condition. `opposite`
    is the condition that this one negates, None where it negates none.
    """

    sql: Sql
    among: Among | None = None
    rest: Sql | None = None
    opposite: Found | None = None

    @property
    def remaining(self) -> Sql:
        """What a record of the superset must still pass."""
        return self.sql if self.rest is None else self.rest


def both(parts: Sequence[Found]) -> Found:
    """Return the condition that all parts hold, looked for in the narrowest of their sets."""
    sql = all_of(part.sql for part in parts)
    known = [(part.among.rank, place) for place, part in enumerate(parts) if part.among]
    if not known:
        return Found(sql)
    _rank, chosen = min(known)
    rest = all_of(
        part.remaining if place == chosen else part.sql for place, part in enumerate(parts)
    )
    return Found(sql, parts[chosen].among, rest)


def either(parts: Sequence[Found]) -> Found:
    """Return the condition that one part holds, looked for in all their sets together."""
    sql = any_of(part.sql for part in parts)
    sets = [part.among for part in parts if part.among is not None]
    if not sets or len(sets) < len(parts):
        return Found(sql)
    keys = joined_selects([one.sql for one in sets])
    rest = ALWAYS if all(part.remaining == ALWAYS for part in parts) else sql
    return Found(sql, Among(keys, max(one.rank for one in sets)), rest)


def by_words(kind: str, words: Sequence[str], *, whole: bool = False) -> Among:
    """Return the records of a kind in whose search document every word begins a word.

    With `whole` it is a word of it.
    """
    return _matching(kind, match_text(words, whole))


def _matching(kind: str, wanted: str) -> Among:
    # The join starts at the full-text index: from the index of kinds it would search it per record.
    return Among(
        Sql(
            "SELECT d.id FROM search_fts f CROSS JOIN search_doc d ON d.rowid = f.rowid "
            f"WHERE search_fts MATCH ? AND +d.kind = '{kind}'",
            (wanted,),
        ),
        Among.WORDS,
    )


def by_any_words(kind: str, texts: Sequence[Sequence[str]]) -> Among:
    """Return the records in whose search document every word of one of these texts begins one."""
    wanted = " OR ".join(f"({match_text(words, False)})" for words in texts)
    return _matching(kind, wanted)


def match_text(words: Sequence[str], whole: bool) -> str:
    """Return what the full-text index is asked for documents in which every word begins a word.

    With `whole` it is a word of it. Without words it cannot be asked: that is "".
    """
    return " AND ".join(f'"{word}"{"" if whole else "*"}' for word in dict.fromkeys(words))


def digit_ranges(keys: Sequence[str]) -> list[tuple[str, str]]:
    """Return the columns of phones, and the digits with which one of them begins in each.

    `keys` are the first or the last digits of phones, see `phone_search_keys`.
    """
    return [
        (column, digits)
        for key in keys
        for column, digits in (("national", key), ("e164", f"+{key}"), ("reversed", key[::-1]))
    ]


PHONES: Final = ("contact_point",)
ALL_PHONES: Final = ("contact_point", "custom_phone")
"""Where the phones of clients are: those of their own field, with them those in custom fields."""


def by_digits(kind: str, keys: Sequence[str], tables: Sequence[str] = PHONES) -> Among:
    """Return the clients with a phone that begins or ends with one of these runs of digits."""
    ranges = [(table, column, digits) for table in tables for column, digits in digit_ranges(keys)]
    return Among(
        Sql(
            " UNION ALL ".join(
                f"SELECT record_id FROM {table} WHERE {column} >= ? AND {column} < ? "
                f"AND +record_kind = '{kind}'"
                for table, column, _digits in ranges
            ),
            tuple(bound for _table, _column, digits in ranges for bound in (digits, digits + ":")),
        ),
        Among.DIGITS,
    )


def by_change(table: str, test: During) -> Among | None:
    """Return the records that were last changed in a period."""
    if test.start is None and test.end is None:
        return None
    bounds = [
        (sign, moment_out(bound))
        for sign, bound in ((">=", test.start), ("<", test.end))
        if bound is not None
    ]
    where = " AND ".join(f"updated_at {sign} ?" for sign, _bound in bounds)
    return Among(
        Sql(f'SELECT id FROM "{table}" WHERE {where}', tuple(bound for _sign, bound in bounds)),
        Among.CHANGED,
    )


def by_birthday(test: Test) -> Among | None:
    """Return the contacts whose birthday is on a day of the year, or between two of them.

    The index has the days of each colleague by themselves, and of those who are nobody's.
    """
    match test:
        case DateParts(month=month, day=day) if month and day:
            ranges = [(f"{month:02}-{day:02}",) * 2]
        case Anniversary(first=first, last=last):
            over_new_year = [(first, "12-31"), ("01-01", last)]
            ranges = [(first, last)] if first <= last else over_new_year
        case _:
            return None
    days = any_of(Sql("substr(x.birth_date, -5) BETWEEN ? AND ?", bounds) for bounds in ranges)
    known = "x.birth_date GLOB '*-[0-9][0-9]-[0-9][0-9]' AND x.deleted_at IS NULL AND "
    start = "SELECT x.id FROM"
    of_one = f'{start} "user" u CROSS JOIN contact x ON x.responsible_id = u.id WHERE {known}'
    of_nobody = f"{start} contact x WHERE x.responsible_id IS NULL AND {known}"
    return Among(joined_selects([days.within(of_one), days.within(of_nobody)]), Among.LINKS)


def at_stage(table: str, column: str, codes: Sequence[str], alias: str) -> Found:
    """Return the condition that a record is at a stage with one of these codes."""
    marks = ", ".join("?" for _code in codes)
    stages = Sql(
        f"(SELECT v.id FROM stage v WHERE coalesce(nullif(v.code, ''), v.name) IN ({marks}))",
        tuple(codes),
    )
    return _at(table, column, stages, alias)


def in_pipeline(codes: Sequence[str], alias: str) -> Found:
    """Return the condition that a deal is at a stage of a pipeline with one of these codes."""
    marks = ", ".join("?" for _code in codes)
    stages = Sql(
        "(SELECT s.id FROM pipeline p JOIN stage s ON s.pipeline_id = p.id "
        f"WHERE {PIPELINE_CODE} IN ({marks}))",
        tuple(codes),
    )
    return _at("deal", "stage_id", stages, alias)


def _at(table: str, column: str, stages: Sql, alias: str) -> Found:
    # The index by stages has those alone that are not in the bin.
    alive = " AND deleted_at IS NULL"
    keys = stages.within(f'SELECT id FROM "{table}" WHERE "{column}" IN ', alive)
    here = stages.within(f'{alias}."{column}" IN ')
    return Found(here, Among(keys, Among.STAGE), ALWAYS)
