"""Keeps what is typed into a form in the database, a moment after it was typed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from threading import Lock
from typing import ParamSpec, TypeVar
from uuid import NAMESPACE_OID, UUID, uuid5

from domain.errors import CrmError
from services.context import Context
from services.drafts import drop_draft, load_draft, save_draft

ResultT = TypeVar("ResultT")
AskedT = ParamSpec("AskedT")

FORGET_SECONDS = 0.5
"""How long a form that is saved waits, at most, until its draft is gone."""


def key_of_all(keys: Sequence[UUID]) -> UUID:
    """Return what the draft of a form about these records is kept under, whatever their order.

    That of a single record is its own key.
    """
    if len(keys) == 1:
        return keys[0]
    return uuid5(NAMESPACE_OID, " ".join(sorted(map(str, keys))))


class FormDraft:
    """The draft of one form, under its `name`; writes come one after the other."""

    def __init__(self, context: Context, name: str) -> None:
        self._context = context
        self._lock = asyncio.Lock()
        self._is_over = False
        self._ending = Lock()
        self._is_stored = self._is_left = False
        self.name = name
        self.kept: Mapping[str, str] = {}

    def load(self) -> Mapping[str, str]:
        """Return what was kept, empty where nothing was."""
        self.kept = load_draft(self._context, self.name)
        return self.kept

    async def store(self, values: Mapping[str, str]) -> None:
        """Keep these values, or nothing for none, beside the screen. Raises UnusableFile."""
        async with self._lock:
            if values != self.kept and not self._is_over:
                await asyncio.to_thread(self.write, values)
                self.kept = values

    def storing(self, use_case: Callable[[], ResultT]) -> Callable[[], ResultT]:
        """Return the use case that stores what is typed, for another thread.

        The draft goes with it where the program has left the form by then, which else forgets it.
        """

        def store() -> ResultT:
            result = use_case()
            with self._ending:
                self._is_stored = True
                if self._is_left:
                    self._write_if_possible({})
            return result

        return store

    def leave(self, values: Mapping[str, str] | None) -> None:
        """Know that the program ends with the form open; keep these values, if any, while it waits.

        What is stored by then, or will be, is not kept.
        """
        with self._ending:
            self._is_left = True
            if self._is_stored:
                self._write_if_possible({})
            elif values is not None:
                self._write_if_possible(values)

    def _write_if_possible(self, values: Mapping[str, str]) -> None:
        with suppress(CrmError):
            self.write(values)

    async def forget(self) -> None:
        """Forget the draft for good, without waiting long for a file that another program holds."""
        await asyncio.wait(
            {asyncio.create_task(self._finish_if_possible())}, timeout=FORGET_SECONDS
        )

    async def _finish_if_possible(self) -> None:
        with suppress(CrmError):
            await self.finish()

    async def finish(self) -> None:
        """Forget the draft for good: what was typed is saved. Raises UnusableFile."""
        async with self._lock:
            self._is_over = True
            if self.is_written():
                await asyncio.to_thread(self.write, {})

    def is_written(self) -> bool:
        """Say whether there is anything to forget: what was never written need not be."""
        return bool(self.kept)

    def write(self, values: Mapping[str, str]) -> None:
        """Keep these values, or forget the draft for none, while the caller waits.

        Raises UnusableFile.
        """
        if values:
            save_draft(self._context, self.name, values)
        else:
            drop_draft(self._context, self.name)


class LastingDraft(FormDraft):
    """The draft of a form whose result is carried out behind it, which may be ended or refused.

    `values` gives what is typed; `carried_out` forgets it.
    """

    def __init__(
        self, context: Context, name: str, values: Callable[[], Mapping[str, str]]
    ) -> None:
        super().__init__(context, name)
        self._values = values

    def storing(self, use_case: Callable[[], ResultT]) -> Callable[[], ResultT]:
        """Return the use case as it is: it only reads what is typed."""
        return use_case

    async def finish(self) -> None:
        """Keep what is typed. Raises UnusableFile."""
        await self.store(self._values())


def carried_out(
    context: Context, name: str, use_case: Callable[AskedT, ResultT]
) -> Callable[AskedT, ResultT]:
    """Return a use case behind which the draft `name` goes; it stays where that is not done."""

    def carry_out(*args: AskedT.args, **kwargs: AskedT.kwargs) -> ResultT:
        result = use_case(*args, **kwargs)
        with suppress(CrmError):  # it is done, whatever keeps the draft from going
            drop_draft(context, name)
        return result

    return carry_out
