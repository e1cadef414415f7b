"""The calculator beside a line grid: what it comes to, and figures that can be made what one likes.

(FEATURES DOC-11, DOC-12)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.strip import Strip

from domain.calculation.editing import Editing
from domain.calculation.lines import Calculation
from domain.calculation.solving import Offer, Whole, offer_texts, solved
from domain.cells import CellError
from domain.i18n import N_
from widgets.grid.calculation_view import CalculationView
from widgets.grid.entries import Entry, entries_of, summary_of
from widgets.grid.grid_messages import ExplainWanted
from widgets.grid.typed_cell import TypedCell
from widgets.lists.columns import cell, packed, wrap
from widgets.lists.lean_strip import LeanStrip

STYLES = ("label", "figure", "main", "cursor", "typed", "caret", "alert", "rule")

MOST_FOLDED = 2
"""Lines of a calculator that is folded."""

WIDEST = 48
"""Cells within which labels and figures stand, so that one finds the other."""

_KEYS = (
    ("up,shift+tab", "step(-1)", N_("The figure above"), "up"),
    ("down,tab", "step(1)", N_("The figure below"), "down"),
    ("enter", "take", N_("Take what is typed; type into the figure"), "take"),
    ("f2", "edit", N_("Type on in what is there"), "edit"),
    ("delete,backspace", "clear", N_("Empty it"), "clear"),
)

ToState = Callable[[Calculation], Calculation]


class Calculator(CalculationView):
    """The figures of the calculation that `editing` holds.

    What is typed into one of them changes the discount on the whole; `settle` says in which form a
    calculation is gone on with, such as with its discounts in the lines. Where no discount makes a
    figure what is wanted, what comes near is offered below it. Folded, it shows the main figures on
    two lines, and no cursor.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"calculator--{name}" for name in STYLES}
    DEFAULT_CSS = """
    Calculator {
        width: 34; height: 1fr;
        background: $background;

        & > .calculator--label, & > .calculator--rule { color: $foreground; text-style: dim; }
        & > .calculator--figure { color: $foreground; }
        & > .calculator--main { color: $foreground; text-style: bold; }
        & > .calculator--alert { color: $text-error; text-style: bold; }
        & > .calculator--typed { color: $foreground; background: $panel; }
        & > .calculator--caret { color: $foreground; background: $panel; text-style: reverse; }
        & > .calculator--cursor {
            color: $block-cursor-foreground;
            background: $block-cursor-background;
            text-style: $block-cursor-text-style;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keys, action, sentence, show=False, id=f"calculator.{name}")
        for keys, action, sentence, name in _KEYS
    ]

    def __init__(
        self,
        editing: Editing,
        settle: ToState | None = None,
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self.editing = editing
        self._settle: ToState = settle or (lambda calculation: calculation)
        self._current = "payable"
        self._typed: TypedCell | None = None
        self._offers: tuple[Offer, ...] = ()
        self._wrong = ""
        self.is_folded = False

    @property
    def is_typing(self) -> bool:
        """Whether a figure is being typed."""
        return self._typed is not None

    def type_anew(self, name: str, text: str) -> bool:
        """Go to a figure, and type on behind a text that stood there once before.

        Returns False where there is no such figure any more.
        """
        self._current = name
        entry = self._entry()
        if entry is None or entry.whole is None:
            self._current = "payable"
            return False
        self._typed = TypedCell(text)
        self._typed_on()
        return True

    def show(self) -> None:
        """Show the figures as they are by now."""
        self._offers = ()
        self.show_figures()

    def show_figures(self) -> None:
        """Show the figures as they are, or would be; what is offered stays."""
        if self._entry() is None:
            self._current = "payable"
        self.refresh_changed()

    def go_to(self, name: str) -> None:
        """Put the cursor on a figure."""
        self._current = name
        self.refresh_changed()

    def _entry(self) -> Entry | None:
        return next((one for one in self._entries() if one.name == self._current), None)

    def _entries(self) -> list[Entry]:
        currency = self.editing.calculation.currency
        offers = [
            Entry(f"offer {place}", "", text)
            for place, text in enumerate(offer_texts(self._offers, currency))
        ]
        return [*entries_of(self.editing), *offers]

    # Painting.

    def paint_lines(self, width: int) -> list[Strip]:
        """Return all lines of the widget."""
        height = self.size.height
        lines = self._folded(width) if self.is_folded else self._unfolded(width)
        blank = LeanStrip([Segment(" " * width, self._style("figure"))], width)
        return [*lines[:height], *[blank] * (height - len(lines))]

    def paint_line(self, y: int, width: int) -> Strip:
        """Return the line `y`."""
        return self.paint_lines(width)[y]

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"calculator--{name}")

    def _folded(self, width: int) -> list[Strip]:
        lines = packed(summary_of(self.editing), width - 2, "   ")
        return [
            LeanStrip([Segment(cell(f" {line}", width), self._style("figure"))], width)
            for line in lines[-MOST_FOLDED:]
        ]

    def _unfolded(self, width: int) -> list[Strip]:
        strips: list[Strip] = [self._line(entry, width) for entry in self._entries()]
        for text in wrap(f"! {self._wrong}", max(1, width - 3)) if self._wrong else ():
            segment = Segment(cell(f" {text}", width - 1), self._style("alert"))
            strips.append(LeanStrip([self._rule(), segment], width))
        return strips

    def _rule(self) -> Segment:
        return Segment("│", self._style("rule"))

    def _line(self, entry: Entry, width: int) -> Strip:
        is_current = entry.name == self._current and self.has_focus
        sign = ">" if is_current else " "
        room = min(width, WIDEST) - 4
        if entry.name.startswith("offer"):
            label, text, cells = "", entry.text, room
        else:
            label, text = entry.label, entry.text
            cells = max(len(text), room - len(label) - 1)
            label = cell(label, room - cells)
        start = Segment(f"{sign} {label}", self._style("label"))
        if is_current and self._typed is not None:
            pieces = self._typed.pieces(cells)
            styles = (self._style("typed"), self._style("caret"), self._style("typed"))
            figure = [Segment(t, s) for t, s in zip(pieces, styles, strict=True) if t]
        else:
            name = "cursor" if is_current else "main" if entry.is_main else "figure"
            shown = cell(text, cells, "left" if entry.name.startswith("offer") else "right")
            figure = [Segment(shown, self._style(name))]
        strip = Strip([self._rule(), start, *figure]).adjust_cell_length(
            width, self._style("figure")
        )
        return LeanStrip(strip, width)

    # The cursor and typing.

    def action_step(self, step: int) -> None:
        """Take what is typed, and go a figure up or down."""
        if self.end_typing():
            self._step(step)

    def _step(self, step: int) -> None:
        names = [entry.name for entry in self._entries()]
        at = names.index(self._current) if self._current in names else len(names) - 1
        self._current = names[max(0, min(len(names) - 1, at + step))]
        self._wrong = ""
        self.refresh_changed()

    def action_take(self) -> None:
        """Take what is typed, or what is offered; else type into the figure."""
        if self._current.startswith("offer"):
            self._take_offer(int(self._current.split()[1]))
        elif self._typed is not None:
            self.end_typing()
        else:
            self.action_edit()

    def action_edit(self) -> None:
        """Type on in the figure."""
        entry = self._entry()
        if entry is not None and entry.whole is not None and self._typed is None:
            self._typed = TypedCell(entry.typed)
            self.refresh_changed()

    def action_clear(self) -> None:
        """Take the discount away, or what else stands in the figure."""
        entry = self._entry()
        if entry is not None and entry.whole in (Whole.DISCOUNT, Whole.WEIGHT, Whole.ROUNDING):
            self._typed = TypedCell()
            self.end_typing()

    async def on_key(self, event: events.Key) -> None:
        """Type, or run what the key is bound to."""
        entry = self._entry()
        if self._typed is not None and self._typed.press(event.key):
            event.stop()
            event.prevent_default()
            self._typed_on()
        elif event.is_printable and event.character and entry and entry.whole is not None:
            event.stop()
            event.prevent_default()
            if self._typed is None:
                self._typed = TypedCell()
            self._typed.insert(event.character)
            self._typed_on()
        else:
            await super().on_key(event)

    def on_paste(self, event: events.Paste) -> None:
        """Type what is pasted."""
        event.stop()
        entry = self._entry()
        if entry is not None and entry.whole is not None:
            if self._typed is None:
                self._typed = TypedCell()
            self._typed.insert(event.text.strip())
            self._typed_on()

    def _typed_on(self) -> None:
        """Show what comes of what is typed so far, as far as that is reached."""
        assert self._typed is not None
        self._wrong, self._offers = "", ()
        entry, text = self._entry(), self._typed.text
        self.editing.try_on(None)
        trial = None
        if entry is not None and entry.whole is not None:
            try:
                found = solved(self.editing.calculation, self.editing.figures, entry.whole, text)
            except CellError:
                found = None
            if found is not None and found.calculation is not None:
                trial = self._settle(found.calculation)
        self.editing.try_on(trial, text, self._current)
        self.tell_changed(is_trial=True)

    def end_typing(self) -> bool:
        """Take what is typed; return False where it cannot be, and show why, or what can."""
        typed, entry = self._typed, self._entry()
        if typed is None or entry is None or entry.whole is None:
            return True
        self.editing.try_on(None)
        try:
            found = solved(self.editing.calculation, self.editing.figures, entry.whole, typed.text)
        except CellError as error:
            self._wrong = str(error)
            typed.point_at(error.place)
            self.editing.try_on(None, typed.text, entry.name)
            self.tell_changed(is_trial=True)
            return False
        self._typed = None
        if found.calculation is None:
            self._offers = found.offers
            self._current = "offer 0"
            self.editing.try_on(None, typed.text, entry.name)
            self.tell_changed(is_trial=True)
            return False
        self._go_on(found.calculation)
        return True

    def stop_typing(self) -> bool:
        """Leave everything as it was; return whether anything was typed or offered."""
        if self._typed is None and not self._offers:
            return False
        self._typed, self._offers, self._wrong = None, (), ""
        self._current = "payable" if self._current.startswith("offer") else self._current
        self.editing.try_on(None)
        self.tell_changed()
        return True

    def _take_offer(self, place: int) -> None:
        offer = self._offers[place]
        self._current = "payable"
        self._go_on(offer.calculation)

    def _go_on(self, calculation: Calculation) -> None:
        self._offers, self._wrong = (), ""
        self.editing.do(self._settle(calculation), self.editing.place)
        self.tell_changed()

    def explain(self) -> None:
        """Ask how the figure under the cursor comes about."""
        self.post_message(ExplainWanted(self._current))

    def on_click(self, event: events.Click) -> None:
        """Go to the figure that was clicked; a second click types into it."""
        entries = self._entries()
        if self.is_folded or event.y >= len(entries) or not self.end_typing():
            return
        self._current = entries[event.y].name
        self.refresh_changed()
        if event.chain > 1 or self._current.startswith("offer"):
            self.action_take()
