"""Tells a person what others have decided about their deals, while they work (FEATURES DEAL-20)."""

from __future__ import annotations

import asyncio
from typing import Any

from textual.app import App

from screens.interrupting import tell
from services.context import Context
from services.deals.decided import Decisions


class DecisionWatch:
    """Looks for decisions of others behind changes of deals."""

    def __init__(self, app: App[Any], context: Context) -> None:
        self._app = app
        self._decisions = Decisions(context)

    def look(self) -> None:
        """Say what has been decided since the last look, beside the screen."""
        self._app.run_worker(self._look(), group="decisions")

    async def _look(self) -> None:
        if said := await asyncio.to_thread(self._decisions.told):
            tell(self._app, said)
