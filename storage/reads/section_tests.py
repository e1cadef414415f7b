"""Conditions on the sections of the catalog in which products are (FEATURES CAT-02, CAT-05)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from domain.query.tree import Empty, HasWords, Present, Test
from storage.reads.among import Among, Found
from storage.reads.sql import ALWAYS, Sql, all_of

BELOW = "SELECT section_id FROM section_within WHERE above_id IN ({sections})"
"""The keys of sections, which a select gives in place of `{sections}`, and of all below them."""

Named = Callable[[str, Test, str], Found]
"""Compiles what is asked of the title of a record: its kind, the test, its alias."""


def in_section(asked: Found, test: Test, alias: str, *, with_below: bool) -> Found:
    """Compile that the product `alias` is in a section that passes a condition.

    `asked` is the condition on the section, whose alias is the next one. Of a section `with_below`
    is in it what is in any section below it.
    """
    if isinstance(test, Empty):
        nowhere = Sql("SELECT id FROM product WHERE section_id IS NULL")
        return Found(Sql(f"{alias}.section_id IS NULL"), Among(nowhere, Among.LINKS), ALWAYS)
    if isinstance(test, Present):
        return Found(Sql(f"{alias}.section_id IS NOT NULL"))
    inner = f"r{int(alias[1:] or 0) + 1}"
    sections = _sections(asked, inner)
    if with_below:
        found = sections.within(
            f"EXISTS (SELECT 1 FROM section_within w WHERE w.section_id = {alias}.section_id "
            "AND w.above_id IN (",
            "))",
        )
        # From the sections on: the other way round every product would be looked at.
        among = sections.within(
            "SELECT p.id FROM section_within w CROSS JOIN product p ON p.section_id = w.section_id "
            "WHERE w.above_id IN (",
            ")",
        )
    else:
        found = sections.within(f"{alias}.section_id IN (", ")")
        among = sections.within("SELECT id FROM product WHERE section_id IN (", ")")
    return Found(found, Among(among, Among.LINKS), ALWAYS)


def along(alias: str, names: Sequence[HasWords], named: Named) -> Found:
    """Compile that the section `alias` bears the last name and is within those that bear the rest.

    The name before the last is that of the section right above it, and so on.
    """
    own = named("section", names[-1], alias)
    if len(names) == 1:
        return own
    above = f"r{int(alias[1:] or 0) + 1}"
    inner = _sections(along(above, names[:-1], named), above)
    within = inner.within(f"{alias}.parent_id IN (", ")")
    return Found(all_of([own.sql, within]), own.among, all_of([own.remaining, within]))


def _sections(asked: Found, alias: str) -> Sql:
    """Return a select of the keys of the sections that pass a condition on `alias`."""
    pieces = [Sql(f"{alias}.deleted_at IS NULL")]
    if asked.among is not None:
        pieces.append(asked.among.sql.within(f"{alias}.id IN (", ")"))
    pieces.append(asked.remaining)
    return all_of(pieces).within(f"SELECT {alias}.id FROM section {alias} WHERE ")
