"""Addresses of sites: compared and shown without what does not tell one site from another."""

from __future__ import annotations

import re
from urllib.parse import unquote

from domain.text import fold

_SCHEME = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:)?//|^\s*https?:", re.IGNORECASE)
_NAME = re.compile(r"[a-z][a-z0-9+-]*", re.IGNORECASE)
_PORT = re.compile(r":(?:80|443)?$")
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|yclid|_openstat|igshid)=[^&]*&?", re.IGNORECASE)


def site_key(text: str) -> str:
    """Return the form under which an address of a site is compared and found.

    `https://www.Romashka.ru/`, `http://romashka.ru:80` and `romashka.ru` are one site, and so are
    `xn--80atjc.xn--p1ai` and its name in letters (RFC 3492). Marks by which advertisements are
    counted, and what stands behind `#`, are left out. Done twice it changes nothing.
    """
    host, rest = _parts(text)
    path, _mark, query = rest.partition("#")[0].partition("?")
    query = _TRACKING.sub("", query).rstrip("&")
    return fold(host + unquote(path).rstrip("/ ") + (f"?{query}" if query else ""))


def is_site(text: str) -> bool:
    """Say whether a text has the form of an address on the web; scripts and the like are none."""
    scheme, sign, _rest = text.strip().partition(":")
    if sign and _NAME.fullmatch(scheme) and scheme.lower() not in ("http", "https"):
        return False
    host, _rest = _parts(text)
    return "." in host.strip(".") and not any(map(str.isspace, text.strip()))


def show_site(text: str) -> str:
    """Return an address of a site as a person reads it: without scheme, `www.` and a slash behind.

    What is no address stays as it is.
    """
    host, rest = _parts(text)
    return (host + rest).rstrip("/") or text.strip()


def _parts(text: str) -> tuple[str, str]:
    """Return the host in small letters, without what it begins and ends with, and what follows."""
    bare = _SCHEME.sub("", text).strip()
    place = min((at for at in map(bare.find, "/?#") if at >= 0), default=len(bare))
    host, rest = bare[:place].rpartition("@")[2].lower(), bare[place:]
    host = _PORT.sub("", host).rstrip(".").removeprefix("www.")
    return ".".join(map(_in_letters, host.split("."))), rest


def _in_letters(label: str) -> str:
    """Return a part of a host in letters where it was spelled in ASCII."""
    if not label.startswith("xn--"):
        return label
    try:
        return label.encode("ascii").decode("idna")
    except (UnicodeError, ValueError):
        return label
