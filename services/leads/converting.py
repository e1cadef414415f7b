"""Converts a lead into a contact, a company and a deal, in any combination (FEATURES LEAD-07)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from domain.errors import BadInput
from domain.i18n import _
from domain.leads import CONVERTED, RESULTS, STATUSES
from domain.records.values import Choice, Point, RecordView, Value
from domain.shipped import shipped_id
from services.context import Context
from services.leads.proposal import new_values
from services.records.use_cases import (
    add_within,
    changeable_within,
    existing_within,
    load_writing,
)
from storage.reads.records import read_record

if TYPE_CHECKING:
    from storage.tables import Company, Contact, Deal, Lead
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class New:
    """A record is made; `data` are fields as `add_record` takes them, before those of the lead."""

    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Existing:
    """A record that is there is linked."""

    key: UUID


Part = New | Existing | None
"""What the lead becomes of one kind: a new record, one that is there, or none."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """What came of a lead: the keys of its contact, company and deal by kind, those there are."""

    lead: UUID
    results: Mapping[str, UUID]


def convert_lead(
    context: Context, lead: UUID, *, contact: Part = None, company: Part = None, deal: Part = None
) -> Conversion:
    """Convert a lead into what is named, at least one, in one step that undo takes back.

    Its activities and files concern the results from then on, its phones, addresses, tax details
    and products of interest are theirs as well; the contact works for the company, and the deal is
    with both. The lead keeps what it had, as the history of its results, and is read-only.

    Raises BadInput, naming `contact`, `company` or `deal` and the field at fault with a dot between
    them, NotFound, and NotAllowed where the lead was converted before (LEAD-09, exam B3).
    """
    load_writing()
    parts: dict[str, New | Existing] = {
        kind: part
        for kind, part in zip(RESULTS, (contact, company, deal), strict=True)
        if part is not None
    }
    if not parts:
        raise BadInput(_("Choose what the lead becomes: a contact, a company or a deal."))
    with context.database.write(context.actor, "convert_lead") as unit:
        return convert_within(context, unit, lead, parts)


def convert_within(
    context: Context,
    unit: Unit,
    lead: UUID,
    parts: Mapping[str, New | Existing],
    at: datetime | None = None,
) -> Conversion:
    """Convert a lead as part of a larger use case, as of the moment `at`. See `convert_lead`."""
    row = cast("Lead", changeable_within(unit, "lead", lead))
    return _Conversion(context, unit, row, parts).run(at or context.now())


class _Conversion:
    """One conversion under way, within its unit."""

    def __init__(
        self, context: Context, unit: Unit, lead: Lead, parts: Mapping[str, New | Existing]
    ) -> None:
        self._context = context
        self._unit = unit
        self._lead = lead
        self._parts = parts
        fields = context.fields.of("lead")
        view = read_record(unit.connection, "lead", lead.id, fields)
        assert view is not None
        self._view: RecordView = view
        self._results: dict[str, UUID] = {}
        self._made: list[tuple[str, Any, Mapping[str, object]]] = []

    def run(self, at: datetime) -> Conversion:
        """Make and link the results, move everything along, and close the lead."""
        import json

        from services.deals.summing import settle_sum
        from services.leads.belongings import move_belongings
        from services.leads.custom_fields import CustomFields

        for kind in RESULTS:
            match self._parts.get(kind):
                case New(data):
                    self._results[kind] = self._make(kind, data)
                case Existing(key):
                    existing_within(self._unit, kind, key)
                    self._results[kind] = key
        self._link_results()
        self._remember_origin()
        is_new = {kind: isinstance(part, New) for kind, part in self._parts.items()}
        files = move_belongings(self._unit, self._lead.id, self._results, is_new)
        if "deal" in self._results:
            settle_sum(self._context, self._unit, self._results["deal"])
        fields = CustomFields(self._context, self._unit, json.loads(self._lead.custom), files)
        for kind, record, filled in self._made:
            fields.carry(kind, record, filled)
        self._lead.status_id = shipped_id(STATUSES, CONVERTED)
        self._lead.converted_at = self._lead.updated_at = at
        self._lead.junk_reason_id = None
        return Conversion(self._lead.id, self._results)

    def _make(self, kind: str, data: Mapping[str, object]) -> UUID:
        """Make a new record out of the lead and of what was typed instead."""
        from storage.tables import MODELS

        values = new_values(self._view, kind, set(self._parts))
        filled = {name: _as_data(value) for name, value in values.items()} | dict(data)
        try:
            key = add_within(self._context, self._unit, kind, filled)
        except BadInput as error:
            raise BadInput(str(error), f"{kind}.{error.field or ''}") from error
        record = cast("Any", self._unit.get(cast("Any", MODELS[kind]), key))
        if "responsible" not in filled and self._lead.responsible_id is not None:
            record.responsible_id = self._lead.responsible_id
        if "source" not in filled and kind != "company":
            record.source_id = self._lead.source_id
        if "comment" not in filled and kind == self._commented():
            record.comment = self._lead.comment
        self._made.append((kind, record, filled))
        return key

    def _commented(self) -> str:
        """Return the kind that gets the comment: what is wanted concerns the deal first of all."""
        new = [kind for kind, part in self._parts.items() if isinstance(part, New)]
        return next((kind for kind in ("deal", "contact", "company") if kind in new), "")

    def _link_results(self) -> None:
        """Let the contact work for the company, and the deal be with both."""
        from storage.tables import ContactCompany, DealContact

        contact, company = self._results.get("contact"), self._results.get("company")
        if contact and company:
            self._link(ContactCompany, {"contact_id": contact}, {"company_id": company})
        deal = self._results.get("deal")
        if deal is None:
            return
        row = cast("Deal", existing_within(self._unit, "deal", deal))
        if company and row.company_id is None:
            row.company_id = company
        if contact:
            self._link(DealContact, {"deal_id": deal}, {"contact_id": contact})

    def _link(self, model: Any, own: dict[str, UUID], other: dict[str, UUID]) -> None:
        """Link two records unless they are linked, behind the links that there are."""
        from sqlmodel import select

        ((own_column, own_key),), ((other_column, other_key),) = own.items(), other.items()
        query = select(model).where(getattr(model, own_column) == own_key)
        rows = self._unit.session.exec(query).all()
        if all(getattr(row, other_column) != other_key for row in rows):
            sort = max((row.sort + 1 for row in rows), default=0)
            self._unit.add(model(**own, **other, sort=sort))

    def _remember_origin(self) -> None:
        """Let the results name the lead that they came from (FEATURES LEAD-10, LEAD-11)."""
        from storage.tables import LeadResult

        for kind, key in self._results.items():
            record = cast("Contact | Company | Deal", existing_within(self._unit, kind, key))
            if record.lead_id is None:
                record.lead_id = self._lead.id
            is_new = isinstance(self._parts[kind], New)
            self._unit.add(
                LeadResult(lead_id=self._lead.id, record_kind=kind, record_id=key, is_new=is_new)
            )


def _as_data(value: Value) -> object:
    """Return a value of the lead as `add_record` takes it."""
    match value:
        case Choice(code):
            return code
        case tuple():
            return [
                {"value": item.value, "label": item.label} if isinstance(item, Point) else item
                for item in value
            ]
    return value
