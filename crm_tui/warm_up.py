"""Loads what is behind the first frame while the person reads it, and what writes once they type.

What writes is one package of a few hundred modules, which cannot be loaded in parts and takes more
memory than all areas together. So it comes when a form opens, while that is filled in; who only
looks never pays for it. It is loaded beside the screen, and the interpreter is told to hand over to
the screen at once when a key comes, instead of after the usual 5 ms for each step that a key takes.
That stays so: whatever is read or written beside the screen later, such as a draft, would else hold
up the keys typed meanwhile.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.database import Database

HAND_OVER_SECONDS = 0.0002
"""How long a thread may go on while another one waits for its turn."""

MODULES = (
    "services.clients",
    "domain.records.builtin_fields",
    "storage.reads.field_sql",
    "screens.calls.call_form",
    "screens.activities.finish_dialog",
    "screens.activities.activity_form",
    "screens.records.records_area",
    "screens.catalog.catalog_area",
    "screens.cards.record_card",
    "screens.feed.feed_area",
    "phonenumbers",
)
"""Modules in the order in which they are likely to be wanted."""

WRITING = ("sqlmodel", "storage.unit", "storage.search", "services.records.writing")
"""What the first write needs."""


def warm_up(then: Callable[[], object]) -> None:
    """Load the modules in a thread that does not outlive the program, then turn the collector on.

    `then` is called in that thread when all is loaded.
    """
    _load_beside(MODULES, then)


def warm_up_writing(database: Database) -> None:
    """Load what writes to a database, in a thread that does not outlive the program."""
    # The tables are mapped with the engine: else the first draft would take 40 ms for that.
    _load_beside(WRITING, lambda: database.engine)


def _load_beside(modules: Sequence[str], then: Callable[[], object]) -> None:
    Thread(target=_load, args=[modules, then], name="warm-up", daemon=True).start()


def _load(modules: Sequence[str], then: Callable[[], object]) -> None:
    sys.setswitchinterval(HAND_OVER_SECONDS)
    gc.disable()
    try:
        for name in modules:
            import_module(name)
        # The program may have ended meanwhile.
        with suppress(RuntimeError):
            then()
    finally:
        # What is loaded lives as long as the program, so the collector is never to look at it: a
        # single look would hold up the keys for 50 ms and more.
        gc.freeze()
        gc.enable()
