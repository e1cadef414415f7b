"""Calls that a telephone exchange announces: they pop up as a form, or fold where one types
(FEATURES TEL-02)."""

from __future__ import annotations

import asyncio
from typing import Any

from textual.app import App

from domain.errors import CrmError
from domain.i18n import _, ngettext
from screens.calls.call_desk import CallDesk
from screens.interrupting import aside, may_interrupt, tell
from services.context import Context
from services.ringing import clear_missed_rings, missed_rings, take_ring, waiting_rings


class RingWatch:
    """Turns each ringing call into a call in progress, once."""

    def __init__(self, app: App[Any], context: Context, calls: CallDesk) -> None:
        self._app = app
        self._context = context
        self._calls = calls

    def look(self) -> None:
        """Take the calls that ring: open the form, or fold the call while something is typed."""
        self._app.run_worker(self._look(), group="rings")

    async def _look(self) -> None:
        context = self._context
        for ring in await asyncio.to_thread(waiting_rings, context, context.now()):
            try:
                if not await asyncio.to_thread(take_ring, context, ring.key):
                    continue  # another program of this person was faster
            except CrmError as error:
                tell(self._app, str(error), "error")
                continue
            client = ring.clients[0] if len(ring.clients) == 1 else None
            may = may_interrupt(self._app)
            self._app.bell()
            self._calls.start(
                client, direction="incoming", typed=ring.phone, is_folded=not may, rings=True
            )
            if not may:
                who = client.title if client else ring.phone
                tell(self._app, _("{who} calls. {key} answers.").format(who=who, key=self._key()))

    def _key(self) -> str:
        """Return the key that leads to the call from where one is."""
        from screens.calls.call_form import CallForm

        return "F2" if isinstance(self._app.screen, CallForm) else "^L"

    def tell_missed(self) -> None:
        """Say which calls rang while the program was not running."""
        missed = missed_rings(self._context)
        if missed:
            names = ", ".join(r.clients[0].title if r.clients else r.phone for r in missed[:5])
            count = len(missed)
            tell(
                self._app,
                ngettext("{count} missed call: {who}", "{count} missed calls: {who}", count).format(
                    count=count, who=names
                ),
            )
            aside(self._app, lambda: clear_missed_rings(self._context))
