"""Brings a contact up to date with a card that changed, and leaves alone what did not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from sqlmodel import col, select

from domain.contact_points.phones import split_phones
from domain.i18n import _
from domain.records.builtin_fields import BUILTIN_FIELDS
from domain.records.fields import FieldType
from domain.records.values import Point
from domain.text import fold
from services.context import Context
from services.formats.cards import Card, PointValue
from services.importing.card_rows import POINT_FIELDS, contact_values
from services.importing.matching import Match
from services.records.coercion import RecordName
from services.records.writing import RecordWriter, write_points
from storage.tables import Address, Contact, ContactCompany, ContactPoint
from storage.unit import Unit


def update_contact(context: Context, unit: Unit, match: Match, card: Card) -> bool:
    """Apply to a contact what differs between two readings of its card; tell if anything did.

    What a person changed here stays, unless the card changed the same. A card of another book, or
    of a contact that was made here, adds what is missing and takes nothing away; its texts replace
    only those that came from a book and that nobody has changed since.
    """
    key, previous = match.contact, match.previous
    contact = unit.get(Contact, key)
    assert contact is not None
    changed = _update_texts(contact, match, card)
    for name, type_ in POINT_FIELDS.items():
        before = getattr(previous, name) if previous else ()
        changed |= _update_points(context, unit, key, type_, before, getattr(card, name))
    changed |= _update_companies(context, unit, contact, previous, card)
    changed |= _update_addresses(unit, key, previous, card)
    if previous is None or previous.photo != card.photo:
        changed |= card.photo is not None
    if changed:
        RecordWriter(context, unit, "contact", contact).finish()
    return changed


def _update_texts(contact: Contact, match: Match, card: Card) -> bool:
    after = contact_values(card)
    if match.previous is None:
        after = _added_texts(contact, match.latest, after)
    else:
        before = contact_values(match.previous)
        after = {name: value for name, value in after.items() if value != before[name]}
    changes = {name: value for name, value in after.items() if value != getattr(contact, name)}
    for name, value in changes.items():
        setattr(contact, name, value)
    return bool(changes)


def _added_texts(contact: Contact, latest: Card | None, after: Mapping[str, str]) -> dict[str, str]:
    """Return the texts that a card of another book sets: nothing that a person wrote is lost."""
    read = contact_values(latest) if latest else {}
    texts: dict[str, str] = {}
    lines: list[str] = []
    for name, value in after.items():
        here = getattr(contact, name)
        if name == "comment" or not value or fold(value) == fold(here):
            continue
        if not here or here == read.get(name):
            texts[name] = value
        else:
            lines.append(f"{_(BUILTIN_FIELDS.get('contact', name).label)}: {value}")
    known = fold(contact.comment)
    added = [line for line in (*lines, after["comment"]) if line and fold(line) not in known]
    return texts | {"comment": "\n".join(filter(None, (contact.comment, *added)))}


def _update_points(
    context: Context,
    unit: Unit,
    key: UUID,
    type_: FieldType,
    before: Sequence[PointValue],
    after: Sequence[PointValue],
) -> bool:
    """Take away the points that left the card, and add those that came."""
    rows = unit.session.exec(
        select(ContactPoint)
        .where(
            ContactPoint.record_kind == "contact",
            ContactPoint.record_id == key,
            ContactPoint.type == type_.value,
        )
        .order_by(col(ContactPoint.sort))
    ).all()
    was = {fold(p.value): p for p in _one_each(before, type_, context.region)}
    now = {fold(p.value): p for p in _one_each(after, type_, context.region)}
    kept = [
        Point(r.value, now[fold(r.value)].label if _relabelled(r, was, now) else r.label)
        for r in rows
        if fold(r.value) not in was or fold(r.value) in now
    ]
    here = {fold(p.value) for p in kept}
    new = [
        Point(p.value, p.label) for name, p in now.items() if name not in was | dict.fromkeys(here)
    ]
    wanted = [*kept, *new]
    if before != after:
        # The order of the card says which is preferred; what was added here comes behind.
        order = {name: place for place, name in enumerate(now)}
        wanted.sort(key=lambda point: order.get(fold(point.value), len(order)))
    if [(p.value, p.label) for p in wanted] == [(r.value, r.label) for r in rows]:
        return False
    write_points(unit, "contact", key, type_, wanted, context.region)
    return True


def _one_each(points: Sequence[PointValue], type_: FieldType, region: str) -> Iterator[PointValue]:
    """Return the points with one number each, as the contact has them."""
    for point in points:
        if type_ is not FieldType.PHONE:
            yield point
            continue
        for phone in split_phones(point.value, region):
            yield PointValue(phone.value, point.label)


def _relabelled(row: ContactPoint, was: dict[str, PointValue], now: dict[str, PointValue]) -> bool:
    name = fold(row.value)
    return name in was and name in now and was[name].label != now[name].label


def _update_companies(
    context: Context, unit: Unit, contact: Contact, previous: Card | None, card: Card
) -> bool:
    before = {fold(o.title) for o in previous.organisations} if previous else set()
    after = {fold(o.title): o.title for o in card.organisations}
    if previous is not None and before == set(after):
        return False
    links = unit.session.exec(
        select(ContactCompany)
        .where(ContactCompany.contact_id == contact.id)
        .order_by(col(ContactCompany.sort))
    ).all()
    left = before - set(after)
    titles = _company_titles(unit, contact.id)
    kept = [link.company_id for link in links if fold(titles[link.company_id]) not in left]
    names = [RecordName(company) for company in kept]
    here = {fold(titles[company]) for company in kept}
    names += [RecordName(None, title) for folded, title in after.items() if folded not in here]
    field = context.fields.get("contact", "companies")
    RecordWriter(context, unit, "contact", contact).write(field, names)
    return [name.id for name in names] != [link.company_id for link in links]


def _company_titles(unit: Unit, contact: UUID) -> dict[UUID, str]:
    rows = unit.connection.execute(
        "SELECT c.id, c.title FROM contact_company w JOIN company c ON c.id = w.company_id "
        "WHERE w.contact_id = ?",
        (contact.bytes,),
    )
    return {UUID(bytes=key): title for key, title in rows}


def _update_addresses(unit: Unit, key: UUID, previous: Card | None, card: Card) -> bool:
    if previous is not None and previous.addresses == card.addresses:
        return False
    rows = unit.session.exec(
        select(Address).where(Address.record_kind == "contact", Address.record_id == key)
    ).all()
    before = set(previous.addresses) if previous else set()
    parts = ("label", "street", "city", "region", "postal_code", "country")
    here = {tuple(getattr(row, part) for part in parts): row for row in rows}
    changed = False
    for address in before - set(card.addresses):
        row = here.pop(tuple(getattr(address, part) for part in parts), None)
        if row is not None:
            unit.session.delete(row)
            changed = True
    for sort, address in enumerate(card.addresses):
        values = {part: getattr(address, part) for part in parts}
        if address not in before and tuple(values.values()) not in here:
            unit.add(Address(record_kind="contact", record_id=key, sort=sort, **values))
            changed = True
    return changed
