"""Outcomes: how a call or meeting ended, from the dictionary `outcome`."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from uuid import UUID

from domain.choosing import named
from domain.errors import BadInput
from domain.i18n import _
from storage.reads.dictionary_values import read_choices

REACHED = "reached"
"""The meaning of an outcome after which a call needs no further attempt."""

CALL_BACK = "call_back"
"""The code of the outcome that asks for another call, whatever it is called."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A value of the dictionary of outcomes."""

    id: UUID
    code: str
    label: str
    meaning: str


def list_outcomes(connection: sqlite3.Connection) -> list[Outcome]:
    """Return the outcomes in use, in their order."""
    return [
        Outcome(
            UUID(bytes=value.id),
            value.code,
            value.shown_in("outcome"),
            value.meaning,
        )
        for value in read_choices(connection, "outcome")
        if value.is_active
    ]


def find_outcome(connection: sqlite3.Connection, text: str) -> Outcome:
    """Return the outcome with this code or label, or the only one that begins so.

    Raises BadInput with the outcomes that there are.
    """
    outcomes = list_outcomes(connection)
    found = named(((outcome, (outcome.code, outcome.label)) for outcome in outcomes), text)
    if len(found) == 1:
        return found[0]
    raise BadInput(
        _("There is no outcome “{text}”. Use one of: {outcomes}.").format(
            text=text, outcomes=", ".join(o.code for o in outcomes)
        ),
        "outcome",
    )
