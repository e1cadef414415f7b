"""Loads what writing needs while the person reads the first frame.

Loaded at once it would hold up keys for half a second, and in a thread it would make them stutter;
so one module is loaded at a time, with a pause for keys after each.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from textual.app import App

PAUSE_SECONDS = 0.03

MODULES = (
    "sqlalchemy.util",
    "sqlalchemy.sql.operators",
    "sqlalchemy.sql.visitors",
    "sqlalchemy.sql.elements",
    "sqlalchemy.sql.selectable",
    "sqlalchemy.engine",
    "sqlalchemy.orm.attributes",
    "sqlalchemy.orm",
    "sqlalchemy.dialects.sqlite",
    "pydantic_core",
    "pydantic.fields",
    "pydantic.main",
    "sqlmodel.main",
    "sqlmodel",
    "storage.tables.base",
    "storage.tables",
    "storage.unit",
    "storage.search",
    "phonenumbers",
    "services.records.coercion",
    "services.records.writing",
    "services.records.finding",
    "screens.form_dialog",
    "screens.activities.call_dialog",
    "screens.activities.finish_dialog",
    "screens.activities.plan_dialog",
)
"""Modules in the order in which they need each other, so that each step is short."""


def warm_up(app: App[None]) -> None:
    """Load the modules one by one on the event loop of `app`."""
    _next(app, iter(MODULES))


def _next(app: App[None], names: Iterator[str]) -> None:
    name = next(names, None)
    if name is not None and app.is_running:
        import_module(name)
        app.set_timer(PAUSE_SECONDS, lambda: _next(app, names))
