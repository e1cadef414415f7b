"""What a file looks like by its first bytes, for telling somebody who chose the wrong one."""

from __future__ import annotations

import re

from domain.i18n import N_, _

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", N_("an old Word, Excel or Outlook document")),
    (b"%PDF", N_("a PDF document")),
    (b"\x1f\x8b", N_("a gzip archive")),
    (b"7z\xbc\xaf", N_("a 7z archive")),
    (b"Rar!", N_("a RAR archive")),
    (b"SQLite format 3", N_("an SQLite database")),
    (b"!BDN", N_("an Outlook data file")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"{\\rtf", N_("an RTF document")),
)
_HTML = re.compile(rb"\s*(<!doctype html|<html|<head|<body|<table)", re.IGNORECASE)


def describe_kind(head: bytes) -> str:
    """Return what a file that begins with `head` looks like, in the interface language."""
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return _(kind)
    if head.startswith(b"PK"):
        return _describe_zip(head)
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").lstrip()
    if not text:
        return _("an empty file") if not head.strip(b"\0 \r\n\t") else _("a binary file")
    if _HTML.match(text):
        return _("a web page")
    if text.startswith(b"<"):
        return _("an XML document")
    if text.startswith((b"{", b"[")):
        return _("a JSON document")
    if text[:15].upper() == b"BEGIN:VCALENDAR":
        return _("a calendar")
    if sum(byte < 9 for byte in head) > len(head) // 50 and b"\0" in head.replace(b"\0\0", b""):
        return _("a binary file")
    first, *rest = text.splitlines()
    for separator in (b";", b",", b"\t"):
        if rest and first.count(separator) >= 1 and rest[0].count(separator) >= 1:
            return _("a table of comma-separated values (CSV)")
    return _("some other text")


def _describe_zip(head: bytes) -> str:
    """Return what a file in zip form is: office documents are zips too."""
    for mark, kind in ((b"xl/", N_("an Excel workbook")), (b"word/", N_("a Word document"))):
        if mark in head:
            return _(kind)
    return _("a zip archive")
