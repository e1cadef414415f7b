"""When a deal came to its stages, as the log knows it (FEATURES HIST-02)."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from storage.values import moment_in


class StageMove(NamedTuple):
    """A deal came to a stage at a moment of UTC; the key may be that of one that is gone."""

    at: datetime
    stage: UUID


def read_stage_moves(connection: sqlite3.Connection, deal: UUID) -> list[StageMove]:
    """Return the stages to which a deal came, the first at its beginning, in their order.

    What was written without a log, such as a made-up base, counts from when the deal was added.
    """
    row = connection.execute(
        "SELECT created_at, stage_at, stage_id FROM deal WHERE id = ?", (deal.bytes,)
    ).fetchone()
    if row is None or row[2] is None:
        return []
    created, since, present = row
    left = connection.execute(
        "SELECT (u.clock >> 16) * 1000, json_extract(c.old, '$.stage_id') FROM change c "
        "JOIN change_unit u ON u.seq = c.unit WHERE c.record = ? AND c.kind = 'deal' "
        "AND c.op = 'U' AND json_extract(c.old, '$.stage_id') IS NOT NULL ORDER BY c.seq",
        (deal.bytes,),
    ).fetchall()
    moves, at = [], created
    for until, stage in left:
        moves.append(StageMove(moment_in(at), UUID(hex=stage)))
        at = until
    return [*moves, StageMove(moment_in(at if left else since or created), UUID(bytes=present))]
