"""How the card and the form of a kind of record are laid out (FEATURES DOC-01 to DOC-09).

A layout names fields only; what a field is stands in the field registry. So a layout survives a
field that is gone, and a field that no layout knows yet is shown at the end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from domain.i18n import N_
from domain.records.card_blocks import FIRST_BLOCKS, LAST_BLOCKS
from domain.records.fields import Field, PriceOf

PROPERTIES = N_("Properties")
"""The section for fields that a layout does not know, where it has one."""


@dataclass(frozen=True, slots=True)
class Section:
    """A group of fields under a title.

    `title` is a message id where the layout is a shipped one, else as somebody typed it.
    """

    title: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The layout of one kind.

    `header` lists the fields that are pinned above everything else (DOC-06), `hidden` those that
    are not shown, in the header neither. `labels` are names that somebody has given to fields,
    `printed` says of fields whether they are printed where that differs from the registry (DOC-02).
    `own_header` is said of the layout of everybody: where it is locked, each person may have
    another header (DOC-05).
    """

    kind: str
    sections: tuple[Section, ...]
    header: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    labels: Mapping[str, str] = field(default_factory=dict)
    printed: Mapping[str, bool] = field(default_factory=dict)
    own_header: bool = False

    def arrange(self, fields: Sequence[Field]) -> list[tuple[str, list[Field]]]:
        """Return the sections with those of `fields` that they show, leaving out empty ones.

        A field that the layout does not know stands at the end of the section for properties, else
        of the last one; a price at the end of that with the other prices. A block of the card that
        it does not know stands at the beginning of the first section, or at the end of the last.
        """
        left = {one.name: one for one in fields if one.name not in self.hidden}
        placed = {name for section in self.sections for name in section.fields}
        first, last = (
            [left.pop(one.name) for one in blocks if one.name in left.keys() - placed]
            for blocks in (FIRST_BLOCKS.get(self.kind, ()), LAST_BLOCKS.get(self.kind, ()))
        )
        arranged = [
            (section.title, [left.pop(name) for name in section.fields if name in left])
            for section in self.sections
        ]
        for _title, shown in arranged:
            if any(isinstance(one.store, PriceOf) for one in shown):
                others = [one for one in left.values() if isinstance(one.store, PriceOf)]
                shown += [left.pop(one.name) for one in others]
        if left and arranged:
            titles = [title for title, _shown in arranged]
            place = titles.index(PROPERTIES) if PROPERTIES in titles else -1
            arranged[place][1].extend(left.values())
        elif left:
            arranged.append((N_("About"), list(left.values())))
        if arranged:
            arranged[0][1][:0] = first
            arranged[-1][1].extend(last)
        return [(title, shown) for title, shown in arranged if shown]

    def completed(self, fields: Sequence[Field]) -> Layout:
        """Return the layout with each of `fields` in exactly one section, hidden ones included."""
        everything = replace(self, hidden=frozenset()).arrange(fields)
        shown = {title: tuple(one.name for one in members) for title, members in everything}
        empty = {section.title: () for section in self.sections}
        sections = tuple(Section(*pair) for pair in (empty | shown).items())
        return replace(self, sections=sections)

    def pinned(self, fields: Sequence[Field]) -> list[Field]:
        """Return those of `fields` that stand in the header, in its order."""
        known = {one.name: one for one in fields if one.name not in self.hidden}
        return [known[name] for name in self.header if name in known]

    def is_printed(self, field: Field) -> bool:
        """Say whether a field is printed (FEATURES DOC-02)."""
        return self.printed.get(field.name, field.printable)


_POINTS = Section(N_("Reach"), ("phones", "emails", "sites", "messengers"))
_ADDRESS = Section(
    N_("Address"), ("street", "city", "region", "postal_code", "country", "addresses")
)
_REQUISITES = Section(N_("Requisites"), ("requisites",))
_PERSON = ("last_name", "first_name", "middle_name")

_PRINTING = Section(N_("Print"), ("own_company", "language", "template", "notes"))
_DOCUMENT_RECORD = Section(
    N_("Record"),
    (
        *("responsible", "comment", "revision", "issued_at", "external_id"),
        *("created_at", "updated_at"),
    ),
)

SHIPPED_LAYOUTS: dict[str, Layout] = {
    layout.kind: layout
    for layout in (
        Layout(
            "contact",
            (
                Section(N_("Name"), (*_PERSON, "name_prefix", "name_suffix", "nickname")),
                _POINTS,
                Section(N_("Work"), ("companies", "position", "department")),
                _ADDRESS,
                _REQUISITES,
                Section(N_("About"), ("type", "source", "birth_date", "responsible", "comment")),
            ),
            ("companies", "position", "phones", "emails", "birth_date", "comment"),
        ),
        Layout(
            "company",
            (
                Section(N_("Name"), ("title", "type", "industry")),
                _POINTS,
                Section(N_("Figures"), ("annual_turnover", "currency", "employees")),
                _ADDRESS,
                _REQUISITES,
                Section(N_("About"), ("responsible", "comment")),
            ),
            ("industry", "phones", "emails", "sites", "comment"),
        ),
        Layout(
            "lead",
            (
                Section(
                    N_("Request"),
                    ("title", "status", "junk_reason", "source", "responsible", "comment"),
                ),
                Section(N_("Products"), ("products",)),
                Section(N_("Name"), (*_PERSON, "company_title", "position")),
                _POINTS,
                _ADDRESS,
                _REQUISITES,
                Section(
                    N_("Advertising"),
                    (
                        *("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"),
                        "source_address",
                    ),
                ),
                Section(N_("Record"), ("converted_at", "external_id", "created_at", "updated_at")),
            ),
            ("status", "company_title", "phones", "emails", "comment"),
        ),
        Layout(
            "deal",
            (
                Section(
                    N_("Deal"),
                    ("title", "stage", "amount", "currency", "probability", "close_date"),
                ),
                Section(N_("Client"), ("company", "contacts")),
                Section(N_("Products"), ("products",)),
                Section(
                    N_("About"),
                    (
                        *("type", "source", "responsible", "open_to_all", "stage_at"),
                        *("lost_reason", "comment"),
                    ),
                ),
            ),
            ("stage", "amount", "company", "contacts", "close_date", "comment"),
        ),
        Layout(
            "quote",
            (
                Section(N_("Products"), ("products",)),
                Section(
                    N_("Quote"),
                    ("number", "subject", "status", "date", "valid_until", "total", "currency"),
                ),
                Section(N_("Client"), ("company", "contact", "deal")),
                Section(N_("Figures"), ("net", "tax", "payable", "tax_mode", "tax_shown")),
                _PRINTING,
                _DOCUMENT_RECORD,
            ),
            ("status", "total", "company", "contact", "valid_until"),
        ),
        Layout(
            "invoice",
            (
                Section(N_("Products"), ("products",)),
                Section(
                    N_("Invoice"),
                    (
                        *("number", "kind", "subject", "status", "date", "due", "total"),
                        *("paid", "outstanding", "currency"),
                    ),
                ),
                Section(N_("Client"), ("company", "contact", "deal", "quote", "credited")),
                Section(
                    N_("Figures"),
                    (
                        *("net", "tax", "payable", "tax_mode", "tax_shown", "prepaid"),
                        *("paid_on", "payment_method"),
                    ),
                ),
                _PRINTING,
                _DOCUMENT_RECORD,
            ),
            ("status", "total", "outstanding", "due", "company", "contact"),
        ),
        Layout(
            "own_company",
            (
                Section(
                    N_("Own company"),
                    ("title", "director", "accountant", "phone", "email", "site", "country"),
                ),
                _REQUISITES,
                Section(
                    N_("Documents"),
                    (
                        *("currency", "tax_mode", "payment_days", "payment_method"),
                        *("language", "template", "notes", "is_default"),
                    ),
                ),
                Section(N_("Record"), ("responsible", "comment", "external_id")),
            ),
            ("requisites",),
        ),
        Layout(
            "product",
            (
                Section(
                    N_("Product"),
                    (
                        *("name", "code", "bar_code", "section", "is_service", "is_active"),
                        "description",
                    ),
                ),
                Section(
                    N_("Prices"),
                    ("price", "price_wholesale", "price_purchase", "unit", "tax_rate"),
                ),
                Section(PROPERTIES, ()),
                Section(
                    N_("Record"),
                    (
                        *("sort", "responsible", "origin", "external_id"),
                        *("created_at", "updated_at"),
                    ),
                ),
            ),
            ("price", "code", "section", "unit", "description"),
        ),
        Layout(
            "section",
            (Section(N_("Section"), ("name", "parent", "description", "sort", "responsible")),),
            ("parent", "description"),
        ),
        Layout(
            "activity",
            (
                Section(
                    N_("Activity"),
                    (
                        *("subject", "kind", "contacts", "companies", "leads", "deals"),
                        *("due", "remind_minutes", "is_important", "planned_minutes", "place"),
                        *("direction", "attempt", "event_kind", "description", "tags"),
                    ),
                ),
                Section(N_("With"), ("responsible", "participants", "co_executors", "observers")),
                Section(
                    N_("Outcome"), ("done_at", "outcome", "result", "start_at", "duration_seconds")
                ),
                Section(N_("Record"), ("external_id", "created_at", "updated_at")),
            ),
        ),
    )
}
"""The layouts with which every kind begins, by kind."""
