"""Triggers that keep columns in step which follow from others, by whatever way these change."""

from __future__ import annotations

import sqlite3
from collections.abc import Container
from typing import Final

from storage.guards import TAKES_BACK
from storage.section_tree import TABLE, keep_section_tree

_STAGE_AT: Final = (
    "AFTER UPDATE OF stage_id ON deal WHEN NEW.stage_id IS NOT OLD.stage_id "
    f"AND NOT {TAKES_BACK} BEGIN UPDATE deal SET stage_at = "
    "(SELECT (clock >> 16) * 1000 FROM change_unit WHERE seq = crm_unit()) "
    "WHERE id = NEW.id; END"
)
"""A deal is at its new stage from now on; what takes that back brings the old moment along."""


def create_keepers(connection: sqlite3.Connection, tables: Container[str]) -> None:
    """Make the triggers in a file that has these tables; one of an older version lacks some.

    What they keep of sections is brought in step with these.
    """
    if "stage_task" in tables:
        connection.execute(f"CREATE TRIGGER keep_stage_at {_STAGE_AT}")
    if TABLE in tables:
        keep_section_tree(connection)
