"""Opens the calendar, which is kept as it was left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screens.program import program_of

if TYPE_CHECKING:
    from textual.app import App

_NAME = "calendar"


def open_calendar(app: App[Any]) -> None:
    """Show the calendar above what is in view."""
    _lay_out(app)
    app.push_screen(_NAME)


def lay_calendar_out(app: App[Any]) -> None:
    """Make the calendar ready before it is opened, unless that would keep much in memory."""
    # Loaded with the first look at it, behind the first frame.
    from services.activities.calendar import is_light

    if is_light(program_of(app).context):
        _lay_out(app)


def _lay_out(app: App[Any]) -> None:
    if not app.is_screen_installed(_NAME):
        # Loaded with the first look at it, behind the first frame.
        from screens.calendar.calendar_screen import CalendarScreen

        app.install_screen(CalendarScreen(), _NAME)
    app._get_screen(_NAME)
