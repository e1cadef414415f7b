"""The fields every installation has, kind by kind (FEATURES LEAD-01, CONT-01, COMP-01, DEAL-01,
CAT-07, ACT-03)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from domain.activities import (
    ACTIVITY_KINDS,
    CO_EXECUTOR,
    DIRECTIONS,
    MOST_PLANNED_MINUTES,
    OBSERVER,
    ROLES,
    TAKES_PART,
)
from domain.catalog.prices import BASE, FIRST_LABELS, price_field
from domain.catalog.tax_rates import TAX_RATES
from domain.catalog.units import UNITS
from domain.i18n import N_
from domain.records.document_fields import document_fields
from domain.records.field_parts import column, common, products, requisites, rows
from domain.records.fields import (
    AddressPart,
    Column,
    Field,
    FieldRegistry,
    FieldType,
    LinkTable,
    Points,
    PriceOf,
    Tags,
)
from domain.reminders import MOST_MINUTES

T = FieldType

ACTIVITY_LINKS = LinkTable("activity_link", "activity_id", "record_id", kind_column="record_kind")


def _people(role: str) -> LinkTable:
    return LinkTable("activity_participant", "activity_id", "record_id", "record_kind", role)


def _person(kind: str) -> Iterator[Field]:
    yield column(kind, "last_name", N_("Surname"), T.TEXT, searchable=True, width=16)
    yield column(kind, "first_name", N_("First name"), T.TEXT, searchable=True, width=14)
    yield column(kind, "middle_name", N_("Patronymic"), T.TEXT, searchable=True)


def _points(kind: str) -> Iterator[Field]:
    several: dict[str, Any] = {"multiple": True, "searchable": True}
    yield Field(kind, "phones", N_("Phones"), T.PHONE, Points(), width=18, **several)
    yield Field(kind, "emails", N_("E-mails"), T.EMAIL, Points(), width=24, **several)
    yield Field(kind, "sites", N_("Sites"), T.SITE, Points(), **several)
    yield Field(kind, "messengers", N_("Messengers"), T.MESSENGER, Points(), **several)


def _address(kind: str) -> Iterator[Field]:
    yield Field(kind, "street", N_("Street"), T.TEXT, AddressPart("street"))
    yield Field(kind, "city", N_("City"), T.TEXT, AddressPart("city"), searchable=True, width=12)
    yield Field(kind, "region", N_("Region"), T.TEXT, AddressPart("region"))
    yield Field(kind, "postal_code", N_("Postal code"), T.TEXT, AddressPart("postal_code"))
    yield Field(kind, "country", N_("Country"), T.TEXT, AddressPart("country"))
    yield rows(kind, "addresses", N_("Addresses"), T.ADDRESS, "address")


def _origin(kind: str) -> Iterator[Field]:
    """Give the lead that became the record (FEATURES LEAD-10, COMP-04)."""
    yield column(
        kind, "origin", N_("Origin"), T.RECORD, column="lead_id", target="lead", read_only=True
    )


def _contact() -> Iterator[Field]:
    yield from _person("contact")
    yield column("contact", "name_prefix", N_("Title before the name"), T.TEXT)
    yield column("contact", "name_suffix", N_("Suffix after the name"), T.TEXT)
    yield column("contact", "nickname", N_("Also known as"), T.TEXT, searchable=True)
    yield from _points("contact")
    yield Field(
        "contact",
        "companies",
        N_("Companies"),
        T.RECORD,
        LinkTable("contact_company", "contact_id", "company_id"),
        target="company",
        multiple=True,
        searchable=True,
        width=20,
    )
    yield column("contact", "position", N_("Position"), T.TEXT, searchable=True)
    yield column("contact", "department", N_("Department"), T.TEXT)
    yield column("contact", "birth_date", N_("Birth date"), T.PARTIAL_DATE)
    yield column("contact", "type", N_("Type"), T.CHOICE, column="type_id", choices="contact_type")
    yield column("contact", "source", N_("Source"), T.CHOICE, column="source_id", choices="source")
    yield from _address("contact")
    yield requisites("contact")
    yield from _origin("contact")
    yield from common("contact")


def _company() -> Iterator[Field]:
    yield column("company", "title", N_("Title"), T.TEXT, searchable=True, width=28)
    yield from _points("company")
    yield column("company", "type", N_("Type"), T.CHOICE, column="type_id", choices="company_type")
    yield column(
        "company", "industry", N_("Industry"), T.CHOICE, column="industry_id", choices="industry"
    )
    yield column("company", "annual_turnover", N_("Annual turnover"), T.AMOUNT)
    yield column("company", "currency", N_("Currency"), T.CURRENCY)
    yield column("company", "employees", N_("Employees"), T.INTEGER, least=0)
    yield from _address("company")
    yield requisites("company")
    yield from _origin("company")
    yield from common("company")


def _marketing() -> Iterator[Field]:
    """Give what tells through which advertisement a lead came (FEATURES LEAD-16)."""
    for name, label in (
        ("utm_source", N_("Advertising system")),
        ("utm_medium", N_("Advertising medium")),
        ("utm_campaign", N_("Campaign")),
        ("utm_term", N_("Keyword")),
        ("utm_content", N_("Advertisement")),
        ("source_address", N_("Page it came from")),
    ):
        yield column("lead", name, label, T.TEXT, by_intake=True)


def _lead() -> Iterator[Field]:
    yield column("lead", "title", N_("Title"), T.TEXT, searchable=True, width=24)
    yield column(
        "lead",
        "status",
        N_("Status"),
        T.CHOICE,
        column="status_id",
        choices="lead_status",
        width=14,
    )
    yield from _person("lead")
    yield column("lead", "company_title", N_("Company"), T.TEXT, searchable=True, width=20)
    yield column("lead", "position", N_("Position"), T.TEXT, searchable=True)
    yield from _points("lead")
    yield column(
        "lead",
        "junk_reason",
        N_("Reason why it is junk"),
        T.CHOICE,
        column="junk_reason_id",
        choices="junk_reason",
    )
    yield column("lead", "source", N_("Source"), T.CHOICE, column="source_id", choices="source")
    yield from _address("lead")
    yield requisites("lead")
    yield products("lead")
    yield from _marketing()
    yield column("lead", "converted_at", N_("Converted"), T.MOMENT, read_only=True)
    yield from common("lead")


def _deal() -> Iterator[Field]:
    yield column("deal", "title", N_("Title"), T.TEXT, searchable=True, width=28)
    yield Field(
        "deal",
        "stage",
        N_("Stage"),
        T.STAGE,
        Column("stage_id"),
        width=14,
    )
    yield column("deal", "amount", N_("Amount"), T.AMOUNT, width=14)
    yield column("deal", "currency", N_("Currency"), T.CURRENCY, width=8)
    yield column("deal", "probability", N_("Probability, %"), T.INTEGER, least=0, most=100)
    yield column("deal", "close_date", N_("Expected close"), T.DATE, width=12)
    yield column(
        "deal",
        "company",
        N_("Company"),
        T.RECORD,
        column="company_id",
        target="company",
        searchable=True,
        width=20,
    )
    yield Field(
        "deal",
        "contacts",
        N_("Contacts"),
        T.RECORD,
        LinkTable("deal_contact", "deal_id", "contact_id"),
        target="contact",
        multiple=True,
        searchable=True,
    )
    yield products("deal")
    yield column("deal", "type", N_("Type"), T.CHOICE, column="type_id", choices="deal_type")
    yield column("deal", "source", N_("Source"), T.CHOICE, column="source_id", choices="source")
    yield column(
        "deal",
        "lost_reason",
        N_("Reason why it is lost"),
        T.CHOICE,
        column="lost_reason_id",
        choices="lost_reason",
    )
    yield column("deal", "stage_at", N_("At this stage since"), T.MOMENT, read_only=True)
    yield column("deal", "open_to_all", N_("Available to everyone"), T.BOOL)
    yield from _origin("deal")
    yield from common("deal")


def price_of(price_type: str, label: str) -> Field:
    """Return the field of products that holds their price of a type; `label` is a message id."""
    name, width = price_field(price_type), 14 if price_type == BASE else 0
    return Field("product", name, label, T.MONEY, PriceOf(price_type), width=width, least=0)


def _product() -> Iterator[Field]:
    yield column("product", "name", N_("Product name"), T.TEXT, searchable=True, width=36)
    yield column("product", "code", N_("Code"), T.TEXT, searchable=True, width=12)
    yield column("product", "bar_code", N_("Bar code"), T.TEXT, searchable=True)
    for code, label in FIRST_LABELS.items():
        yield price_of(code, label)
    yield column("product", "unit", N_("Unit"), T.CHOICE, column="unit_id", choices=UNITS, width=6)
    yield column(
        "product",
        "section",
        N_("Section"),
        T.RECORD,
        column="section_id",
        target="section",
        width=20,
    )
    yield column(
        "product",
        "tax_rate",
        N_("Rate of tax"),
        T.CHOICE,
        column="tax_rate_id",
        choices=TAX_RATES,
    )
    yield column("product", "is_service", N_("Service"), T.BOOL)
    yield column("product", "is_active", N_("Active"), T.BOOL, usual=True)
    yield column("product", "description", N_("Description"), T.LONG_TEXT, searchable=True)
    yield column("product", "sort", N_("Place in the section"), T.INTEGER)
    # Which system brought the product in, such as a web shop (FEATURES CAT-18).
    yield column("product", "origin", N_("Origin"), T.TEXT, by_intake=True)
    yield from common("product")


def _section() -> Iterator[Field]:
    yield column("section", "name", N_("Section name"), T.TEXT, searchable=True, width=36)
    yield column(
        "section",
        "parent",
        N_("Within the section"),
        T.RECORD,
        column="parent_id",
        target="section",
        width=24,
    )
    yield column("section", "description", N_("Description"), T.LONG_TEXT, searchable=True)
    yield column("section", "sort", N_("Place in the section"), T.INTEGER)
    yield from common("section")


def _activity() -> Iterator[Field]:
    yield column("activity", "kind", N_("Kind"), T.CODE, choices=tuple(ACTIVITY_KINDS), width=8)
    yield column("activity", "subject", N_("Subject"), T.TEXT, searchable=True, width=32)
    yield column("activity", "description", N_("Description"), T.LONG_TEXT, searchable=True)
    yield Field("activity", "due", N_("Deadline"), T.DEADLINE, Column("due_at"), width=18)
    yield column("activity", "start_at", N_("Start"), T.MOMENT)
    yield column("activity", "place", N_("Place"), T.TEXT, searchable=True)
    yield column(
        "activity",
        "planned_minutes",
        N_("Length, minutes"),
        T.INTEGER,
        least=1,
        most=MOST_PLANNED_MINUTES,
    )
    yield column(
        "activity",
        "event_kind",
        N_("Kind of event"),
        T.CHOICE,
        column="event_kind_id",
        choices="event_kind",
    )
    yield column(
        "activity",
        "remind_minutes",
        N_("Reminder, minutes before"),
        T.INTEGER,
        least=0,
        most=MOST_MINUTES,
    )
    yield column("activity", "is_important", N_("Important"), T.BOOL)
    yield column("activity", "direction", N_("Direction"), T.CODE, choices=tuple(DIRECTIONS))
    yield column("activity", "done_at", N_("Done"), T.MOMENT, width=16)
    yield column(
        "activity", "outcome", N_("Outcome"), T.CHOICE, column="outcome_id", choices="outcome"
    )
    yield column("activity", "result", N_("Result"), T.LONG_TEXT, searchable=True)
    yield column("activity", "duration_seconds", N_("Duration, seconds"), T.INTEGER, least=0)
    yield column("activity", "attempt", N_("Attempt"), T.INTEGER, least=1)
    yield from _whom_it_concerns()
    tags = Tags("activity_tag", "activity_id")
    yield Field("activity", "tags", N_("Tags"), T.TEXT, tags, multiple=True, searchable=True)
    yield from common("activity")


def _whom_it_concerns() -> Iterator[Field]:
    """Give the records that an activity is about, and the people who have a part in it."""
    for target, name, label in (
        ("contact", "contacts", N_("Contacts")),
        ("company", "companies", N_("Companies")),
        ("lead", "leads", N_("Leads")),
        ("deal", "deals", N_("Deals")),
    ):
        yield Field("activity", name, label, T.RECORD, ACTIVITY_LINKS, target=target, multiple=True)
    yield Field(
        "activity",
        "participants",
        ROLES[TAKES_PART],
        T.RECORD,
        _people(TAKES_PART),
        target="contact",
        multiple=True,
    )
    for name, role in (("co_executors", CO_EXECUTOR), ("observers", OBSERVER)):
        yield Field("activity", name, ROLES[role], T.USER, _people(role), multiple=True)


BUILTIN_FIELDS = FieldRegistry(
    [
        *(*_contact(), *_company(), *_lead(), *_deal()),
        *(*_product(), *_section(), *document_fields(), *_activity()),
    ],
)
"""The registry of an installation without custom fields."""
