"""Kinds of activities and how they are called (FEATURES ACT-01)."""

from __future__ import annotations

from domain.i18n import N_, _

ACTIVITY_KINDS: dict[str, str] = {
    "call": N_("call"),
    "meeting": N_("meeting"),
    "letter": N_("letter"),
    "task": N_("task"),
    "event": N_("event"),
}
"""The word for each kind of activity, as a message id."""

EVENT = "event"
"""The kind of what happened other than by call or meeting: read and deleted, never changed."""

LAID_KINDS = ("call", "meeting", "letter", "task")
"""Kinds of activities that can be laid on many; an event is what has happened already."""

DIRECTIONS: dict[str, str] = {"incoming": N_("incoming"), "outgoing": N_("outgoing")}
"""Who called or wrote to whom: the client (incoming) or we."""


TAKES_PART, CO_EXECUTOR, OBSERVER = "", "co_executor", "observer"
ROLES: dict[str, str] = {
    TAKES_PART: N_("Participants"),
    CO_EXECUTOR: N_("Co-executors"),
    OBSERVER: N_("Observers"),
}
"""What people have to do with an activity (FEATURES MEET-01, TASK-03), as message ids."""

MOST_PLANNED_MINUTES = 30 * 24 * 60
"""The length of the longest call or meeting that may be planned: a month."""


def fixed_event_sentence() -> str:
    """Say that an event stays as it was written down (FEATURES HIST-03)."""
    return _("An event stays as it was written down: delete it, or add another one with v.")


def finished_event_sentence() -> str:
    """Say that an event has happened: there is nothing to be finished or put off."""
    return _("An event has happened already: there is nothing to be finished or put off.")


def kind_label(code: str) -> str:
    """Return the word for a kind of activity in the interface language."""
    return _(ACTIVITY_KINDS.get(code, code))
