"""What is loaded behind the screen."""

from __future__ import annotations

import threading
from contextlib import closing

from crm_tui.warm_up import warm_up_writing
from services.context import Context
from storage.database import Database


def test_the_tables_are_mapped_before_the_first_write(context: Context) -> None:
    with closing(Database.open(context.database.path)) as database:
        assert "engine" not in vars(database)
        warm_up_writing(database)
        for thread in threading.enumerate():
            if thread.name == "warm-up":
                thread.join()
        assert "engine" in vars(database)
