"""Drafts the next migration: `python -m storage.migrations.draft NAME`.

Compares the tables in the code with a database that has seen every migration so far, and writes
the difference as a module for a person to read and correct.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlmodel import SQLModel

import storage.tables
from storage.connection import connect
from storage.database import SCHEMA_VERSION
from storage.migrations.runner import migrate

assert storage.tables.MODELS

_HEAD = '''"""Version {version}: {name}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.tables.base import Amount, Day, Exact, Key, Moment


def upgrade() -> None:
    """Bring a file from version {previous} to {version}."""
'''


def draft(name: str) -> str:
    """Return the source of a migration from the newest version to the tables in the code."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        if SCHEMA_VERSION:
            migrate(path, SCHEMA_VERSION)
        engine = create_engine("sqlite://", creator=lambda: connect(path, create=True))
        with engine.connect() as bound:
            context = MigrationContext.configure(
                bound, opts={"render_item": _render_item, "include_name": _include_name}
            )
            script = produce_migrations(context, SQLModel.metadata)
            assert script.upgrade_ops is not None
            body = render_python_code(
                script.upgrade_ops,
                render_item=_render_item,
                migration_context=context,
                user_module_prefix="",
            )
        engine.dispose()
    body = re.sub(r",?\s*info=\{[^}]*\}", "", body)
    version = SCHEMA_VERSION + 1
    return _HEAD.format(version=version, previous=SCHEMA_VERSION, name=name) + "    " + body


def _render_item(kind: str, item: Any, context: AutogenContext) -> str | Literal[False]:
    if kind == "type" and type(item).__module__ == "storage.tables.base":
        return f"{type(item).__name__}()"
    if kind == "type" and type(item).__module__.startswith("sqlmodel"):
        return "sa.String()"
    return False


def _include_name(name: str | None, kind: str, parents: Any) -> bool:
    return not (kind == "table" and (name or "").startswith("search_fts"))


if __name__ == "__main__":
    version = SCHEMA_VERSION + 1
    target = Path(__file__).parent / "versions" / f"v{version:04}_{sys.argv[1]}.py"
    target.write_text(draft(sys.argv[1].replace("_", " ")), encoding="utf-8")
    print(target)
