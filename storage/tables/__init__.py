"""The tables, as SQLModel classes, grouped by subject.

Importing this package loads SQLModel: only what writes does so. `MODELS` finds a class by the name
of its table.
"""

from __future__ import annotations

from sqlmodel import SQLModel

from storage.tables.activities import (
    Activity,
    ActivityLink,
    ActivityParticipant,
    ActivityRun,
    ActivityTag,
    CheckItem,
    RunClaim,
    TaskTemplate,
)
from storage.tables.catalog import Product, ProductPrice, Section, SectionProperty, SectionWithin
from storage.tables.clients import (
    Address,
    Company,
    Contact,
    ContactCompany,
    ContactPoint,
    Lead,
    LeadResult,
    LineItem,
    Requisites,
)
from storage.tables.currencies import ExchangeRate
from storage.tables.deals import Deal, DealContact, Pipeline, Stage, StageTask
from storage.tables.documents import (
    DocumentRevision,
    Invoice,
    Location,
    LocationTax,
    NumberSeries,
    OwnCompany,
    Payment,
    Quote,
    SeriesCounter,
)
from storage.tables.files import Attachment, AttachmentVersion, ImportRecord, ImportRun
from storage.tables.forms import FieldDefinition, FormLayout
from storage.tables.log import Change, ChangeUnit
from storage.tables.people import Department, User
from storage.tables.telephony import Ring
from storage.tables.views import SavedView
from storage.tables.words import (
    CustomPhone,
    Dictionary,
    DictionaryValue,
    Draft,
    Meta,
    SearchDoc,
    Setting,
)

MODELS: dict[str, type[SQLModel]] = {
    str(model.__tablename__): model
    for model in (
        Activity,
        ActivityLink,
        ActivityParticipant,
        ActivityRun,
        ActivityTag,
        Address,
        Attachment,
        AttachmentVersion,
        Change,
        ChangeUnit,
        CheckItem,
        Company,
        Contact,
        ContactCompany,
        ContactPoint,
        CustomPhone,
        Deal,
        DealContact,
        Department,
        Dictionary,
        DictionaryValue,
        DocumentRevision,
        Draft,
        ExchangeRate,
        FieldDefinition,
        FormLayout,
        ImportRecord,
        ImportRun,
        Invoice,
        Lead,
        LeadResult,
        LineItem,
        Location,
        LocationTax,
        Meta,
        NumberSeries,
        OwnCompany,
        Payment,
        Pipeline,
        Product,
        ProductPrice,
        Quote,
        Requisites,
        Ring,
        RunClaim,
        SavedView,
        SearchDoc,
        Section,
        SectionProperty,
        SectionWithin,
        SeriesCounter,
        Setting,
        Stage,
        StageTask,
        TaskTemplate,
        User,
    )
}

__all__ = [
    "MODELS",
    "Activity",
    "ActivityLink",
    "ActivityParticipant",
    "ActivityRun",
    "ActivityTag",
    "Address",
    "Attachment",
    "AttachmentVersion",
    "Change",
    "ChangeUnit",
    "CheckItem",
    "Company",
    "Contact",
    "ContactCompany",
    "ContactPoint",
    "CustomPhone",
    "Deal",
    "DealContact",
    "Department",
    "Dictionary",
    "DictionaryValue",
    "DocumentRevision",
    "Draft",
    "ExchangeRate",
    "FieldDefinition",
    "FormLayout",
    "ImportRecord",
    "ImportRun",
    "Invoice",
    "Lead",
    "LeadResult",
    "LineItem",
    "Location",
    "LocationTax",
    "Meta",
    "NumberSeries",
    "OwnCompany",
    "Payment",
    "Pipeline",
    "Product",
    "ProductPrice",
    "Quote",
    "Requisites",
    "Ring",
    "RunClaim",
    "SavedView",
    "SearchDoc",
    "Section",
    "SectionProperty",
    "SectionWithin",
    "SeriesCounter",
    "Setting",
    "Stage",
    "StageTask",
    "TaskTemplate",
    "User",
]
