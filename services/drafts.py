"""Drafts: what is typed into a form and not yet saved (DESIGN: nothing typed is lost)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from services.context import Context


def save_draft(context: Context, form: str, values: Mapping[str, str]) -> None:
    """Keep what stands in a form of the acting person, instead of what was kept before."""
    from domain.ids import new_id
    from storage.values import moment_out

    with context.database.write(context.actor, "save_draft") as unit:
        unit.connection.execute(
            "DELETE FROM draft WHERE user_id = ? AND form = ?", (context.actor.user_id.bytes, form)
        )
        if any(values.values()):
            unit.insert_many(
                "draft",
                [
                    {
                        "id": new_id().bytes,
                        "user_id": context.actor.user_id.bytes,
                        "form": form,
                        "content": json.dumps(dict(values), ensure_ascii=False),
                        "updated_at": moment_out(context.now()),
                    }
                ],
            )


def load_draft(context: Context, form: str) -> dict[str, str]:
    """Return what was typed into a form and not saved; an empty dictionary when there is none."""
    row = (
        context.database.reader()
        .execute(
            "SELECT content FROM draft WHERE user_id = ? AND form = ? ORDER BY updated_at DESC",
            (context.actor.user_id.bytes, form),
        )
        .fetchone()
    )
    return dict(json.loads(row[0])) if row else {}


def drop_draft(context: Context, form: str) -> None:
    """Forget the draft of a form: it was saved, or emptied."""
    save_draft(context, form, {})
