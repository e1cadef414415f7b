"""What is asked of a person before something is done with quotes and invoices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from domain.i18n import _, ngettext
from domain.invoicing.kinds import CREDIT_NOTE, INVOICE
from domain.parts import Requisites
from domain.text import one_line, spaced
from screens.deals.digit_menu import DigitMenu
from screens.service_screen import ServiceScreen
from services.context import Context
from services.records.use_cases import show_record

if TYPE_CHECKING:
    from services.invoicing.contents.terms import Parties


def ask_to_issue(
    screen: ServiceScreen[None],
    kind: str,
    keys: Sequence[UUID],
    issue: Callable[[str, Sequence[UUID]], None],
) -> None:
    """Ask whether documents are to be issued, naming the number, for nobody takes that back.

    Those that have been issued are passed over.
    """
    from screens.records.confirm_dialog import ConfirmDialog
    from services.invoicing.issuing import drafts_among

    context = screen.context
    keys = drafts_among(context, kind, keys)
    if not keys:
        screen.say(_("There is no draft among them: they have been issued."))
        return
    if _is_credit_note(screen.context, kind, keys):
        question = _("Issue the credit note?")
    elif kind == INVOICE:
        question = ngettext("Issue the invoice?", "Issue {count} invoices?", len(keys))
    else:
        question = ngettext("Issue the quote?", "Issue {count} quotes?", len(keys))
    dialog = ConfirmDialog(
        question.format(count=spaced(len(keys))), lambda: _said_of_number(context, kind, keys)
    )
    screen.app.push_screen(dialog, lambda is_sure: issue(kind, keys) if is_sure else None)


def _is_credit_note(context: Context, kind: str, keys: Sequence[UUID]) -> bool:
    """Say whether the only document is a credit note."""
    if kind != INVOICE or len(keys) != 1:
        return False
    return show_record(context, kind, keys[0]).values["kind"] == CREDIT_NOTE


def _said_of_number(context: Context, kind: str, keys: Sequence[UUID]) -> str:
    from services.invoicing.contents.terms import changed_parties
    from services.invoicing.local_tax import say_of_rates
    from services.invoicing.settings.series import expected_number

    of_rates = say_of_rates(context, kind, keys)
    if len(keys) > 1:
        said = _("Each gets the next number of its series. Nobody takes that back.")
        return f"{said} {of_rates}".rstrip()
    number = expected_number(context, kind, keys[0])
    said = _("It gets the number {number}. Nobody takes that back.").format(number=number)
    of_cards = ""
    if changed := changed_parties(context, kind, keys[0]):
        of_cards = _("! It names {names} as before a change of the card.").format(
            names=", ".join(changed)
        )
    return " ".join(filter(None, (said, of_cards, of_rates)))


def said_of_issued(numbers: Sequence[str]) -> str:
    """Return a sentence on what has been issued."""
    if len(numbers) == 1:
        return _("Issued: {number}. F9 shows it, D saves the PDF, w sends it.").format(
            number=numbers[0]
        )
    return _("{count} issued, from {first} to {last}. D saves them as PDF.").format(
        count=spaced(len(numbers)), first=numbers[0], last=numbers[-1]
    )


class SetChoice(NamedTuple):
    """A set of requisites to choose: its key, what it says, and whose it is.

    The key is None for what the cards of payer and payee say now.
    """

    id: UUID | None
    label: str
    owner: str


class RequisitesMenu(DigitMenu[SetChoice]):
    """Returns the set of requisites that was chosen, of the payer or of the payee."""

    beside_cells = 16

    def __init__(self, choices: Sequence[SetChoice]) -> None:
        super().__init__(choices, None)

    def title_text(self) -> str:
        """Say what is chosen."""
        return _("Requisites that the document names")

    def beside(self, choice: SetChoice) -> str:
        """Return whose they are."""
        return choice.owner


def ask_for_requisites(
    screen: ServiceScreen[None], kind: str, key: UUID, then: Callable[[], None] | None = None
) -> None:
    """Let a set of requisites be chosen for a document (FEATURES INV-13, COMP-07).

    A draft may take over what the cards of payer and payee say by now.
    """
    from services.invoicing.contents.terms import (
        changed_parties,
        choose_requisites,
        parties_of,
        refresh_parties,
    )

    context = screen.context
    parties = screen.read(lambda: parties_of(context, kind, key))
    if parties is None:
        return
    changed = changed_parties(context, kind, key)
    choices = [
        *_choices(parties),
        *([SetChoice(None, _("As the card is now"), ", ".join(changed))] if changed else []),
    ]
    if not choices:
        screen.say(_("There are none yet: R adds requisites on the card of the payer."))
        return

    def take_chosen(choice: SetChoice | None) -> None:
        if choice is None:
            return
        chosen = choice.id

        def take() -> None:
            if chosen is None:
                refresh_parties(context, kind, key)
            else:
                choose_requisites(context, kind, key, chosen)

        screen.perform(take, lambda _none: _tell(screen, then))

    screen.app.push_screen(RequisitesMenu(choices), take_chosen)


def _tell(screen: ServiceScreen[None], then: Callable[[], None] | None) -> None:
    if then is None:
        screen.say(_("The document names them now. u takes it back."))
    else:
        then()
        screen.say(_("The document names them now."))


def _choices(parties: Parties) -> list[SetChoice]:
    sets = ((parties.payer_sets, _("of the payer")), (parties.payee_sets, _("one's own")))
    return [
        SetChoice(one.id, _label(one), owner)
        for known, owner in sets
        for one in known
        if one.id is not None
    ]


def _label(one: Requisites) -> str:
    return one_line(" · ".join(filter(None, (one.name, one.tax_id, one.bank_name))), 60)
