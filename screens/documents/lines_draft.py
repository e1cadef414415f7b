"""The draft of an editor of lines: what it shows, and what was stored when it was begun."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from domain.calculation.kept import Kept, kept_in, kept_text
from domain.errors import BadInput


class LinesDraft(NamedTuple):
    """Lines as they were made to be, and as they were `shown` before."""

    mine: Kept
    shown: Kept


def draft_text(draft: LinesDraft) -> Mapping[str, str]:
    """Return a draft as it is kept."""
    return {"mine": kept_text(draft.mine), "shown": kept_text(draft.shown)}


def draft_in(kept: Mapping[str, str]) -> LinesDraft | None:
    """Return the draft that was kept, None where there is none, or another version kept it."""
    try:
        return LinesDraft(kept_in(kept["mine"]), kept_in(kept["shown"]))
    except (KeyError, TypeError, ValueError, BadInput):
        return None
