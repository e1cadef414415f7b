"""Version 9: a use case that takes long is written in parts."""

from __future__ import annotations

from alembic import op


def upgrade() -> None:
    """Bring a file from version 8 to 9."""
    # A column with a foreign key is added in place: the log may have millions of rows.
    op.execute("ALTER TABLE change_unit ADD COLUMN part_of INTEGER REFERENCES change_unit (seq)")
    op.execute("CREATE INDEX change_unit_parts ON change_unit (part_of) WHERE part_of IS NOT NULL")
