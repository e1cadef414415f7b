"""Dial a number with the system's telephone program, or show it to be dialled by hand
(FEATURES CALL-04, TEL-03)."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Digits, Static

from domain.contact_points.phones import parse_phone, show_phone
from domain.i18n import _
from screens.actions import NUMBER, bindings_of
from screens.interrupting import tell
from screens.opening import open_outside
from services.context import Context
from services.settings import DIAL_WITH, get_setting


def dial(app: App[Any], context: Context, phone: str) -> None:
    """Hand the number to the system's handler of the link that the setting `dial_with` names.

    Over SSH, where there is no such handler, or where the setting says so, the number is copied to
    the clipboard of the terminal (OSC 52) and shown large.
    """
    number = parse_phone(phone, context.region)
    digits = number.e164 or phone
    scheme = get_setting(context, DIAL_WITH)
    if scheme != "copy" and open_outside(f"{scheme}:{digits}"):
        tell(app, _("Dialling {number}.").format(number=show_phone(phone, number.e164)))
        return
    app.copy_to_clipboard(digits)
    app.push_screen(NumberScreen(show_phone(phone, number.e164)))


class NumberScreen(ModalScreen[None]):
    """Shows a number large enough to be dialled from across the desk."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(NUMBER)]
    DEFAULT_CSS = """
    NumberScreen {
        align: center middle;
        & > Vertical { width: auto; min-width: 48; max-width: 100%; height: auto; padding: 1 3;
            background: $surface; }
        & Digits { width: auto; }
        & .number--hint { color: $text-muted; margin-top: 1; width: auto; }
    }
    """

    def __init__(self, number: str) -> None:
        super().__init__()
        self._number = number

    def compose(self) -> ComposeResult:
        """Lay out the number in large digits and in small ones, to be selected."""
        with Vertical():
            yield Digits(self._number)
            yield Static(
                _("{number} is in the clipboard. Enter goes back.").format(number=self._number),
                classes="number--hint",
                markup=False,
            )
