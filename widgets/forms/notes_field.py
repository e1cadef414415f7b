"""A form field of several lines, for notes taken while somebody talks."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget
from textual.widgets import TextArea

from widgets.forms.form_field import FormField


class NotesArea(TextArea):
    """The area to type into."""

    def update_node_styles(self, animate: bool = True) -> None:
        """Style the area once it is in the screen, not already while it is made."""
        if self.is_attached:
            super().update_node_styles(animate)


class NotesField(FormField):
    """Notes of any length, wrapped to the width; Enter begins a new line.

    The field is `lines` high and scrolls within that height.
    """

    DEFAULT_CSS = """
    NotesField TextArea {
        width: 1fr; padding: 0; scrollbar-size-vertical: 1; background: $surface;
        &:focus { background: $boost; }
    }
    """

    def __init__(
        self, name: str, label: str, *, value: str = "", hint: str = "", lines: int = 5
    ) -> None:
        self._lines = lines
        super().__init__(name, label, value=value, hint=hint)

    def make_editor(self, value: str, hint: str) -> Widget:
        """Return the area to type into."""
        self.area = NotesArea(
            value,
            placeholder=Content(hint),
            compact=True,
            highlight_cursor_line=False,
        )
        self.area.cursor_blink = False
        self.area.styles.height = self._lines
        return self.area

    @property
    def text(self) -> str:
        """What stands in the field, with its line ends."""
        return self.area.text

    @text.setter
    def text(self, text: str) -> None:
        self.area.text = text
        self.area.move_cursor(self.area.document.end)

    def insert(self, text: str) -> None:
        """Type a text where the cursor is."""
        self.area.insert(text)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell the form."""
        event.stop()
        self.text_changed()
