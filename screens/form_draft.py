"""Keeps what is typed into a form in the database, a moment after it was typed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from services.context import Context
from services.drafts import drop_draft, load_draft, save_draft


class FormDraft:
    """The draft of one form, under its `name`; writes come one after the other."""

    def __init__(self, context: Context, name: str) -> None:
        self._context = context
        self._lock = asyncio.Lock()
        self.name = name
        self.kept: Mapping[str, str] = {}

    def load(self) -> Mapping[str, str]:
        """Return what was kept, empty where nothing was."""
        self.kept = load_draft(self._context, self.name)
        return self.kept

    async def store(self, values: Mapping[str, str]) -> None:
        """Keep these values, or nothing for none, beside the screen. Raises UnusableFile."""
        async with self._lock:
            if values == self.kept:
                return
            if values:
                await asyncio.to_thread(save_draft, self._context, self.name, values)
            else:
                await asyncio.to_thread(drop_draft, self._context, self.name)
            self.kept = values

    def store_now(self, values: Mapping[str, str]) -> None:
        """Keep these values while the caller waits. Raises UnusableFile."""
        save_draft(self._context, self.name, values)
