"""The agenda counted beside other work is the one that is read at once."""

from __future__ import annotations

import sqlite3

import pytest

from services.agenda import Agenda, count_ahead
from services.context import Context
from services.seeding.seed import seed


def test_counting_ahead_gives_the_same_agenda(context: Context) -> None:
    seed(context, contacts=50, companies=10, deals=5, activities=300, seed=7)
    now = context.now()
    ahead, at_once = count_ahead(Agenda(context, now))(), Agenda(context, now)
    assert ahead.counts == at_once.counts
    assert sum(ahead.counts.values()) == 300
    assert ahead.after(None, 500) == at_once.after(None, 500)


def test_what_fails_while_counting_is_raised_where_the_agenda_is_asked_for(
    context: Context,
) -> None:
    context.database.reader().execute("DROP INDEX activity_agenda")
    context.database.reader().execute("ALTER TABLE activity RENAME TO gone")
    agenda = count_ahead(Agenda(context, context.now()))
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        agenda()
