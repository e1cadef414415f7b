"""What others have decided about the deals of a person: who has them now, how they ended."""

from __future__ import annotations

from threading import Lock

from domain.i18n import _, ngettext
from domain.pipelines import LOST, WON
from domain.text import one_line, spaced
from services.changes import last_change
from services.context import Context
from storage.reads.labels import choice_label

_DECIDED = (
    "SELECT d.id, d.title, coalesce(nullif(w.name, ''), w.login, ''), "
    "json_extract(c.old, '$.responsible_id') = :mine, "
    "coalesce(nullif(r.name, ''), r.login, ''), s.code, s.name "
    "FROM change c JOIN change_unit u ON u.seq = c.unit JOIN deal d ON d.id = c.record "
    'JOIN stage s ON s.id = d.stage_id LEFT JOIN "user" w ON w.id = u.actor '
    'LEFT JOIN "user" r ON r.id = d.responsible_id '
    "WHERE c.seq > :seen AND c.seq <= :last AND c.kind = 'deal' AND c.op = 'U' "
    "AND u.actor IS NOT :me AND (json_extract(c.old, '$.responsible_id') = :mine OR "
    "(d.responsible_id = :me AND json_type(c.old, '$.stage_id') = 'text' "
    f"AND s.meaning IN ('{WON}', '{LOST}'))) ORDER BY c.seq"
)


class Decisions:
    """Tells a person of decisions about their deals, each once (FEATURES DEAL-20)."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._seen = last_change(context)
        self._looking = Lock()

    def told(self) -> str:
        """Return in words what others have decided since the last call, "" for nothing.

        That a deal was given to somebody else, and that it was won or lost. Where it is much, the
        number alone is said.
        """
        context = self._context
        with self._looking:
            seen, last = self._seen, last_change(context)
            self._seen = last
        me = context.actor.user_id
        asked = {"seen": seen, "last": last, "me": me.bytes, "mine": me.hex.upper()}
        rows = context.database.reader().execute(_DECIDED, asked)
        # A deal may have been moved several times on its way to the end.
        decided = {deal: told for deal, *told in rows}
        if len(decided) > 1:
            return ngettext(
                "{count} of your deals was given away or ended by others: the feed tells.",
                "{count} of your deals were given away or ended by others: the feed tells.",
                len(decided),
            ).format(count=spaced(len(decided)))
        for title, author, is_given, responsible, code, name in decided.values():
            said = (
                _("{author} has given your deal “{title}” to {who}.")
                if is_given
                else _("{author} has ended your deal “{title}”: {stage}.")
            )
            return said.format(
                author=author,
                title=one_line(title, 60),
                who=responsible or _("nobody"),
                stage=choice_label("stage", code, name),
            )
        return ""
