"""Who works on a lead: taken from the common list, or passed on (FEATURES LEAD-04, LEAD-05)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from domain.errors import NotFound
from domain.i18n import _
from domain.text import one_line, strip_control
from services.context import Context
from services.leads.picking import LeadOutcome, pick_leads
from services.leads.rules import keep_junk_reason
from services.records.use_cases import load_writing

if TYPE_CHECKING:
    from storage.tables import Lead
    from storage.unit import Unit

SUBJECT_LENGTH = 80
"""Characters of a note that become the subject of the task it makes."""


def take_leads(context: Context, keys: Sequence[UUID]) -> LeadOutcome:
    """Become responsible for leads of the common list, for which nobody is.

    Raises Conflict where a colleague was faster with all of them, NotAllowed and NotFound.
    """
    with context.database.write(context.actor, "take_lead") as unit:
        picked = pick_leads(unit, keys)
        holder = next((lead.responsible_id for lead in picked.fit if lead.responsible_id), None)
        name = _name_of(unit, holder) if holder else ""
        is_mine = holder == context.actor.user_id

        def take(lead: Lead) -> bool:
            if lead.responsible_id is not None:
                return False
            lead.responsible_id = context.actor.user_id
            return True

        return picked.apply(take, lambda: _("It is yours already.") if is_mine else _taken(name))


def pass_on(
    context: Context, keys: Sequence[UUID], user: UUID, status: str = "", note: str = ""
) -> LeadOutcome:
    """Hand leads to a colleague, with another status and a note, in one step (FEATURES LEAD-05).

    The note becomes a task of theirs for today with the lead, so that it stands in their agenda
    and in what happened with the lead. `status` is a code or a label, "" for the present one.
    Raises BadInput for an unknown status, NotFound for an unknown person, NotAllowed.
    """
    load_writing()
    from services.records.coercion import Coercion
    from storage.tables import User

    text = strip_control(note).strip()
    with context.database.write(context.actor, "pass_on_lead") as unit:
        person = unit.get(User, user)
        if person is None or not person.is_active:
            raise NotFound(_("There is no such user. “crm user list” names those there are."))
        field = context.fields.get("lead", "status")
        wanted: UUID | None = Coercion(context, unit.connection).value(field, status)

        def hand_over(lead: Lead) -> bool:
            lead.responsible_id = user
            lead.status_id = wanted or lead.status_id
            keep_junk_reason(unit.connection, lead, is_given=False)
            if text:
                _plan_task(context, unit, lead.id, user, text)
            return True

        return pick_leads(unit, keys).apply(hand_over, str)


def _plan_task(context: Context, unit: Unit, lead: UUID, user: UUID, note: str) -> None:
    from services.activities.links import link
    from storage.tables import Activity

    subject = one_line(note, SUBJECT_LENGTH)
    task = Activity(
        kind="task",
        subject=subject,
        description="" if subject == note else note,
        due_on=context.now().date(),
        responsible_id=user,
        created_by=context.actor.user_id,
    )
    unit.add(task)
    unit.session.flush()
    link(unit, task.id, "lead", lead)


def _name_of(unit: Unit, user: UUID) -> str:
    from storage.tables import User

    person = unit.get(User, user)
    return (person.name or person.login) if person else _("Somebody")


def _taken(name: str) -> str:
    return _("{name} was faster and is responsible already.").format(name=name)
