"""Records that search knows no more, found by their titles: in the bin, or taken back.

Of what was deleted for good the log has forgotten the title, too (FEATURES HIST-06).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.records.kinds import KINDS
from storage.reads.sql import Sql
from storage.reads.titles import title_columns


def gone_by_words(words: Sequence[str]) -> Iterator[Sql]:
    """Return what selects the keys, as `id`, of records with these folded words in their titles.

    The activities that concern them are found with them.
    """
    wanted = " ".join(words)
    for name, kind in KINDS.items():
        title = " || ' ' || ".join(title_columns(name, "r"))
        binned = Sql(
            f'SELECT r.id FROM "{kind.table}" r INDEXED BY "{kind.table}_in_bin" '
            f"WHERE r.deleted_at IS NOT NULL AND crm_has_words({title}, ?)",
            (wanted,),
        )
        said = " || ' ' || ".join(
            f"coalesce(json_extract(g.old, '$.{column}'), '')" for column in kind.title
        )
        taken_back = Sql(
            "SELECT g.owner FROM change g INDEXED BY change_deletions "
            f"WHERE g.op = 'D' AND g.kind = '{kind.table}' AND crm_has_words({said}, ?)",
            (wanted,),
        )
        for gone in (binned, taken_back):
            yield gone
            if name != "activity":
                yield gone.within(
                    "SELECT l.activity_id FROM activity_link l "
                    f"WHERE l.record_kind = '{name}' AND l.record_id IN (",
                    ")",
                )
