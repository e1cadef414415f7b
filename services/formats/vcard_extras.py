"""What else a vCard tells: the photo, and facts that have no field of their own."""

from __future__ import annotations

import re

from domain.errors import BadInput
from services.formats.cards import Photo, PointValue
from services.formats.vcard_access import CardProperties, unique
from services.formats.vcard_labels import own_label, place_label
from services.formats.vcard_properties import Property, from_base64

_TIME = re.compile(r"(?<=\d)(?:[Tt]\d{2}| \d{1,2}:\d{2}).*$")
_LONGEST_DATE = 40
_SHORTEST_PHOTO = 300
_SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
)

_REMARKS = {
    "ANNIVERSARY": "anniversary",
    "X-ANNIVERSARY": "anniversary",
    "X-MS-ANNIVERSARY": "anniversary",
    "X-EVOLUTION-ANNIVERSARY": "anniversary",
    "X-KADDRESSBOOK-X-ANNIVERSARY": "anniversary",
    "X-SPOUSE": "spouse",
    "X-MS-SPOUSE": "spouse",
    "X-EVOLUTION-SPOUSE": "spouse",
    "X-KADDRESSBOOK-X-SPOUSESNAME": "spouse",
    "X-MS-CHILD": "child",
    "X-ASSISTANT": "assistant",
    "X-MS-ASSISTANT": "assistant",
    "X-EVOLUTION-ASSISTANT": "assistant",
    "X-KADDRESSBOOK-X-ASSISTANTSNAME": "assistant",
    "X-MANAGER": "manager",
    "X-MS-MANAGER": "manager",
    "X-EVOLUTION-MANAGER": "manager",
    "X-KADDRESSBOOK-X-MANAGERSNAME": "manager",
    "X-PROFESSION": "profession",
    "X-KADDRESSBOOK-X-PROFESSION": "profession",
    "X-KADDRESSBOOK-X-OFFICE": "office",
    "X-KADDRESSBOOK-X-DEPARTMENT": "department",
    "HOBBY": "hobby",
    "INTEREST": "interest",
    "EXPERTISE": "expertise",
    "RELATED": "",
    "X-ABDATE": "",
    "X-ABRELATEDNAMES": "",
}
"""Labels by property; an empty one is taken from the property's group or type."""

_ANDROID_EVENTS = {"1": "anniversary", "2": "other", "3": "birthday"}
_ANDROID_RELATIONS = (
    *("assistant", "brother", "child", "partner", "father", "friend", "manager", "mother"),
    *("parent", "partner", "referred by", "relative", "sister", "spouse"),
)


def read_photo(card: CardProperties) -> tuple[Photo | None, str]:
    """Return the first photo that can be used, and the address of the first kept elsewhere."""
    photo, uri = None, ""
    for prop in card.all("PHOTO"):
        data = prop.data
        value = card.line(prop)
        if value.lower().startswith("data:"):
            head, _comma, content = value.partition(",")
            data = from_base64(content.encode()) if head.lower().endswith(";base64") else None
            value = ""
        elif data is None and len(value) > _SHORTEST_PHOTO:
            data = from_base64(value.encode())  # the parameter that says so was forgotten
        if data and photo is None:
            photo = Photo(data, _media_type(data, prop))
        elif "://" in value and not uri:
            uri = value
    return photo, uri


def _media_type(data: bytes, prop: Property) -> str:
    """Return the media type of a picture by its first bytes, else by what the file says."""
    for signature, media_type in _SIGNATURES:
        if data.startswith(signature):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    said = prop.parameter("MEDIATYPE") or next(iter(prop.types), "")
    if not said:
        return "application/octet-stream"
    return said.lower() if "/" in said else f"image/{said.lower()}"


def read_remarks(card: CardProperties) -> tuple[PointValue, ...]:
    """Return anniversaries, relatives, assistants and the like, each under its label."""
    found = []
    for prop in card.each():
        if prop.name == "X-ANDROID-CUSTOM":
            found += _from_android(card.parts(prop))
        elif prop.name in _REMARKS:
            label = _REMARKS[prop.name] or place_label(prop, card.group_label(prop))
            text = card.line(prop)
            if prop.name.endswith(("ANNIVERSARY", "ABDATE")):
                text = date_in(text) or text
            found.append(PointValue(text, own_label(label)))
    return tuple(unique((one for one in found if one.value), lambda one: one))


def date_in(text: str) -> str:
    """Return a date in the form of `Card.birth_date`, a time behind it left out; empty for none."""
    from domain.dates.partial_date import parse_partial_date

    day = _TIME.sub("", text)
    if len(day) > _LONGEST_DATE or not any(char.isdigit() for char in day):
        return ""
    try:
        return parse_partial_date(day)
    except BadInput:
        return ""


def _from_android(parts: list[str]) -> list[PointValue]:
    """Return the event or relative in Android's own property: MIME type, value, type, label."""
    mime_type, value, kind, label, *_rest = [*parts, *[""] * 4]
    if mime_type.endswith("/contact_event"):
        return [PointValue(value, label or _ANDROID_EVENTS.get(kind, "other"))]
    if mime_type.endswith("/relation"):
        place = int(kind) - 1 if kind.isascii() and kind.isdigit() and len(kind) < 3 else -1
        known = _ANDROID_RELATIONS[place] if 0 <= place < len(_ANDROID_RELATIONS) else "other"
        return [PointValue(value, label or known)]
    return []
