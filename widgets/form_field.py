"""One line of a form: a label, what is typed, and what the program makes of it."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from domain.errors import BadInput


class FormField(Vertical):
    """A labelled input with a line under it, which says how the text is understood.

    `explain` turns what is typed into that line, and raises BadInput for what does not fit; the
    line then starts with `!`. `name` names the value in the form.
    """

    DEFAULT_CSS = """
    FormField {
        height: auto;
        & > Horizontal { height: 1; }
        & .form-field--label { width: 12; color: $text-muted; }
        & Input { width: 1fr; }
        & .form-field--note { height: auto; padding-left: 12; color: $text-muted; display: none; }
        & .form-field--note.-shown { display: block; }
        & .form-field--note.-wrong { color: $text-error; }
    }
    """

    class Changed(Message):
        """What is typed in the field has changed."""

        def __init__(self, field: FormField, value: str) -> None:
            super().__init__()
            self.field = field
            self.value = value

    def __init__(
        self,
        name: str,
        label: str,
        *,
        value: str = "",
        hint: str = "",
        explain: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(name=name, id=f"field-{name}")
        self._label = label
        self._explain = explain
        self.input = Input(value, placeholder=hint, compact=True, select_on_focus=False)
        self.input.cursor_blink = False
        self._note = Static(classes="form-field--note", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out the label, the input and the line under them."""
        with Horizontal():
            yield Static(self._label, classes="form-field--label", markup=False)
            yield self.input
        yield self._note

    def on_mount(self) -> None:
        """Explain the value that the field was made with."""
        self._show_explanation(self.value)

    @property
    def value(self) -> str:
        """What is typed, without blanks at the ends."""
        return self.input.value.strip()

    @value.setter
    def value(self, text: str) -> None:
        self.input.value = text

    def note(self, text: str, *, is_wrong: bool = False) -> None:
        """Show a line under the input, or none for an empty text."""
        self._note.update(f"! {text}" if is_wrong else text)
        self._note.set_class(bool(text), "-shown")
        self._note.set_class(is_wrong, "-wrong")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Explain what is typed, and tell the form."""
        event.stop()
        self._show_explanation(event.value.strip())
        self.post_message(self.Changed(self, event.value))

    def _show_explanation(self, text: str) -> None:
        if self._explain is None:
            return
        if not text:
            self.note("")
            return
        try:
            self.note(self._explain(text))
        except BadInput as error:
            self.note(str(error), is_wrong=True)
