"""What one needs while talking to a client (FEATURES CALL-06, CONT-11).

The client's header, the people who may be talked to instead, the open deals, what is planned and
what was last, read in a few milliseconds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from decimal import Decimal
from itertools import islice
from typing import TypeVar
from uuid import UUID

from domain.parts import Address, Requisites, address_line
from domain.records.references import Reference, references_in
from domain.records.values import Choice, Point, RecordView
from services.clients import glance_at_client
from services.context import Context
from services.deals.pipelines import existing_stage
from storage.reads.call_context import (
    Colleague,
    OpenDeal,
    read_colleagues,
    read_open_deals,
    read_stages,
)
from storage.reads.glance import (
    PastActivity,
    PlannedActivity,
    read_open_activity,
    read_past,
    read_planned,
)
from storage.reads.records import read_record

DEALS, OTHERS, PLANNED, PAST = 10, 20, 8, 8
"""How many of each are read at most."""


@dataclass(frozen=True, slots=True)
class CallHeader:
    """Who the client is, and how to reach them; what is not known is empty.

    `companies` are those where a contact works, `company_title` is that of a lead. `birth_date` is
    in canonical form, see `domain.dates.partial_date`. `address` and `requisites` (the default set)
    are those of the client, or else of the company.
    """

    client: Reference
    phones: tuple[Point, ...]
    emails: tuple[Point, ...]
    messengers: tuple[Point, ...]
    address: str
    requisites: str
    comment: str
    position: str
    companies: tuple[Reference, ...]
    company_title: str
    birth_date: str


@dataclass(frozen=True, slots=True)
class StageChoice:
    """A stage to which a deal may be brought."""

    id: UUID
    stage: Choice


@dataclass(frozen=True, slots=True)
class CallDeal:
    """An open deal: where it stands, the stages of its pipeline in order, and its next step.

    `script` is what is to be said at its stage (FEATURES CALL-10).
    """

    deal: Reference
    amount: Decimal | None
    currency: str
    stage: Choice | None
    stage_id: UUID | None
    stages: tuple[StageChoice, ...]
    next_step: PlannedActivity | None
    script: str = ""


@dataclass(frozen=True, slots=True)
class CallContext:
    """What surrounds a call: `others` are people and companies that can be talked to instead.

    `deals` are the client's own and then those of the company, `planned` the client's open
    activities, the nearest first, `past` the last ones with the client or about those deals.
    """

    header: CallHeader
    others: tuple[Colleague, ...]
    deals: tuple[CallDeal, ...]
    planned: tuple[PlannedActivity, ...]
    past: tuple[PastActivity, ...]


def call_context(
    context: Context, client: Reference, connection: sqlite3.Connection | None = None
) -> CallContext | None:
    """Return what surrounds a call with a client or about a deal; None when it has gone."""
    connection = connection or context.database.reader()
    glance = glance_at_client(context, client, connection, past=PAST, planned=PLANNED)
    if glance is None:
        return None
    header = _header(context, connection, glance.view)
    deals = read_open_deals(connection, client.kind, client.id, DEALS)
    companies = _companies(client, glance.view, header)
    others = read_colleagues(connection, client, companies, [one.deal.id for one in deals], OTHERS)
    return CallContext(
        header,
        tuple(others),
        tuple(_deals(connection, deals, context.zone)),
        glance.planned,
        _past(connection, client, glance.past, deals),
    )


def _header(context: Context, connection: sqlite3.Connection, view: RecordView) -> CallHeader:
    values = view.values
    companies = references_in(values.get("companies") if view.kind == "contact" else ())
    address, requisites = _papers(context, connection, view, companies)
    return CallHeader(
        Reference(view.kind, view.id, view.title),
        phones=_points(view, "phones"),
        emails=_points(view, "emails"),
        messengers=_points(view, "messengers"),
        address=address,
        requisites=requisites,
        comment=str(values.get("comment") or ""),
        position=str(values.get("position") or ""),
        companies=companies,
        company_title=str(values.get("company_title") or ""),
        birth_date=str(values.get("birth_date") or ""),
    )


def _papers(
    context: Context,
    connection: sqlite3.Connection,
    view: RecordView,
    companies: Sequence[Reference],
) -> tuple[str, str]:
    """Return the address and the default requisites of the client.

    What the client has none of is that of the first company that has some.
    """
    addresses, sets = _parts(view, Address), _parts(view, Requisites)
    fields = [context.fields.get("company", n) for n in ("addresses", "requisites")]
    for company in companies:
        if addresses and sets:
            break
        if other := read_record(connection, "company", company.id, fields):
            addresses = addresses or _parts(other, Address)
            sets = sets or _parts(other, Requisites)
    default = next((one for one in sets if one.is_default), sets[0] if sets else None)
    return address_line(addresses[0]) if addresses else "", str(default or "")


PartT = TypeVar("PartT", Address, Requisites)


def _parts(view: RecordView, type_: type[PartT]) -> list[PartT]:
    """Return the parts of a client that are of a type, in their order."""
    values = (value for value in view.values.values() if isinstance(value, tuple))
    return [part for value in values for part in value if isinstance(part, type_)]


def _points(view: RecordView, name: str) -> tuple[Point, ...]:
    value = view.values.get(name)
    items = value if isinstance(value, tuple) else ()
    return tuple(item for item in items if isinstance(item, Point))


def _companies(client: Reference, view: RecordView, header: CallHeader) -> list[UUID]:
    """Return the companies whose people may be talked to instead."""
    if client.kind == "company":
        return [client.id]
    named = header.companies or references_in(view.values.get("company"))
    return [company.id for company in named]


def _deals(
    connection: sqlite3.Connection, deals: Sequence[OpenDeal], zone: tzinfo
) -> Iterator[CallDeal]:
    stages: dict[UUID, tuple[StageChoice, ...]] = {}
    scripts: dict[UUID, str] = {}
    for deal in deals:
        at = deal.stage_id
        if at and deal.pipeline_id and at not in stages:
            found = read_stages(connection, deal.pipeline_id, at)
            stages[at] = tuple(StageChoice(*stage) for stage in found)
            scripts[at] = existing_stage(connection, at).script
        yield CallDeal(
            deal.deal,
            deal.amount,
            deal.currency,
            deal.stage,
            deal.stage_id,
            stages[at] if at else (),
            next(read_planned(connection, "deal", deal.deal.id, 1, zone), None),
            scripts.get(at, "") if at else "",
        )


def _past(
    connection: sqlite3.Connection,
    client: Reference,
    own: Sequence[PastActivity],
    deals: Sequence[OpenDeal],
) -> tuple[PastActivity, ...]:
    """Return what was last with the client or about the deals, the newest first, each once."""
    found = {activity.id: activity for activity in own}
    for deal in deals:
        if deal.deal.id != client.id:
            for activity in read_past(connection, "deal", deal.deal.id, limit=PAST):
                found.setdefault(activity.id, activity)
    newest = sorted(found.values(), key=lambda one: (one.done_at, one.id), reverse=True)
    return tuple(islice(newest, PAST))


def open_activity(context: Context, key: UUID) -> PlannedActivity | None:
    """Return an activity that is still to be done, None where it is done or has gone."""
    return read_open_activity(context.database.reader(), key)


def who_to_call(context: Context, deal: Reference) -> Reference | None:
    """Return whom one talks to about a deal: its first contact, else its company, else None."""
    found = call_context(context, deal)
    return found.others[0].record if found and found.others else None
