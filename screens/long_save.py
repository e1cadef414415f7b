"""What takes long in a dialog: it tells how far it is, and Escape ends it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from threading import Event
from typing import TypeVar

from textual.message_pump import MessagePump

from domain.i18n import _
from domain.text import spaced
from screens.form_dialog import FormDialog

ResultT = TypeVar("ResultT")


class LongWork(MessagePump):
    """Mixed in behind a dialog: its use case asks `is_ended`, and raises Cancelled once it is."""

    say: Callable[[str], None]
    """Shows a sentence: that of the dialog."""

    @cached_property
    def _ending(self) -> Event:
        return Event()

    def on_unmount(self) -> None:
        """End the work where the program ends."""
        self._ending.set()

    def is_ended(self) -> bool:
        """Say whether the person has ended the work."""
        return self._ending.is_set()

    def begin_long(self) -> None:
        """Begin what may take long."""
        self._ending.clear()

    def end_long(self) -> None:
        """End it, as soon as its use case asks."""
        self._ending.set()
        self.say(_("Ending …"))

    def tell(self, said: str) -> None:
        """Say how far it is, from the thread that works."""
        if not self._ending.is_set():
            self.app.call_from_thread(self.say, said)

    def tell_read(self, count: int) -> None:
        """Say now and then how much of a file is read, from the thread that works."""
        if count % 100 == 0:
            self.tell(said_of_reading(count))


class LongSave(FormDialog[ResultT], LongWork):
    """A form whose saving may take long."""

    def tell_of_saving(self) -> None:
        """Say nothing of it: the use case tells how far it is."""

    def action_leave(self) -> None:
        """End the saving; where nothing is being saved, leave."""
        if self._is_saving:
            self.end_long()
        else:
            super().action_leave()


def said_of_reading(count: int) -> str:
    """Return a sentence on how much is read of a file whose reading Escape ends."""
    return _("{count} read. Esc ends it.").format(count=spaced(count))
