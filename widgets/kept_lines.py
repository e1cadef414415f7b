"""Widgets that keep their painted lines for the frames in which only others change.

Textual asks every widget on the screen for all of its lines whenever one line of one of them has
changed. Put together anew each time, those of the frame around a list take longer than its own.
"""

from __future__ import annotations

from typing import Self

from textual.containers import Container
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class KeptLines(Widget):
    """Mixed in before a widget class: its lines are painted again only after a refresh."""

    _kept: tuple[Region, list[Strip]] | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines within `crop`, those of the last frame where nothing was refreshed."""
        if self._kept is None or self._kept[0] != crop:
            self._kept = (crop, super().render_lines(crop))
        return self._kept[1]

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Forget the lines, and paint them with the next frame."""
        self._kept = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Forget the lines painted in another theme."""
        self._kept = None
        super().notify_style_update()


class Ground(KeptLines, Container):
    """A container that shows nothing but its background beside what it holds."""
