"""How a vCard says to reach somebody: phones, e-mails, sites and messengers."""

from __future__ import annotations

import re
from urllib.parse import unquote

from domain.text import on_one_line
from services.formats.cards import PointValue
from services.formats.vcard_access import CardProperties, unique
from services.formats.vcard_labels import phone_label, place_label
from services.formats.vcard_properties import Property

_IN_BRACKETS = re.compile(r"<([^<>\s@]+@[^<>\s@]+)>")
_BETWEEN_EMAILS = re.compile(r"[,;\s]+")
_WEB = ("http://", "https://")
_VOICE_SCHEMES = frozenset(("sip", "sips", "skype", "xmpp", "facetime"))

_SERVICES = {
    "X-AIM": "aim",
    "X-ICQ": "icq",
    "X-JABBER": "xmpp",
    "X-XMPP": "xmpp",
    "X-MSN": "msn",
    "X-YAHOO": "yahoo",
    "X-YAHOO-ID": "yahoo",
    "X-SKYPE": "skype",
    "X-SKYPE-USERNAME": "skype",
    "X-SKYPEID": "skype",
    "X-GOOGLE-TALK": "gtalk",
    "X-GOOGLE-CHAT": "gtalk",
    "X-GOOGLE TALK": "gtalk",
    "X-GTALK": "gtalk",
    "X-QQ": "qq",
    "X-NETMEETING": "netmeeting",
    "X-GROUPWISE": "groupwise",
    "X-GADUGADU": "gadu-gadu",
    "X-GADU-GADU": "gadu-gadu",
    "X-TLEN": "tlen",
    "X-TWITTER": "twitter",
    "X-TELEGRAM": "telegram",
    "X-WHATSAPP": "whatsapp",
    "X-VIBER": "viber",
    "X-SIGNAL": "signal",
    "X-MATRIX": "matrix",
    "X-WECHAT": "wechat",
    "X-LINE": "line",
    "X-SIP": "sip",
    "X-MAILRU-AGENT": "mail.ru agent",
    "X-VK": "vk",
    "X-MS-IMADDRESS": "im",
    "X-KADDRESSBOOK-X-IMADDRESS": "im",
}
"""Messengers by the property that older files give each of them."""

_SCHEMES = {"ymsgr": "yahoo", "msnim": "msn", "gg": "gadu-gadu", "jabber": "xmpp"}


def read_phones(card: CardProperties) -> tuple[PointValue, ...]:
    """Return the phones, each number once, the preferred one first."""
    found = []
    for prop in card.all("TEL", "X-MS-TEL", "X-PHONE"):
        value = card.line(prop)
        scheme, _colon, rest = value.partition(":")
        if scheme.lower() in _VOICE_SCHEMES:
            continue
        if scheme.lower() == "tel":
            value = _from_tel_uri(rest)
        if value:
            found.append(PointValue(value, phone_label(prop, card.group_label(prop))))
    return tuple(unique(found, lambda point: _dialled(point.value)))


def read_emails(card: CardProperties) -> tuple[PointValue, ...]:
    """Return the e-mail addresses, each once, the preferred one first."""
    found = []
    for prop in card.all("EMAIL", "X-EMAIL"):
        label = place_label(prop, card.group_label(prop))
        found += [PointValue(address, label) for address in _addresses_in(card.line(prop))]
    return tuple(unique(found, lambda point: point.value.casefold()))


def read_sites(card: CardProperties) -> tuple[PointValue, ...]:
    """Return the web addresses, pages in social networks among them."""
    found = [
        PointValue(value, place_label(prop, card.group_label(prop)))
        for prop in card.all("URL", "X-URL", "X-KADDRESSBOOK-BLOGFEED", "X-EVOLUTION-BLOG-URL")
        if (value := card.line(prop))
    ]
    found += [profile for profile in _social_profiles(card) if _is_web(profile.value)]
    return tuple(unique(found, lambda site: site.value))


def read_messengers(card: CardProperties) -> tuple[PointValue, ...]:
    """Return the messengers, each as its service, a colon and the name there."""
    found = []
    for prop in card.each():
        names = _messenger_names(prop, card.line(prop)) if _may_name_messengers(prop) else []
        if names:
            label = place_label(prop, card.group_label(prop))
            found += [PointValue(name, label) for name in names]
    found += [profile for profile in _social_profiles(card) if not _is_web(profile.value)]
    return tuple(unique(found, lambda point: point.value.casefold()))


def _may_name_messengers(prop: Property) -> bool:
    is_general = prop.name in ("IMPP", "TEL") or prop.name.startswith("X-MESSAGING/")
    return is_general or prop.name in _SERVICES


def _messenger_names(prop: Property, value: str) -> list[str]:
    """Return the messengers a property names, none for most properties."""
    scheme, colon, rest = value.partition(":")
    scheme = scheme.lower()
    if prop.name == "IMPP":
        service = prop.parameter("X-SERVICE-TYPE") or prop.parameter("SERVICE-TYPE")
        if not colon:
            scheme, rest = "im", value
        service = (service or _SCHEMES.get(scheme, scheme)).lower()
        return [on_one_line(f"{service}:{unquote(rest)}")] if rest else []
    if prop.name == "TEL" and scheme in _VOICE_SCHEMES and rest:
        return [on_one_line(f"{scheme}:{unquote(rest)}")]
    service = _SERVICES.get(prop.name, "")
    if prop.name.startswith("X-MESSAGING/"):
        service = prop.name.removeprefix("X-MESSAGING/").removesuffix("-ALL").lower()
    if not service:
        return []
    names = value.removeprefix(f"{service}:").split("\ue000")
    return [f"{service}:{name.strip()}" for name in names if name.strip()]


def _social_profiles(card: CardProperties) -> list[PointValue]:
    """Return the pages in social networks, labelled by the network, or `network:name`."""
    found = []
    for prop in card.all("X-SOCIALPROFILE", "SOCIALPROFILE"):
        value = card.line(prop)
        network = prop.parameter("SERVICE-TYPE") or place_label(prop, card.group_label(prop))
        name = prop.parameter("X-USER") or value.removeprefix("x-apple:")
        if _is_web(value):
            found.append(PointValue(value, network.lower()))
        elif name:
            found.append(PointValue(f"{network.lower()}:{unquote(name)}"))
    return found


def _is_web(value: str) -> bool:
    return value.lower().startswith(_WEB)


def _from_tel_uri(rest: str) -> str:
    """Return the number in what follows `tel:` (RFC 3966), its extension after `ext.`."""
    number, *parameters = rest.split(";")
    for parameter in parameters:
        name, _equals, value = parameter.partition("=")
        if name.strip().lower() == "ext" and value:
            number = f"{number} ext. {value.strip()}"
    return " ".join(unquote(number).split())


def _dialled(value: str) -> str:
    """Return what tells two phones apart: the digits and dialling signs, else the text."""
    keys = "".join(char for char in value.lower() if char.isdigit() or char in "+*#pwx")
    return keys if any(char.isdigit() for char in keys) else value.casefold()


def _addresses_in(value: str) -> list[str]:
    """Return the e-mail addresses in a value: one in angle brackets, or several with commas."""
    text = value[7:].strip() if value.lower().startswith("mailto:") else value
    in_brackets = _IN_BRACKETS.findall(text)
    if in_brackets:
        return [str(address) for address in in_brackets]
    pieces = [piece for piece in _BETWEEN_EMAILS.split(text) if piece]
    if len(pieces) > 1 and all(piece.count("@") == 1 for piece in pieces):
        return pieces
    return [text] if text else []
