"""What a line grid and the calculator tell the screen that they are on."""

from __future__ import annotations

from textual.message import Message


class LinesChanged(Message):
    """The calculation has changed; with `is_trial` it only would, by what is being typed."""

    def __init__(self, *, is_trial: bool = False) -> None:
        super().__init__()
        self.is_trial = is_trial


class ExplainWanted(Message):
    """A figure is to be explained: `figure` names it, `key` the line that it is of, if any."""

    def __init__(self, figure: str, key: int | None = None) -> None:
        super().__init__()
        self.figure = figure
        self.key = key
