"""Asks how a document is made: the draft that is there, one line of the amount, or without any."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from domain.i18n import _
from domain.money import format_amount
from domain.text import one_line
from screens.deals.digit_menu import DigitMenu
from services.invoicing.beforehand import Beforehand


@dataclass(frozen=True, slots=True)
class Way:
    """A way to a document: a `draft` to be opened, or a new one, `whole` or without lines."""

    id: str
    label: str
    amount: str = ""
    draft: UUID | None = None
    is_whole: bool = False


class MakingMenu(DigitMenu[Way]):
    """Returns the way that was chosen."""

    beside_cells = 18
    DEFAULT_CSS = """
    MakingMenu {
        & > Vertical { width: 76; max-width: 100%; }
    }
    """

    def __init__(self, found: Beforehand) -> None:
        super().__init__([*_ways(found)], None)
        self._has_drafts = bool(found.drafts)

    def title_text(self) -> str:
        """Say why it is asked."""
        if self._has_drafts:
            return _("There is a draft of it already")
        return _("The deal has no products yet")

    def beside(self, choice: Way) -> str:
        """Return what it comes to."""
        return choice.amount


def _ways(found: Beforehand) -> Iterator[Way]:
    for draft in found.drafts:
        subject = one_line(draft.subject, 30)
        label = _("Open the draft “{title}”").format(title=subject) if subject else _("Open it")
        amount = format_amount(draft.total, draft.currency)
        yield Way(str(draft.id), label, amount, draft=draft.id)
    if found.amount is not None:
        amount = format_amount(found.amount, found.currency)
        title = one_line(found.title, 30)
        yield Way("whole", _("New, one line: {title}").format(title=title), amount, None, True)
        yield Way("empty", _("New, without lines"))
    else:
        yield Way("new", _("Make another one"))
