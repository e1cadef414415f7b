"""The base of the widgets that show one calculation side by side."""

from __future__ import annotations

from widgets.grid.grid_messages import LinesChanged
from widgets.lists.line_view import LineView


class CalculationView(LineView):
    """Shows a calculation that is edited, as another widget `beside` it does.

    What is typed into one of them shows in both in the same frame. A message would reach the screen
    only after the frame of the widget that sends it, and the other would wait for the next one.
    """

    beside: CalculationView | None = None

    def show_figures(self) -> None:
        """Paint anew what has changed, such as nets; whatever is typed stays."""
        self.refresh_changed()

    def tell_changed(self, *, is_trial: bool = False) -> None:
        """Show a change, here and beside, and tell the screen; see `LinesChanged`."""
        self.show_figures()
        if self.beside is not None:
            self.beside.show_figures()
        self.post_message(LinesChanged(is_trial=is_trial))
