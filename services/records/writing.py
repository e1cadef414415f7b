"""Puts values that fit their fields into the rows of a record."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from sqlmodel import col, select

from domain.contact_points.emails import is_email
from domain.contact_points.phones import parse_phone, split_phones
from domain.contact_points.sites import is_site
from domain.errors import BadInput
from domain.i18n import _
from domain.names.person_names import fold_company_title
from domain.reach import reach_key
from domain.records.fields import (
    AddressPart,
    Column,
    Custom,
    Field,
    FieldType,
    LinkTable,
    Points,
    PriceOf,
    Rows,
    Tags,
)
from domain.records.values import Deadline, Money, Point
from domain.tags import fold_tag
from services.activities.reminders import UNPLANNED, keep_reminder, plan_state
from services.context import Context
from services.leads.rules import keep_junk_reason
from services.parts.rows import write_parts
from services.records.coercion import RecordName
from services.records.naming import linked_record
from services.settings import BASE_CURRENCY, get_setting
from storage.tables import (
    MODELS,
    Activity,
    Address,
    Company,
    ContactPoint,
    Lead,
    ProductPrice,
)
from storage.tables.base import Named, Record, utc_now
from storage.unit import Unit
from storage.values import custom_out


class RecordWriter:
    """Writes the fields of one record within a unit."""

    def __init__(self, context: Context, unit: Unit, kind: str, record: Record) -> None:
        self._context = context
        self._unit = unit
        self._kind = kind
        self._record = record
        self._plan_before = plan_state(record) if isinstance(record, Activity) else UNPLANNED
        self._reminder_is_given = self._junk_reason_is_given = self._status_is_given = False

    def write(self, field: Field, value: Any) -> None:
        """Store `value`, as `Coercion.value` returned it. Raises BadInput or NotFound."""
        if not isinstance(field.store, Column | Custom):
            self._record.updated_at = utc_now()
        match field.store:
            case Column(_column) if field.type is FieldType.DEADLINE:
                self._write_deadline(value)
            case Column(column):
                self._write_column(field, column, value)
            case Custom():
                self._write_custom(field, value)
            case Points():
                write_points(
                    self._unit, self._kind, self._record.id, field.type, value, self._context.region
                )
            case AddressPart(column):
                self._write_address(column, value or "")
            case Rows():
                write_parts(self._unit, self._kind, self._record.id, field.type, value)
            case LinkTable():
                self._write_links(field, field.store, value)
            case Tags():
                self._write_tags(field.store, value or ())
            case PriceOf(price_type):
                self._write_price(price_type, value)

    def finish(self) -> None:
        """Bring in step what follows from other columns: search forms, and the reminder."""
        if isinstance(self._record, Named):
            self._record.fold_names()
        if isinstance(self._record, Activity):
            keep_reminder(
                self._context,
                self._unit.connection,
                self._record,
                self._plan_before,
                is_given=self._reminder_is_given,
            )
        if isinstance(self._record, Lead):
            connection, is_given = self._unit.connection, self._junk_reason_is_given
            keep_junk_reason(
                connection, self._record, is_given=is_given, is_moved=self._status_is_given
            )

    def _write_column(self, field: Field, column: str, value: Any) -> None:
        if isinstance(value, RecordName):
            value = self._linked(field, value)
        if value is None:
            value = self._empty_value(field, column)
        setattr(self._record, column, value)
        self._reminder_is_given |= column == "remind_minutes"
        self._junk_reason_is_given |= column == "junk_reason_id"
        self._status_is_given |= column == "status_id"

    def _empty_value(self, field: Field, column: str) -> Any:
        info = type(self._record).model_fields[column]
        if info.is_required():
            sentence = _("{field}: a value is needed.").format(field=_(field.label))
            raise BadInput(sentence, field.name)
        return info.default

    def _write_deadline(self, value: Deadline | None) -> None:
        activity = cast("Activity", self._record)
        activity.due_at = value.at if value else None
        activity.due_on = value.on if value else None

    def _write_custom(self, field: Field, value: Any) -> None:
        from services.records.custom_values import CustomKeeper

        values = json.loads(self._record.custom)
        keeper = CustomKeeper(self._context, self._unit, self._record.id)
        kept = keeper.kept(field, value, values.pop(field.name, None))
        self._record.custom = custom_out(values if kept is None else values | {field.name: kept})

    def _write_address(self, column: str, value: str) -> None:
        address = self._unit.session.exec(
            select(Address)
            .where(Address.record_kind == self._kind, Address.record_id == self._record.id)
            .order_by(col(Address.sort))
        ).first()
        if address is None:
            if not value:
                return
            address = self._unit.add(Address(record_kind=self._kind, record_id=self._record.id))
        setattr(address, column, value)

    def _write_links(
        self, field: Field, store: LinkTable, names: Sequence[RecordName | UUID]
    ) -> None:
        """Make the links exactly these, in this order, keeping those that stay."""
        model = cast("Any", MODELS[store.table])
        query = select(model).where(getattr(model, store.own) == self._record.id)
        for column, held in field.link_columns.items():
            query = query.where(getattr(model, column) == held)
        rows = {getattr(row, store.other): row for row in self._unit.session.exec(query)}
        wanted: dict[UUID, int] = {}
        for name in names:
            if isinstance(name, UUID):
                key = name
            elif name.id in rows and name.id is not None:
                key = name.id  # stays also when it has been put into the bin since
            else:
                key = self._linked(field, name)
            wanted.setdefault(key, len(wanted))
        for key, row in rows.items():
            if key not in wanted:
                self._unit.session.delete(row)
        for key, sort in wanted.items():
            if key in rows:
                rows[key].sort = sort
                continue
            link = {store.own: self._record.id, store.other: key, "sort": sort}
            self._unit.add(model(**link, **field.link_columns))

    def _write_tags(self, store: Tags, tags: Sequence[str]) -> None:
        """Make the tags exactly these, in this order, keeping those that stay."""
        model = cast("Any", MODELS[store.table])
        query = select(model).where(getattr(model, store.own) == self._record.id)
        rows = {row.folded: row for row in self._unit.session.exec(query)}
        wanted = {fold_tag(tag): tag for tag in tags}
        for folded, row in rows.items():
            if folded not in wanted:
                self._unit.session.delete(row)
        for sort, (folded, tag) in enumerate(wanted.items()):
            if folded in rows:
                rows[folded].tag, rows[folded].sort = tag, sort
                continue
            values = {store.own: self._record.id, "tag": tag, "folded": folded, "sort": sort}
            self._unit.add(model(**values))

    def _write_price(self, price_type: str, price: Money | None) -> None:
        """Keep the price of a type; what is typed without a currency is of the one before."""
        self._unit.session.flush()
        row = self._unit.session.exec(
            select(ProductPrice).where(
                ProductPrice.product_id == self._record.id, ProductPrice.price_type == price_type
            )
        ).first()
        if price is None:
            if row is not None:
                self._unit.session.delete(row)
            return
        before = row.currency if row is not None else ""
        usual = before or get_setting(self._context, BASE_CURRENCY, self._unit.connection)
        currency = price.currency or usual
        if row is not None and currency == before:
            row.amount = price.amount
            return
        if row is not None:
            self._unit.session.delete(row)
            self._unit.session.flush()
        self._unit.add(
            ProductPrice(
                product_id=self._record.id,
                price_type=price_type,
                amount=price.amount,
                currency=currency,
            )
        )

    def _linked(self, field: Field, name: RecordName) -> UUID:
        """Return the key of a linked record; a company of a contact or a deal may be new."""
        if name.id is None and field.target == "company" and field.kind in _BRING_COMPANIES:
            return company_named(self._context, self._unit, name.title)
        return linked_record(self._context, self._unit, field, name)


_BRING_COMPANIES = ("contact", "deal", "invoice", "quote")
"""Kinds that are often added together with a company."""


def company_named(context: Context, unit: Unit, title: str) -> UUID:
    """Return the key of the company with this title, made new if there is none."""
    folded = fold_company_title(title)
    key = find_company(unit.connection, folded)
    if key is None:
        company = Company(
            title=title,
            folded_title=folded,
            created_by=context.actor.user_id,
            responsible_id=context.actor.user_id,
        )
        key = unit.add(company).id
    return key


def find_company(connection: sqlite3.Connection, folded_title: str) -> UUID | None:
    """Return the first company with this title, legal forms and case aside, as it was folded."""
    row = connection.execute(
        "SELECT id FROM company WHERE folded_title = ? AND deleted_at IS NULL ORDER BY id LIMIT 1",
        (folded_title,),
    ).fetchone()
    return UUID(bytes=row[0]) if row else None


def write_points(
    unit: Unit, kind: str, record: UUID, type_: FieldType, points: Sequence[Point], region: str
) -> None:
    """Make the contact points of one type exactly these, in this order.

    A cell that holds several phones becomes several points. Those that stay keep their rows, so
    that the log shows only what changed.
    """
    wanted = point_rows(points, type_, region)
    rows = unit.session.exec(
        select(ContactPoint).where(
            ContactPoint.record_kind == kind,
            ContactPoint.record_id == record,
            ContactPoint.type == type_.value,
        )
    ).all()
    left = {row.value: row for row in rows}
    for sort, values in enumerate(wanted):
        row = left.pop(values["value"], None)
        if row is None:
            unit.add(
                ContactPoint(
                    record_kind=kind, record_id=record, type=type_.value, sort=sort, **values
                )
            )
        else:
            row.sqlmodel_update(values)
            row.sort = sort
    for row in left.values():
        unit.session.delete(row)


def point_rows(points: Sequence[Point], type_: FieldType, region: str) -> list[dict[str, Any]]:
    """Return the columns of contact points, each once, besides those that say whose they are."""
    seen: dict[str, dict[str, Any]] = {}
    for point in points:
        for row in _point_rows(point, type_, region):
            seen.setdefault(row["e164"] or row["folded"] or row["value"], row)
    return list(seen.values())


def _point_rows(point: Point, type_: FieldType, region: str) -> list[dict[str, Any]]:
    if type_ is not FieldType.PHONE:
        return [point_row(point, type_, region)]
    phones = split_phones(point.value, region)
    return [point_row(Point(phone.value, point.label), type_, region) for phone in phones]


def point_row(point: Point, type_: FieldType, region: str) -> dict[str, Any]:
    """Return the columns of a contact point, besides those that say whose it is."""
    row: dict[str, Any] = {
        "label": point.label,
        "value": point.value,
        "e164": None,
        "national": None,
        "reversed": None,
        "folded": None,
        "is_valid": True,
    }
    if type_ is FieldType.PHONE:
        phone = parse_phone(point.value, region)
        row["e164"] = phone.e164
        row["national"] = phone.national
        row["reversed"] = phone.reversed_digits or None
        row["is_valid"] = phone.is_valid
    else:
        row["folded"] = reach_key(type_, point.value, point.label, region)
        if type_ is FieldType.EMAIL:
            row["is_valid"] = is_email(point.value)
        if type_ is FieldType.SITE:
            row["is_valid"] = is_site(point.value)
    return row
