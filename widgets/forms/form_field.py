"""One line of a form: a label, what is typed, and what the program makes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from domain.choosing import Choices, choose, code_of_digit, tell_apart
from domain.errors import BadInput
from domain.text import fold
from widgets.forms.lean_input import LeanInput
from widgets.lists.columns import packed

LEAST_NOTE = 24
"""Cells that the line under an input has at least: with fewer it begins further left."""

NARROW_INDENT = 2
"""Cells from the left at which it then begins."""


class FormField(Vertical):
    """A labelled input with a line under it, which says how the text is understood.

    `explain` turns what is typed into that line, and raises BadInput for what does not fit; the
    line then starts with `!`. While nothing is typed the line offers `choices`. `name` names the
    value in the form.
    """

    DEFAULT_CSS = """
    FormField {
        height: auto;
        color: $text-muted;
        & Input { width: 1fr; }
        & .form-field--note { height: auto; color: $text-muted; display: none; }
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

    brings_fields = False
    """Whether what stands in it tells which other fields there are."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        value: str = "",
        hint: str = "",
        choices: Sequence[str] = (),
        explain: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(name=name, id=f"field-{name}")
        self._blank = value
        self._hint = hint
        self._choices = choices
        self._explain = explain
        self._is_wrong = False
        self._wrong_text = ""
        """What stood in the field when it was said to be wrong."""
        self._noted = ("", False)
        self._label = Content(label)
        self.editor = self.make_editor(value, hint)
        """What is typed into; it takes the focus for the field."""
        self._note: Static | None = None
        self._indent = 0
        self.label_cells = cell_len(label)
        """How wide the label is."""
        self.indent(self.label_cells + 2)

    def make_editor(self, value: str, hint: str) -> Widget:
        """Return the widget to type into, holding `value`."""
        # What the program has filled in gives way to what is typed.
        self.input = LeanInput(value, placeholder=hint, select_on_focus=bool(value))
        return self.input

    def indent(self, cells: int) -> None:
        """Begin the input, and what stands under it, so many cells from the left."""
        self._indent = cells
        self.editor.styles.margin = (0, 0, 0, cells)
        self._indent_note()

    def _indent_note(self) -> None:
        """Begin the line under the input where there is room for it."""
        if self._note is not None and self._note.styles.padding.left != self._left:
            self._note.styles.padding = (0, 0, 0, self._left)

    @property
    def _left(self) -> int:
        """Where the line under the input begins: as that does, if there is room enough behind."""
        is_narrow = 0 < self.size.width < self._indent + LEAST_NOTE
        return min(NARROW_INDENT, self._indent) if is_narrow else self._indent

    def render(self) -> Content:
        """Return the label: it stands on the ground of the field, beside the input."""
        return self._label

    def compose(self) -> ComposeResult:
        """Lay out the input, and the line under it where there is one already."""
        yield self.editor
        if self._note is not None:
            yield self._note

    def on_mount(self) -> None:
        """Explain the value that the field was made with."""
        self._show_explanation(self.value)

    def on_resize(self) -> None:
        """Lay out the choices for the new width, and keep in view what stands under the cursor."""
        if self.editor.has_focus:
            self.scroll_visible(animate=False)
        self._indent_note()
        if self._choices and not self.value:
            if self._is_wrong:
                self._lay_out_note()
            else:
                self._show_explanation("")

    @property
    def text(self) -> str:
        """What stands in the field, as it is typed."""
        return self.input.value

    @text.setter
    def text(self, text: str) -> None:
        self.input.value = text

    @property
    def value(self) -> str:
        """What is typed, without blanks at the ends."""
        return self.text.strip()

    @value.setter
    def value(self, text: str) -> None:
        self.text = text

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in the field, and nothing was taken there."""
        return not self.value

    def insert(self, text: str) -> None:
        """Type a text where the cursor is."""
        self.input.insert_text_at_cursor(text)

    def clear(self) -> None:
        """Go back to the value that the field was made with."""
        self.value = self._blank

    def draft(self) -> dict[str, str]:
        """Return what a draft keeps of the field."""
        return {self.name or "": self.value}

    def blank_draft(self) -> dict[str, str]:
        """Return what a draft would keep of the field with nothing typed in it."""
        return self.draft() | {self.name or "": self._blank}

    def restore(self, draft: Mapping[str, str]) -> None:
        """Bring back what a draft has kept."""
        self.value = draft.get(self.name or "", self.value)

    @property
    def is_refused(self) -> bool:
        """Whether what stands in the field is said to be wrong: word of it may come after that."""
        return self._is_wrong and self.text == self._wrong_text

    def note(self, text: str, *, is_wrong: bool = False) -> None:
        """Show a line under the input, or none for an empty text.

        Under one that says what is wrong with an empty field, the choices stay in view.
        """
        self._wrong_text = self.text if is_wrong else ""
        if (text, is_wrong) == self._noted:
            return  # to be laid out anew costs more than anything else a key does
        self._noted = (text, is_wrong)
        self._is_wrong = is_wrong
        if self._note is None:
            # Most fields never have one, and each widget takes its time to be laid out.
            self._note = Static(classes="form-field--note", markup=False)
            self._indent_note()
            if self.editor.is_attached:
                self.mount(self._note, after=self.editor)
        self._note.set_class(bool(text), "-shown")
        self._note.set_class(is_wrong, "-wrong")
        self._lay_out_note()

    def _lay_out_note(self) -> None:
        """Put what is noted on lines, with the choices for an empty field where it is wrong."""
        text, is_wrong = self._noted
        offered = packed(self._choices, self._cells_below) if is_wrong and self.is_blank else []
        if self._note is not None:
            self._note.update("\n".join([f"! {text}" if is_wrong else text, *offered]))

    def show_choices(self) -> None:
        """Show the choices though something stands in the field, until something is typed."""
        self.note("\n".join(packed(self._choices, self._cells_below)))

    @property
    def _cells_below(self) -> int:
        """The cells that there are for what stands under the input."""
        return max(0, self.size.width - self._left)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Explain what is typed, and tell the form."""
        event.stop()
        self.text_changed()

    def text_changed(self) -> None:
        """Explain what stands in the field now, and tell the form."""
        if not self.is_refused:
            self._show_explanation(self.text.strip())
        self.post_message(self.Changed(self, self.text))

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Say what is wrong with a text once it is typed to its end."""
        event.stop()
        if self._explain is not None:
            self._show_explanation(self.text.strip())

    def explain_again(self) -> None:
        """Say how the text is understood, where that has come to depend on something else."""
        if self._explain is not None and self.value and not self._is_wrong:
            self._show_explanation(self.text.strip())

    def _show_explanation(self, text: str) -> None:
        if not text:
            self.note("\n".join(packed(self._choices, self._cells_below)))
        elif self._explain is None:
            if self._is_wrong:
                self.note("")
        else:
            try:
                self.note(self._explain(text))
            except BadInput as error:
                is_typing = self.editor.has_focus and not self._is_wrong
                self.note("" if is_typing else str(error), is_wrong=not is_typing)


class ChoiceField(FormField):
    """A form field that takes one of a few choices, by its digit, its name or the beginning of one.

    `choices` are codes with their labels; labels are shown, each with its digit, those after the
    ninth without, and the code is what `chosen` returns. `value` is the code of the choice that
    stands there at first. A digit becomes the choice that it stands for when the field is left.
    `explain` says what another text means, by default the name of the choice. Where one
    `is_needed`, an empty field is refused.
    """

    def __init__(
        self,
        name: str,
        label: str,
        choices: Choices | None = None,
        *,
        value: str = "",
        is_needed: bool = False,
        explain: Callable[[str], str] | None = None,
    ) -> None:
        self._offered = tell_apart(choices or {})
        self._is_needed = is_needed
        self._explain_text = explain or self._explain_label
        super().__init__(
            name,
            label,
            value=self._offered.get(value, value),
            choices=_numbered(self._offered),
            explain=self._explained,
        )
        self.input.select_on_focus = True

    def offer(self, choices: Choices) -> None:
        """Offer other choices; what is typed stays."""
        self._offered = tell_apart(choices)
        self._choices = _numbered(self._offered)
        self._show_explanation(self.text.strip())

    def choose(self, code: str) -> None:
        """Put in the choice with this code."""
        self.text = self._offered.get(code, code)

    def chosen(self) -> str:
        """Return the code of the choice, "" where the field is empty.

        Raises BadInput, naming the choices, for a text that means none or several of them.
        """
        text = self.text.strip()
        return choose(self._offered, text, self.name) if text or self._is_needed else ""

    @property
    def value(self) -> str:
        """What is typed, or the label of the choice whose digit it is."""
        return self._of_digit(self.text.strip()) or self.text.strip()

    @value.setter
    def value(self, text: str) -> None:
        self.text = text

    def _of_digit(self, typed: str) -> str:
        return self._offered.get(code_of_digit(self._offered, typed), "")

    def _explain_label(self, typed: str) -> str:
        label = self._offered[choose(self._offered, typed, self.name)]
        return "" if fold(label) == fold(typed) else f"= {label}"

    def _explained(self, typed: str) -> str:
        label = self._of_digit(typed)
        return f"= {label}" if label else self._explain_text(typed)

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Show the choice in place of its digit."""
        if label := self._of_digit(self.text.strip()):
            self.text = label


def _numbered(choices: Choices) -> list[str]:
    labels = enumerate(choices.values(), 1)
    return [f"{place} {label}" if place < 10 else label for place, label in labels]
