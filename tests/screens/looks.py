"""Pictures of the screens that were looked at by people: how one is taken and compared."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest
from textual.pilot import Pilot

from crm_tui.app import CrmApp
from crm_tui.settings import Settings
from services.context import Context
from tests.screens.desk import Desk

WIDE, SMALL, PHONE = (120, 40), (80, 24), (40, 30)
SIZES = {"wide": WIDE, "small": SMALL, "phone": PHONE}

LOOKED_AT = ("wide", "small", pytest.param("phone", marks=pytest.mark.soak))
"""The sizes of which pictures are taken; those of a phone are compared by `make soak` alone."""

Compare = Callable[..., bool]
DeskT = TypeVar("DeskT", bound=Desk)


def same_picture(
    compare: Compare,
    context: Context,
    size: tuple[int, int],
    desk_type: type[DeskT],
    act: Callable[[DeskT], Awaitable[None]],
    settings: Settings | None = None,
    *,
    pause: float | None = None,
) -> bool:
    """Return whether the screen looks as it did, after `act` has brought it where it should be.

    `pause` is how many seconds pass before the picture is taken.
    """

    async def prepare(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, CrmApp)
        desk = desk_type(app, pilot)
        await desk.until_complete()
        await act(desk)
        await pilot.pause(pause)

    app = CrmApp(context, settings or Settings())
    return compare(app, terminal_size=size, run_before=prepare)
