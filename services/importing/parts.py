"""A long file is written in parts, so that others wait for a moment only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from domain.errors import Cancelled
from domain.i18n import _
from services.context import Context

if TYPE_CHECKING:
    from storage.unit import Unit

PART_SECONDS = 0.25
"""How long a part lasts before others have their turn; to finish it may take as long again."""


class Parts:
    """A unit that goes on in another part whenever the present one has lasted long enough.

    One that `is_alone`, with a database of its own, stays in one part: nobody waits for it.
    """

    def __init__(self, unit: Unit, *, is_alone: bool) -> None:
        self.unit = unit
        self._is_alone = is_alone
        self._begun = monotonic()

    @property
    def is_long(self) -> bool:
        """Whether it is time to `go_on` in another part."""
        return not self._is_alone and monotonic() - self._begun > PART_SECONDS

    def go_on(self) -> None:
        """Write what there is so far for good, and let others have their turn.

        Raises Cancelled where somebody has undone it meanwhile.
        """
        self.unit.go_on()
        self._begun = monotonic()


@contextmanager
def written_in_parts(
    context: Context, verb: str, is_cancelled: Callable[[], bool], *, is_alone: bool = False
) -> Iterator[Parts]:
    """Open a unit for what a file brings in, and commit it at the end of the block.

    Raises Cancelled, which says what becomes of the parts that are written.
    """
    unit: Unit | None = None
    try:
        with context.database.write(context.actor, verb) as unit:
            unit.is_cancelled = is_cancelled
            yield Parts(unit, is_alone=is_alone)
    except Cancelled as error:
        if unit is None or unit.first is None or not is_cancelled():
            raise
        raise Cancelled(
            _(
                "Ended. What was brought in before stays: undo takes it back, and reading the"
                " file again goes on."
            )
        ) from error
