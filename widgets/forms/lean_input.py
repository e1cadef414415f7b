"""An input of fixed width, whose letters cost no layout of the screen."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


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

    def update_node_styles(self, animate: bool = True) -> None:
        """Style the input once it is in the screen, not already while it is made."""
        if self.is_attached:
            super().update_node_styles(animate)
