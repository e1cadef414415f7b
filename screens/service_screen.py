"""What screens share: use cases run beside the screen, and widgets are styled once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakSet

from textual import on, work
from textual.events import ScreenResume
from textual.message import Message
from textual.message_pump import MessagePump
from textual.messages import Prune
from textual.screen import Screen, ScreenResultType
from textual.worker import Worker, WorkerError

from domain.errors import Cancelled, Conflict, CrmError
from domain.i18n import _
from screens.program import Program, program_of
from services.context import Context

if TYPE_CHECKING:
    from textual.dom import DOMNode as _Node
else:
    # Textual takes the style sheet of a class from the first of its bases that is a node.
    _Node = MessagePump

ResultT = TypeVar("ResultT")

KEYS_WAIT_SECONDS = 1.0
"""How long keys wait, at most, for what the key before them has begun."""


class Turns(asyncio.Lock):
    """Held by the use case that runs, while the others wait: an undo finds what is to be undone.

    `long_changes` tells how many changes of many records run or wait.
    """

    def __init__(self) -> None:
        super().__init__()
        self.long_changes = 0
        self._endings: WeakSet[Event] = WeakSet()

    def ending(self) -> Event:
        """Return what ends a long use case, whether it runs or waits, once it is set."""
        made = Event()
        self._endings.add(made)
        return made

    def end(self) -> None:
        """End the long use case that runs, and those that wait behind it."""
        for ending in self._endings:
            ending.set()


class StyledOnce(MessagePump):
    """Mixed in before a screen class: the screen is styled once as it opens.

    Textual styles each widget when it is made, all of them again when their screen comes into view,
    and again when the first layout has given the screen the class of its width. Each time it looks
    through all rules of all style sheets, for a form some fifty times.
    """

    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None
    _classes: set[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        width, widths = self.app.size.width, self.HORIZONTAL_BREAKPOINTS or ()
        self._classes.update([name for least, name in widths if width >= least][-1:])
        self._theme = self.app.theme
        # Else Textual reads all style sheets anew for the first screen of an area.
        self._css_update_count = self.app._css_update_count

    def post_message(self, message: Message) -> bool:
        """Take a message; one that the screen comes into view tells whether to style it."""
        if isinstance(message, ScreenResume):
            message.refresh_styles = self._theme != self.app.theme
            self._theme = self.app.theme
        return super().post_message(message)


class WorksWhileThere(_Node):
    """Mixed in before a screen class: what works beside the screen ends before its widgets go.

    So no worker has to ask after an `await` whether there still is a screen to show in. Textual
    ends them when the widgets are gone, and lets a timer begin others until then.
    """

    _is_going = False

    @on(Prune)
    async def end_workers(self) -> None:
        """End what works beside the screen, and beside what is in it: the screen is to go."""
        await asyncio.sleep(0)  # a use case that was just asked for is begun, and so is stored
        for worker in [*self.app.workers]:
            if self in worker.node.ancestors_with_self:
                worker.cancel()
        self._is_going = True

    def run_worker(self, *work: Any, **options: Any) -> Worker[Any]:
        """Begin to work beside the screen, unless it is to go."""
        worker = super().run_worker(*work, **options)
        if self._is_going:
            worker.cancel()
        return worker


class ServiceScreen(WorksWhileThere, StyledOnce, Screen[ScreenResultType]):
    """A screen that runs use cases. Subclasses give `say`."""

    _refusal = ""
    """What was said when a step could not be taken back last."""

    @property
    def context(self) -> Context:
        """The person at work and the database."""
        return program_of(self).context

    def say(self, sentence: str, severity: str = "information") -> None:
        """Show a sentence where the screen has a line for it."""
        raise NotImplementedError

    def still_says(self, sentence: str) -> bool:
        """Return whether an error is still in view: no other key has come since."""
        return False

    @work(group="service")
    async def perform(
        self,
        service: Callable[[], ResultT],
        then: Callable[[ResultT], None] | None = None,
        *,
        at_once: bool = False,
    ) -> None:
        """Run a use case beside the screen, once those before have ended, or `at_once`.

        `then` gets its result, `say` its errors.
        """
        try:
            running = asyncio.to_thread(service) if at_once else self.in_its_turn(service)
            result = await running
        except Cancelled as error:
            if sentence := str(error):
                self.say(sentence)
        except CrmError as error:
            self.say(str(error), "error")
        else:
            if then is not None:
                then(result)
        program_of(self).notice_changes()

    async def perform_first(
        self, service: Callable[[], ResultT], then: Callable[[ResultT], None]
    ) -> None:
        """Run what only looks, as `perform` does; keys behind it wait, for they mean its result.

        They wait for KEYS_WAIT_SECONDS, so that none is stuck behind what takes long. It does not
        wait for a change of many records itself.
        """
        at_once = program_of(self).turns.long_changes > 0
        ended = asyncio.create_task(_end_of(self.perform(service, then, at_once=at_once)))
        await asyncio.wait({ended}, timeout=KEYS_WAIT_SECONDS)

    async def in_its_turn(self, service: Callable[[], ResultT]) -> ResultT:
        """Run a use case beside the screen once those before have ended, and return its result.

        It is not given up where the screen goes away meanwhile. Whatever writes is run so, for
        undo takes back what was asked for last.
        """
        program = program_of(self)
        running = asyncio.create_task(_in_turn(program.turns, service))
        running.add_done_callback(partial(_take_note, program))
        return await asyncio.shield(running)

    def read(self, service: Callable[[], ResultT]) -> ResultT | None:
        """Return what a short look into the database gives; say why there is nothing, as None.

        It happens at once, so that keys typed ahead find what opens with it.
        """
        try:
            return service()
        except CrmError as error:
            self.say(str(error), "error")
            return None

    def action_undo(self) -> None:
        """Undo the last use case of the person."""
        self.take_back()

    def take_back(self) -> Worker[None]:
        """Undo the last use case of the person beside the screen; return what does so."""
        # Loaded with the first step that is taken back, behind the first frame.
        from screens.long_step import LongStep
        from services.undo import undo

        long_step = LongStep(self, _("Taking it back: {share} %. Esc ends it."))
        context, refusal = self.context, self._refusal
        pass_over = bool(refusal) and self.still_says(refusal)
        self._refusal = ""

        def take() -> str:
            try:
                return long_step.run(partial(undo, context, pass_over=pass_over))
            except Conflict as error:
                if pass_over:
                    raise
                hint = _("u again takes back the newest step that can be taken back.")
                self._refusal = f"{error} {hint}"
                raise Conflict(self._refusal) from error

        return self.perform(take, self.undone)

    def undone(self, what: str) -> None:
        """Say what was taken back."""
        self.say(_("Undone: {what}.").format(what=what))

    def action_redo(self) -> None:
        """Redo what was undone last."""
        from screens.long_step import LongStep
        from services.undo import redo

        take = partial(redo, self.context)
        long_step = LongStep(self, _("Doing it again: {share} %. Esc ends it."))
        self.perform(
            lambda: long_step.run(take),
            lambda what: self.say(_("Done again: {what}.").format(what=what)),
        )


async def _end_of(worker: Worker[None]) -> None:
    with suppress(WorkerError):
        await worker.wait()


def _take_note(program: Program, ended: asyncio.Task[Any]) -> None:
    """Keep for the terminal why a use case failed of which no screen tells any more."""
    error = None if ended.cancelled() else ended.exception()
    if isinstance(error, CrmError) and not program.is_running:
        program.said_at_end = str(error)


async def _in_turn(turns: asyncio.Lock, service: Callable[[], ResultT]) -> ResultT:
    async with turns:
        return await asyncio.to_thread(service)
