"""What stands above the lines of a quote or an invoice: what it is, who pays, and when."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from domain.dates.when import say_when
from domain.i18n import _
from domain.invoicing.kinds import CREDIT_NOTE, INVOICE
from domain.invoicing.parties import Party
from domain.records.references import Reference
from domain.records.values import Choice, RecordView
from domain.text import one_line
from services.context import Context
from services.invoicing.contents.terms import changed_parties, location_of, parties_of
from services.records.use_cases import show_record


class DocumentHead(NamedTuple):
    """The lines of text above the grid, and whether the document is issued.

    `changed` names whose cards say something else by now than a draft.
    """

    what: str
    who: str
    is_issued: bool
    changed: str = ""


def document_head(context: Context, kind: str, key: UUID) -> DocumentHead:
    """Return what is told of a document above its lines. Raises NotFound."""
    view, parties = show_record(context, kind, key), parties_of(context, kind, key)
    values = view.values
    status = values["status"]
    what = [
        f"{_label(view)} {values['number'] or ''}".strip(),
        status.label if isinstance(status, Choice) else "",
        _day(context, "", values["date"]),
        _day(context, _("pay by {day}"), values.get("due")),
        _day(context, _("valid until {day}"), values.get("valid_until")),
        one_line(str(values["subject"] or ""), 40),
    ]
    who = [
        _party(parties.payer) or _("! nobody pays yet: ^G"),
        parties.payer.contact,
        _from(values["own_company"], parties.payee),
        _place(context, kind, key),
    ]
    return DocumentHead(
        " · ".join(filter(None, what)),
        " · ".join(filter(None, who)),
        values["issued_at"] is not None,
        ", ".join(changed_parties(context, kind, key)),
    )


def _label(view: RecordView) -> str:
    if view.values.get("kind") == CREDIT_NOTE:
        return _("Credit note")
    return _("Invoice") if view.kind == INVOICE else _("Quote")


def _day(context: Context, said: str, day: object) -> str:
    if not isinstance(day, date):
        return ""
    shown = say_when(day, context.now())
    return said.format(day=shown) if said else shown


def _party(party: Party) -> str:
    """Return a party with what tells which set of requisites the document names."""
    said = (one_line(party.title, 40), party.tax_id, one_line(party.bank_name, 24))
    return ", ".join(filter(None, said))


def _from(own: object, payee: Party) -> str:
    if not isinstance(own, Reference):
        return ""
    return _("from {company}").format(company=_party(payee) or own.title)


def _place(context: Context, kind: str, key: UUID) -> str:
    from services.invoicing.settings.locations import list_locations

    found = location_of(context, kind, key)
    if found is None:
        return ""
    return next((one.title for one in list_locations(context) if one.id == found), "")
