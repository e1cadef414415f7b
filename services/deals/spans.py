"""How long a deal was at each of its stages, from the log of changes (FEATURES HIST-02)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from domain.dictionaries import STAGES
from services.context import Context
from storage.reads.dictionary_values import read_label
from storage.reads.stage_moves import read_stage_moves

SHORTEST: Final = timedelta(minutes=1)
"""A stage that was left sooner was passed on the way to another one, or taken back."""


@dataclass(frozen=True, slots=True)
class StageSpan:
    """A deal was at a stage from `start` to `end`, None for the one at which it is now."""

    stage: UUID
    label: str
    start: datetime
    end: datetime | None

    def seconds(self, now: datetime) -> float:
        """Return how long that was, up to `now` for the present one."""
        return max(((self.end or now) - self.start).total_seconds(), 0)


def stage_spans(context: Context, deal: UUID) -> list[StageSpan]:
    """Return the stages at which a deal was, in order, the present one last."""
    connection = context.database.reader()
    moves = read_stage_moves(connection, deal)
    ends: list[datetime | None] = [*(move.at for move in moves[1:]), None]
    spans: list[StageSpan] = []
    for move, end in zip(moves, ends, strict=True):
        if end is not None and end - move.at < SHORTEST:
            continue
        start = move.at
        if spans and spans[-1].stage == move.stage:
            start = spans.pop().start
        label = read_label(connection, STAGES, move.stage.bytes)
        spans.append(StageSpan(move.stage, label, start, end))
    return spans
