"""E-mails, sites and messengers: the form in which they are compared, and how they show."""

from __future__ import annotations

from domain.contact_points.handles import parse_handle, show_handle
from domain.contact_points.phones import show_phone
from domain.contact_points.sites import show_site, site_key
from domain.records.fields import FieldType
from domain.text import fold


def reach_key(type_: FieldType, value: str, label: str = "", region: str = "RU") -> str:
    """Return the form under which an e-mail, a site or a messenger is compared and found.

    Somebody in a social network is `network:name`, whether it was written down as a messenger or
    as a site; a site has neither scheme nor `www.`.
    """
    if type_ is FieldType.EMAIL:
        return fold(value)
    if handle := parse_handle(value, region, label):
        return handle.key
    is_link = type_ is FieldType.SITE or "://" in value
    return (site_key(value) if is_link else "") or fold(value)


def show_reach(type_: FieldType, value: str, e164: str | None = None, label: str = "") -> str:
    """Return a phone, an e-mail, a site or a messenger as a person reads it, in its short form."""
    if type_ is FieldType.PHONE:
        return show_phone(value, e164)
    if type_ is FieldType.MESSENGER and (handle := parse_handle(value, label=label)):
        return show_handle(handle)
    return show_site(value) if type_ is FieldType.SITE else value


def typed_keys(text: str, region: str) -> list[str]:
    """Return what the form of an e-mail, a site or a messenger may begin with that is looked for.

    Empty where the text looks like none of them.
    """
    typed = fold(text)
    if " " in typed or not any(sign in typed for sign in "@.:"):
        handle = parse_handle(text, region) if " " in typed else None
        return [handle.key] if handle else []
    keys = [typed] if any(sign in typed[1:] for sign in "@.:") else []
    if handle := parse_handle(text, region):
        keys.append(handle.key)
    elif "://" in typed or typed.startswith("www."):
        keys.append(site_key(text))
    return [key for key in dict.fromkeys(keys) if len(key) > 1]
