"""Deals of the common list, which somebody takes (FEATURES DEAL-18)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from domain.errors import Conflict
from domain.i18n import _
from services.context import Context
from services.deals.moving import existing_deals
from services.records.use_cases import edit_within, load_writing
from storage.reads.records import read_user_name


def take_deals(context: Context, keys: Sequence[UUID]) -> int:
    """Become responsible for those of the deals that are nobody's; return how many.

    Raises Conflict where each is somebody's, naming whose the first is, and NotFound.
    """
    load_writing()
    with context.database.write(context.actor, "take_deal") as unit:
        there = existing_deals(unit, keys)
        free = [deal.id for deal in there if deal.responsible_id is None]
        if not free:
            holder = there[0].responsible_id
            assert holder is not None
            if holder == context.actor.user_id:
                raise Conflict(_("It is yours already."))
            name = read_user_name(unit.connection, holder) or ""
            raise Conflict(_("{name} has it already.").format(name=name))
        for key in free:
            edit_within(context, unit, "deal", key, {"responsible": context.actor.login})
        return len(free)
