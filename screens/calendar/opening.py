"""Opens the calendar, which is kept as it was left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

_NAME = "calendar"


def open_calendar(app: App[Any]) -> None:
    """Show the calendar above what is in view."""
    lay_calendar_out(app)
    app.push_screen(_NAME)


def lay_calendar_out(app: App[Any]) -> None:
    """Make the calendar ready before it is opened."""
    if not app.is_screen_installed(_NAME):
        # Loaded with the first look at it, behind the first frame.
        from screens.calendar.calendar_screen import CalendarScreen

        app.install_screen(CalendarScreen(), _NAME)
    app._get_screen(_NAME)
