"""Turns a filter that was typed into the condition that a list is read with."""

from __future__ import annotations

from collections.abc import Sequence

from domain.fields import Field
from domain.query.names import Option
from domain.query.widening import with_clients
from services.context import Context
from services.records.listing import read_query
from storage.reads.conditions import compile_query
from storage.reads.options import read_options
from storage.reads.sql import Condition as Condition


def query_condition(context: Context, kind: str, text: str) -> Condition | None:
    """Return the condition on records of a kind that `text` asks for, None for an empty text.

    Words, and the name of a client, find an activity with its clients and their companies.

    Raises QueryError, which is a BadInput with the place of the fault.
    """
    if not text.strip():
        return None
    query, fields = read_query(context, kind, text), context.database.fields
    return compile_query(with_clients(query, fields), fields, context.actor.user_id)


def field_options(context: Context, field: Field) -> Sequence[Option]:
    """Return the values that a field of type CHOICE, STAGE or USER is chosen from, in order."""
    return read_options(context.database.reader())(field)
