"""Asks what is to stay where two people have changed the same fields of a record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from domain.i18n import _
from domain.records.values import Value
from domain.text import one_line
from screens.actions import CLASH, bindings_of
from screens.program import program_of, with_keys
from services.records.beside_others import Clash
from services.records.showing import show_value

MOST_TEXT = 300
"""Characters of a long text that are shown."""


class ClashDialog(ModalScreen[frozenset[str] | None]):
    """Returns the names of the fields in which the person's own value is to stay.

    It closes with the last answer; None means that nothing is to be saved yet.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(CLASH)]
    DEFAULT_CSS = """
    ClashDialog {
        align: center middle;
        & > Vertical { width: 76; max-width: 100%; height: auto; max-height: 95%; padding: 1 2;
            background: $surface; }
        & .clash--title { text-style: bold; height: auto; margin-bottom: 1; }
        & VerticalScroll { height: auto; max-height: 70vh; scrollbar-size-vertical: 1; }
        & .clash--field { height: auto; margin-bottom: 1; }
        & .clash--name { height: auto; color: $text-muted; }
        & .clash--field.-current .clash--name { color: $text-accent; text-style: bold; }
        & .clash--value { height: auto; padding-left: 2; }
        & .clash--keys { color: $text-muted; height: auto; }
    }
    """

    def __init__(self, clashes: Sequence[Clash]) -> None:
        super().__init__()
        self._clashes = clashes
        self._answers: dict[str, bool] = {}
        self._place = 0

    def compose(self) -> ComposeResult:
        """Lay out the question, each field with both values, and the keys."""
        with Vertical():
            question = _("Somebody else has changed this meanwhile, too. What is to stay?")
            yield Static(question, classes="clash--title", markup=False)
            with VerticalScroll(can_focus=False):
                for _clash in self._clashes:
                    with Vertical(classes="clash--field"):
                        yield Static(classes="clash--name", markup=False)
                        yield Static(classes="clash--value", markup=False)
                        yield Static(classes="clash--value", markup=False)
            yield Static(self._keys_text(), classes="clash--keys", markup=False)

    def _keys_text(self) -> str:
        return with_keys(
            self,
            _(
                "{mine} mine   {theirs} theirs   {all_mine} all mine   {all_theirs} all theirs   "
                "{up} {down} field   {back} to the form"
            ),
            mine="clash.mine",
            theirs="clash.theirs",
            all_mine="clash.all_mine",
            all_theirs="clash.all_theirs",
            up="clash.up",
            down="clash.down",
            back="clash.leave",
        )

    def on_mount(self) -> None:
        """Begin at the first field."""
        self._show()

    def _show(self) -> None:
        now = program_of(self).context.now()
        for place, (clash, box) in enumerate(
            zip(self._clashes, self.query(".clash--field"), strict=True)
        ):
            is_current = place == self._place
            box.set_class(is_current, "-current")
            name, mine, theirs = box.query(Static)
            sign = ">" if is_current else " "
            name.update(f"{sign} {_(clash.field.label)}")
            answer = self._answers.get(clash.field.name)
            mine.update(self._line(answer is True, _("mine: {value}"), clash, clash.mine))
            said = _("theirs ({who}): {value}").replace("{who}", clash.who(now))
            theirs.update(self._line(answer is False, said, clash, clash.theirs))
            if is_current:
                box.scroll_visible(animate=False)

    def _line(self, is_chosen: bool, said: str, clash: Clash, value: Value) -> str:
        context = program_of(self).context
        text = show_value(context, clash.field, value, now=context.now())
        shown = one_line(text, MOST_TEXT) or _("(empty)")
        return ("+ " if is_chosen else "  ") + said.replace("{value}", shown)

    def action_answer(self, is_mine: bool) -> None:
        """Let one value of the field stay, and go on to one that has no answer yet."""
        self._answers[self._clashes[self._place].field.name] = is_mine
        left = [place for place, c in enumerate(self._clashes) if c.field.name not in self._answers]
        if not left:
            self._finish()
            return
        self._place = next((place for place in left if place > self._place), left[0])
        self._show()

    def action_answer_all(self, is_mine: bool) -> None:
        """Let all values of one side stay, but where the other was chosen already."""
        for clash in self._clashes:
            self._answers.setdefault(clash.field.name, is_mine)
        self._finish()

    def _finish(self) -> None:
        self.dismiss(frozenset(name for name, is_mine in self._answers.items() if is_mine))

    def action_move(self, step: int) -> None:
        """Go to another field."""
        self._place = max(0, min(len(self._clashes) - 1, self._place + step))
        self._show()

    def action_leave(self) -> None:
        """Save nothing yet."""
        self.dismiss(None)
