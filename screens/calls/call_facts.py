"""What stands beside the notes of a call: who it is, the deals, what comes next, what was last."""

from __future__ import annotations

from collections.abc import Container
from uuid import UUID

from domain.dates.partial_date import format_partial_date
from domain.i18n import _
from domain.money import format_amount
from domain.records.fields import FieldType
from domain.text import one_line
from screens.activities.client_facts import past_lines, planned_line, point_lines
from services.activities.call_context import CallContext, CallDeal
from services.context import Context
from widgets.facts import Block


def facts_of_call(context: Context, found: CallContext, script: str = "") -> list[Block]:
    """Return the blocks of the pane; `script` is what is to be said, if anything was laid down."""
    known = {activity.id for activity in found.planned}
    deals = [_deal_lines(context, deal, known) for deal in found.deals]
    planned = [planned_line(context, activity) for activity in found.planned]
    past = past_lines(context, found.past)
    return [
        _header(found),
        *(
            [Block(_("Script"), tuple(("", line) for line in script.splitlines()))]
            if script
            else []
        ),
        *(Block(title, tuple(lines)) for title, lines in deals),
        *([Block(_("Next"), tuple(planned))] if planned else []),
        *([Block(_("Last"), tuple(past))] if past else []),
    ]


def _header(found: CallContext) -> Block:
    header = found.header
    places = [company.title for company in header.companies]
    work = " · ".join(filter(None, [*places, header.company_title, header.position]))
    lines = [("", text) for text in (work,) if text]
    for type_, points in (
        (FieldType.PHONE, header.phones),
        (FieldType.EMAIL, header.emails),
        (FieldType.MESSENGER, header.messengers),
    ):
        lines += [("", point) for point in point_lines(type_, points)]
    lines += [("", text) for text in (header.address, header.requisites) if text]
    if header.birth_date:
        lines.append((_("Born"), format_partial_date(header.birth_date)))
    if header.comment:
        lines.append(("", one_line(header.comment, 200)))
    return Block(header.client.title, tuple(lines))


def _deal_lines(
    context: Context, deal: CallDeal, known: Container[UUID]
) -> tuple[str, list[tuple[str, str]]]:
    """Return a deal's title and lines; its next step only where that is not `known` otherwise."""
    amount = format_amount(deal.amount, deal.currency) if deal.amount is not None else ""
    stage = deal.stage.label if deal.stage else ""
    title = _("Deal: {title}").format(title=deal.deal.title)
    lines = [("", " · ".join(filter(None, (stage, amount))))]
    if deal.next_step is None:
        lines.append(("", _("! no next step")))
    elif deal.next_step.id not in known:
        lines.append(planned_line(context, deal.next_step))
    for number, line in enumerate(filter(None, deal.script.splitlines())):
        lines.append(("" if number else _("Say"), line))
    return title, lines
