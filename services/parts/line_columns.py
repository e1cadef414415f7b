"""The columns of the editor of lines that a person has chosen for a kind of document."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from domain.calculation.lines import Cell
from services.context import Context
from services.settings import read_own_setting, write_setting

_SETTING = "hidden_line_columns."
"""How the setting begins that holds the columns that are hidden; the kind follows."""


def line_columns(context: Context, kind: str) -> Sequence[Cell]:
    """Return the columns that the acting person sees of lines of a kind: all, until they choose."""
    reader, user = context.database.reader(), context.actor.user_id
    hidden = read_own_setting(reader, _SETTING + kind, user) or ()
    return [cell for cell in Cell if cell not in hidden]


def choose_line_columns(context: Context, kind: str, columns: Collection[Cell]) -> None:
    """Let the acting person see these columns of lines of a kind; that of the item is always there.

    What is kept is what is hidden, so that a column which comes later is seen.
    """
    hidden = [cell.value for cell in Cell if cell not in columns and cell is not Cell.NAME]
    with context.database.write(context.actor, "change_setting") as unit:
        user = context.actor.user_id.bytes
        write_setting(unit.connection, _SETTING + kind, hidden or None, user)
