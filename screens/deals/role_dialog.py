"""The role in which a contact takes part in a deal (FEATURES DEAL-17)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from domain.i18n import _
from domain.records.references import Reference
from domain.text import one_line
from domain.yes_no import explain_mark, read_mark
from screens.form_dialog import FormDialog
from services.deals.people import DealPerson, offered_roles, set_role
from widgets.forms.form_field import FormField


class RoleDialog(FormDialog[bool]):
    """Returns True once the role is kept, or the contact is the main one."""

    form_name = "deal_role"

    def __init__(self, deal: Reference, person: DealPerson) -> None:
        super().__init__()
        self._deal = deal
        self._person = person
        self.about = person.contact

    def title_text(self) -> str:
        """Say who takes part in what."""
        return f"{one_line(self._person.contact.title, 40)} · {one_line(self._deal.title, 30)}"

    def fields(self) -> Iterable[FormField]:
        """Ask for the role, and whether it is the main contact."""
        yield FormField(
            "role",
            _("Role"),
            value=self._person.role,
            hint=_("such as: decides, signs, pays"),
            choices=offered_roles(self.context),
        )
        if not self._person.is_main:
            yield FormField("is_main", _("Main contact"), hint=_("+ for yes"), explain=explain_mark)

    def focus_first(self) -> None:
        """Begin at the role."""
        self._focus(self.field("role"))

    def save(self) -> Callable[[], bool]:
        """Keep the role."""
        context, deal, contact = self.context, self._deal.id, self._person.contact.id
        role = self.value("role")
        is_main = not self._person.is_main and read_mark(self.value("is_main"), "is_main")

        def keep() -> bool:
            set_role(context, deal, contact, role, is_main=is_main)
            return True

        return keep
