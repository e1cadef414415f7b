"""Shows what others have done: at once in view, otherwise once the screen is in view again."""

from __future__ import annotations

from screens.program import program_of
from screens.shell import AreaScreen


class FollowsRows(AreaScreen):
    """A screen that is shown anew once rows of the kinds in `follows` have changed."""

    follows: frozenset[str]
    _is_stale = False

    def on_mount(self) -> None:
        """Follow what others do."""
        program_of(self).records_changed.subscribe(self, self._follow_changes)

    def _follow_changes(self, kinds: frozenset[str]) -> None:
        self._is_stale |= bool(kinds & self.follows)
        if self.is_in_view:
            self._catch_up()

    def on_screen_resume(self) -> None:
        """Show what has changed while something else was in view."""
        self._catch_up()

    def _catch_up(self) -> None:
        if self._is_stale:
            self._is_stale = False
            self.follow_changes()

    def follow_changes(self) -> None:
        """Show what is there by now."""
        raise NotImplementedError
