"""What a card becomes: rows in stored form for a new contact, field values for a known one."""

from __future__ import annotations

import json
import sqlite3
from typing import Any
from uuid import UUID

from domain.contact_points.phones import split_phones
from domain.dates.partial_date import year_of
from domain.i18n import _
from domain.ids import new_id
from domain.names.person_names import fold_company_title
from domain.records.fields import FieldType
from domain.records.values import Point
from services.context import Context
from services.formats.cards import Card, PointValue
from services.importing.matching import folded_name
from services.records.coercion import EARLIEST_YEAR, LONGEST_NAME
from services.records.writing import find_company, point_row
from storage.values import now_micros

POINT_FIELDS = {
    "phones": FieldType.PHONE,
    "emails": FieldType.EMAIL,
    "sites": FieldType.SITE,
    "messengers": FieldType.MESSENGER,
}
"""Fields of a card that become contact points, by the type of the points."""

NAME_FIELDS = {
    "last_name": "last_name",
    "first_name": "first_name",
    "middle_name": "middle_name",
    "name_prefix": "prefix",
    "name_suffix": "suffix",
    "position": "position",
    "birth_date": "birth_date",
}
"""Fields of a contact that a card gives as they are: the contact's name for it, the card's."""


def contact_values(card: Card) -> dict[str, str]:
    """Return the texts of a contact that a card gives, by the name of the column.

    What no form would take stands whole in the comment: a birthday before `EARLIEST_YEAR`, and a
    name of more than `LONGEST_NAME` characters, of which the field keeps the beginning.
    """
    values = {column: str(getattr(card, name)) for column, name in NAME_FIELDS.items()}
    values["nickname"] = " / ".join(filter(None, (card.nickname, card.formatted_name)))
    values["department"] = next((o.department for o in card.organisations if o.department), "")
    whole: list[str] = []
    if card.birth_date and (year_of(card.birth_date) or EARLIEST_YEAR) < EARLIEST_YEAR:
        values["birth_date"] = ""
        whole.append(_("Birthday: {text}").format(text=card.birth_date))
    for name, text in values.items():
        if len(text) > LONGEST_NAME:
            values[name] = text[:LONGEST_NAME].rstrip()
            whole.append(text)
    values["comment"] = "\n".join(filter(None, (_comment(card), *whole)))
    return values


def _comment(card: Card) -> str:
    """Return the note, and after it what the card says that has no field of its own."""
    lines = [card.note]
    lines += [f"{remark.label}: {remark.value}" for remark in card.remarks]
    if card.photo_uri:
        lines.append(_("Photo: {address}").format(address=card.photo_uri))
    if card.categories:
        lines.append(_("Groups: {names}").format(names=", ".join(card.categories)))
    return "\n".join(line for line in lines if line)


class NewContacts:
    """Collects the rows of new contacts, to be inserted table by table.

    Their companies are found by title, or made on the way; `made` are the titles of these.
    """

    def __init__(self, context: Context, connection: sqlite3.Connection) -> None:
        # In this order, so that each row finds those it points to.
        tables = ("contact", "company", "contact_company", "contact_point", "address")
        self.rows: dict[str, list[dict[str, Any]]] = {table: [] for table in tables}
        self.made: list[str] = []
        self._context = context
        self._connection = connection
        self._companies: dict[str, UUID] = {}
        self._now = now_micros()

    def add(self, card: Card) -> UUID:
        """Collect the rows of one contact and return its key."""
        key = new_id()
        self.rows["contact"].append(
            {
                "id": key.bytes,
                **contact_values(card),
                "folded_name": folded_name(card),
                "external_id": card.uid or "",
                **self._made_now(),
            }
        )
        for name, type_ in POINT_FIELDS.items():
            self._add_points(key, getattr(card, name), type_)
        self._add_addresses(key, card)
        titles = dict.fromkeys(self._company(o.title) for o in card.organisations)
        for sort, company in enumerate(titles):
            self.rows["contact_company"].append(
                {
                    "id": new_id().bytes,
                    "contact_id": key.bytes,
                    "company_id": company.bytes,
                    "sort": sort,
                }
            )
        return key

    def _made_now(self) -> dict[str, Any]:
        actor = self._context.actor.user_id.bytes
        return {
            "responsible_id": actor,
            "created_by": actor,
            "created_at": self._now,
            "updated_at": self._now,
        }

    def _company(self, title: str) -> UUID:
        folded = fold_company_title(title)
        key = self._companies.get(folded) or find_company(self._connection, folded)
        if key is None:
            key = new_id()
            self.made.append(title)
            self.rows["company"].append(
                {"id": key.bytes, "title": title, "folded_title": folded, **self._made_now()}
            )
        self._companies[folded] = key
        return key

    def _add_points(self, key: UUID, points: tuple[PointValue, ...], type_: FieldType) -> None:
        sort = 0
        for point in points:
            values = [point.value]
            if type_ is FieldType.PHONE:
                values = [p.value for p in split_phones(point.value, self._context.region)]
            for value in values:
                row = point_row(Point(value, point.label), type_, self._context.region)
                self.rows["contact_point"].append(
                    {
                        "id": new_id().bytes,
                        "record_kind": "contact",
                        "record_id": key.bytes,
                        "type": type_.value,
                        "sort": sort,
                        **row,
                    }
                )
                sort += 1

    def _add_addresses(self, key: UUID, card: Card) -> None:
        for sort, address in enumerate(card.addresses):
            self.rows["address"].append(
                {
                    "id": new_id().bytes,
                    "record_kind": "contact",
                    "record_id": key.bytes,
                    "label": address.label,
                    "street": address.street,
                    "city": address.city,
                    "region": address.region,
                    "postal_code": address.postal_code,
                    "country": address.country,
                    "sort": sort,
                }
            )


def import_record_row(
    run: UUID, source: str, card: Card, fingerprint: str, contact: UUID
) -> dict[str, Any]:
    """Return the row that remembers which contact a card became."""
    return {
        "id": new_id().bytes,
        "run_id": run.bytes,
        "source": source,
        "external_id": card.uid or "",
        "record_kind": "contact",
        "record_id": contact.bytes,
        "fingerprint": fingerprint,
        "payload": json.dumps(card.to_json(), ensure_ascii=False, separators=(",", ":")),
    }
