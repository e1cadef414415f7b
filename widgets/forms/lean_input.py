"""An input of fixed width, whose letters cost no layout of the screen."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input

_EDITING = {
    key: binding.action
    for binding in Input.BINDINGS
    if isinstance(binding, Binding)
    for key in binding.key.split(",")
    if key != "enter"
}
"""What the keys do by which a text is edited."""


class LeanInput(Input):
    """A compact input of one line with a cursor that stands still.

    Textual's lays the whole screen out anew for each letter, in case its width follows the text.
    """

    virtual_size = Reactive(Size(0, 0), layout=False)

    def __init__(
        self, value: str = "", *, placeholder: str = "", select_on_focus: bool = False
    ) -> None:
        super().__init__(
            value, placeholder=placeholder, compact=True, select_on_focus=select_on_focus
        )
        self.cursor_blink = False

    keys_on_way = 0
    """How many keys it has still to read."""

    held: list[events.Key] | None = None
    """The keys that were not read since it was told to hold them; None where it reads its keys."""

    holds_behind: frozenset[str] = frozenset()
    """The keys that lead away from it: from the first of them on it holds what follows."""

    def post_message(self, message: Message) -> bool:
        """Take a message, such as a key."""
        is_taken = super().post_message(message)
        if is_taken and isinstance(message, events.Key):
            self.keys_on_way += 1
        return is_taken

    async def on_event(self, event: events.Event) -> None:
        """Read a key, or do what else there is to do."""
        if isinstance(event, events.Key):
            self.keys_on_way -= 1
            if self.held is not None:
                self.held.append(event)
                event.stop()
                return
            if event.key in self.holds_behind:
                self.held = []
        await super().on_event(event)

    async def on_key(self, event: events.Key) -> None:
        """Edit at once.

        Textual looks what an editing key does after all around the input has seen it, and in what
        has the focus then: typed in one go with a key that leads on, it would edit the next field.
        """
        action = _EDITING.get(event.key)
        # With nothing to delete, Backspace may mean something to a field around it.
        is_idle = event.key == "backspace" and not self.value
        if action is not None and not is_idle and await self.app.run_action(action, self):
            event.stop()
            event.prevent_default()

    def hand_on(self) -> None:
        """Let the keys that were held be read, by whatever reads keys by now."""
        held, self.held = self.held or [], None
        for key in held:
            self.app.post_message(events.Key(key.key, key.character))

    def update_node_styles(self, animate: bool = True) -> None:
        """Style the input once it is in the screen, not already while it is made."""
        if self.is_attached:
            super().update_node_styles(animate)
