"""The stages of a pipeline on one line: those that were passed, the present one, those ahead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message

from widgets.bars import OneLine
from widgets.lists.columns import cell
from widgets.tab_line import Tab

_BETWEEN = " › "
_LEAST = 3
"""Cells of a title that still tell it from others."""


class StageLine(OneLine):
    """Shows which stage is the present one, in brackets; a click chooses another.

    Passed ones are dim. Where the line is narrow the text at the right goes first, then the titles
    of the others are cut, then those furthest from the present one are left out.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "stage-line--passed",
        "stage-line--present",
        "stage-line--ahead",
    }
    DEFAULT_CSS = """
    StageLine {
        & > .stage-line--passed { color: $foreground; text-style: dim; }
        & > .stage-line--present { color: $accent; text-style: bold; }
        & > .stage-line--ahead { color: $foreground; }
    }
    """

    class Chosen(Message):
        """A stage was clicked; `name` is that of its tab."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._shown: tuple[tuple[Tab, ...], str, str] = ((), "", "")
        self._fitted: list[tuple[str, str]] = []

    def show(self, stages: Sequence[Tab], present: str, right: str = "") -> None:
        """Show stages in their order, and a text at the right end."""
        shown = (tuple(stages), present, right)
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def segments(self, width: int) -> list[Segment]:
        """Return the stages that fit, and the text where it fits beside them."""
        stages, present, right = self._shown
        self._fitted = fit_stages(stages, present, width - 1)
        segments, kind = [Segment(" ")], "passed"
        for number, (name, text) in enumerate(self._fitted):
            if number:
                segments.append(Segment(_BETWEEN, self.style("stage-line--passed")))
            kind = "present" if name == present else "ahead" if kind == "present" else kind
            segments.append(Segment(text, self.style(f"stage-line--{kind}")))
            kind = "ahead" if name == present else kind
        room = width - sum(segment.cell_length for segment in segments)
        if cell_len(right) + 3 <= room:
            segments.append(
                Segment(cell(f"{right} ", room, "right"), self.style("stage-line--passed"))
            )
        return segments

    def on_click(self, event: events.Click) -> None:
        """Choose the stage under the mouse."""
        place = 1
        for name, text in self._fitted:
            place += cell_len(text)
            if event.x < place:
                self.post_message(self.Chosen(name))
                return
            place += len(_BETWEEN)


def fit_stages(stages: Sequence[Tab], present: str, width: int) -> list[tuple[str, str]]:
    """Return names and texts of the stages that fit into `width` cells, the present one always.

    The titles of the others are cut alike, to no less than three cells.
    """
    shown = [*stages]
    longest = max((cell_len(stage.title) for stage in shown), default=0)
    while shown:
        for cells in range(longest, _LEAST - 1, -1):
            texts = [_text(stage, present, cells) for stage in shown]
            if sum(map(cell_len, texts)) + len(_BETWEEN) * (len(texts) - 1) <= width:
                return [(stage.name, text) for stage, text in zip(shown, texts, strict=True)]
        if len(shown) == 1:
            return [(shown[0].name, cell(f"[{shown[0].title}]", max(width, 1)))]
        place = next((i for i, stage in enumerate(shown) if stage.name == present), 0)
        shown.pop(0 if place > len(shown) - 1 - place else -1)
    return []


def _text(stage: Tab, present: str, cells: int) -> str:
    if stage.name == present:
        return f"[{stage.title}]"
    is_cut = cell_len(stage.title) > cells
    return cell(stage.title, cells).rstrip() if is_cut else stage.title
