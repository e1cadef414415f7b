"""The properties of one vCard turned into the values of a card."""

from __future__ import annotations

import re

from domain.i18n import _
from services.formats.cards import Card, Organisation, PostalAddress
from services.formats.vcard_access import CardProperties, comma_joined, unique
from services.formats.vcard_extras import date_in, read_photo, read_remarks
from services.formats.vcard_labels import place_label
from services.formats.vcard_names import read_name
from services.formats.vcard_points import read_emails, read_messengers, read_phones, read_sites

_NO_DATE = re.compile(r"[0\s./-]*")


def read_card(number: int, card: CardProperties) -> Card:
    """Return the card at place `number` of its file."""
    phones, emails = read_phones(card), read_emails(card)
    organisations = _read_organisations(card)
    titles = [organisation.title for organisation in organisations]
    name = read_name(card, titles, [point.value for point in (*phones, *emails)])
    if name.organisation:
        organisations = (Organisation(name.organisation), *organisations)
    birth_date, birth_note = _read_birthday(card)
    photo, photo_uri = read_photo(card)
    return Card(
        number=number,
        uid=card.first("UID") or None,
        formatted_name=name.formatted,
        prefix=name.prefix,
        first_name=name.first,
        middle_name=name.middle,
        last_name=name.last,
        suffix=name.suffix,
        nickname=_read_nickname(card),
        phones=phones,
        emails=emails,
        sites=read_sites(card),
        messengers=read_messengers(card),
        addresses=_read_addresses(card),
        organisations=organisations,
        position=", ".join(card.lines("TITLE", "ROLE")),
        birth_date=birth_date,
        note="\n".join(unique((*map(card.text, card.all("NOTE")), *birth_note), str)),
        photo=photo,
        photo_uri=photo_uri,
        categories=_read_categories(card),
        remarks=read_remarks(card),
        revised=card.first("REV"),
        gender=_read_gender(card),
    )


def _read_addresses(card: CardProperties) -> tuple[PostalAddress, ...]:
    """Return the postal addresses; LABEL stands in where no ADR says anything."""
    found = []
    for prop in card.all("ADR"):
        box, flat, street, city, region, code, country, *more = [*card.parts(prop), *[""] * 7]
        whole = ", ".join(part for part in (street, flat, box, *more) if part)
        if not any((whole, city, region, code, country)):
            whole = comma_joined(prop.parameter("LABEL").replace("\\n", "\n"))
        label = place_label(prop, card.group_label(prop))
        found.append(PostalAddress(label, whole, city, region, code, country))
    filled = [one for one in found if one != PostalAddress(one.label)]
    if not filled:
        for prop in card.all("LABEL"):
            label = place_label(prop, card.group_label(prop))
            filled.append(PostalAddress(label, comma_joined(card.text(prop))))
    return tuple(unique(filled, lambda address: address))


def _read_organisations(card: CardProperties) -> tuple[Organisation, ...]:
    """Return the organisations, each once; units below the first are the department."""
    found = []
    for prop in card.all("ORG", "X-COMPANY"):
        title, *units = [part for part in card.parts(prop) if part] or [""]
        if title:
            found.append(Organisation(title, ", ".join(units)))
    return tuple(unique(found, lambda one: (one.title.casefold(), one.department.casefold())))


def _read_birthday(card: CardProperties) -> tuple[str, list[str]]:
    """Return the date of birth, and as lines of the note what was given for one but is none."""
    dates: list[str] = []
    others: list[str] = []
    for prop in card.all("BDAY", "X-BDAY", "X-BIRTHDAY"):
        text = card.line(prop)
        no_year = prop.parameter("X-APPLE-OMIT-YEAR")
        if no_year and text.startswith(no_year):
            text = "--" + text[len(no_year) :].lstrip("-")
        if _NO_DATE.fullmatch(text):
            continue
        date = date_in(text)
        (dates if date else others).append(date or text)
    others += [date for date in dates[1:] if date != dates[0]]
    notes = [_("Birthday: {text}").format(text=text) for text in unique(others, str)]
    return (dates[0] if dates else ""), notes


def _read_nickname(card: CardProperties) -> str:
    names = card.lines("NICKNAME")
    for prop in card.all("X-ANDROID-CUSTOM"):
        mime_type, value, *_rest = [*card.parts(prop), ""]
        if mime_type.endswith("/nickname"):
            names.append(value)
    return ", ".join(unique(names, str.casefold))


def _read_categories(card: CardProperties) -> tuple[str, ...]:
    """Return the categories; commas separate them, escaped or not, and in 2.1 semicolons."""
    separator = r"[,;\n]" if card.version == "2.1" else r"[,\n]"
    found = [
        " ".join(piece.split())
        for prop in card.all("CATEGORIES")
        for piece in re.split(separator, card.text(prop))
    ]
    return tuple(unique(found, str.casefold))


def _read_gender(card: CardProperties) -> str:
    """Return M, F, O, N or U (RFC 6350, 6.2.7), or the file's own text."""
    for prop in card.all("GENDER", "X-GENDER"):
        sex, *text = card.parts(prop)
        if sex.upper() in ("M", "F", "O", "N", "U", "MALE", "FEMALE"):
            return sex[0].upper()
        own = next((part for part in (sex, *text) if part), "")
        if own:
            return own
    return ""
