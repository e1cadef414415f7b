"""The counters beside the sections: how many activities wait (FEATURES ACT-18, exam A3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from domain.agenda import Group, spans
from services.context import Context
from services.settings import COUNTERS, get_setting
from storage.reads.counters import count_activities

COUNTED_KINDS = ("lead", "deal", "contact", "company")
"""Kinds of records that have a counter; "" counts all activities, tied to a record or not."""

_LAST_COUNTED = {"overdue": Group.OVERDUE, "today": Group.TODAY}
"""The last group of the agenda that is counted by each setting that does not count all."""


def counted_groups(context: Context) -> tuple[Group, ...]:
    """Return the groups of the agenda that the setting `COUNTERS` counts."""
    last = _LAST_COUNTED.get(get_setting(context, COUNTERS), Group.NO_DATE)
    return tuple(group for group in Group if group <= last)


def activity_counts(context: Context, now: datetime) -> Mapping[str, int]:
    """Return how many open activities of the acting person concern records of each kind.

    An activity counts once for a kind, however many such records it concerns. The setting
    `COUNTERS` says which are counted at the local moment `now`: the overdue ones, those and
    what is due today, or all.
    """
    last = _LAST_COUNTED.get(get_setting(context, COUNTERS))
    counts = count_activities(
        context.database.reader(),
        context.actor.user_id,
        None if last is None else spans(now)[last],
    )
    return {kind: counts.get(kind, 0) for kind in ("", *COUNTED_KINDS)}
