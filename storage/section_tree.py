"""Keeps which sections of the catalog are within which, at any depth (FEATURES CAT-02).

`section_within` has a row for each section and each one that it is in, itself among them. So what
is below a section is a range of an index, and whether a product is in it is one look. It follows
from `section.parent_id`: triggers keep it, by whatever way sections are added, moved or deleted.
"""

from __future__ import annotations

import sqlite3
from typing import Final

TABLE: Final = "section_within"

_ADDED: Final = (
    f"INSERT OR IGNORE INTO {TABLE}(section_id, above_id) SELECT b.id, a.id "
    "FROM (SELECT NEW.id AS id UNION SELECT x.section_id FROM section c "
    f"JOIN {TABLE} x ON x.above_id = c.id WHERE c.parent_id = NEW.id) b, "
    f"(SELECT NEW.id AS id UNION SELECT above_id FROM {TABLE} WHERE section_id = NEW.parent_id) a"
)
"""A section is within itself and those above, and so is what stands below it already."""

_BELOW: Final = f"(SELECT section_id FROM {TABLE} WHERE above_id = NEW.id)"

_TRIGGERS: Final = {
    "keep_added_section": f"AFTER INSERT ON section BEGIN {_ADDED}; END",
    "keep_moved_section": (
        "AFTER UPDATE OF parent_id ON section WHEN NEW.parent_id IS NOT OLD.parent_id BEGIN "
        f"DELETE FROM {TABLE} WHERE section_id IN {_BELOW} AND above_id NOT IN {_BELOW}; "
        f"INSERT OR IGNORE INTO {TABLE}(section_id, above_id) SELECT b.section_id, a.above_id "
        f"FROM {TABLE} b, {TABLE} a WHERE b.above_id = NEW.id AND a.section_id = NEW.parent_id; END"
    ),
    "keep_gone_section": (
        f"AFTER DELETE ON section BEGIN DELETE FROM {TABLE} WHERE section_id = OLD.id; "
        f"DELETE FROM {TABLE} WHERE above_id = OLD.id; END"
    ),
}

_RIGHT: Final = (
    "WITH RECURSIVE pair(section_id, above_id) AS (SELECT id, id FROM section UNION "
    "SELECT p.section_id, s.parent_id FROM pair p JOIN section s ON s.id = p.above_id "
    "WHERE s.parent_id IS NOT NULL) SELECT section_id, above_id FROM pair"
)
"""The rows that there should be, from the sections alone."""


def keep_section_tree(connection: sqlite3.Connection) -> None:
    """Make the triggers, and bring the table in step with the sections that are there."""
    connection.execute(f"DELETE FROM {TABLE}")
    connection.execute(f"INSERT INTO {TABLE}(section_id, above_id) {_RIGHT}")
    for name, body in _TRIGGERS.items():
        connection.execute(f"CREATE TRIGGER {name} {body}")


def is_in_step(connection: sqlite3.Connection) -> bool:
    """Say whether the table has exactly the rows that follow from the sections."""
    held = f"SELECT section_id, above_id FROM {TABLE}"
    right = f"SELECT * FROM ({_RIGHT})"
    for one, other in ((held, right), (right, held)):
        if connection.execute(f"{one} EXCEPT {other} LIMIT 1").fetchone():
            return False
    return True
