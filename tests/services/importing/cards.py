"""Writes cards of an address book as a phone would."""

from __future__ import annotations

from pathlib import Path


def card(name: str, *phones: str, uid: str = "", extra: str = "") -> str:
    """Return a vCard 3.0; `extra` are further lines."""
    surname, _blank, first = name.partition(" ")
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"N:{surname};{first};;;", f"FN:{name}"]
    lines += [f"UID:{uid}"] if uid else []
    lines += [f"TEL;TYPE=CELL:{phone}" for phone in phones]
    lines += extra.splitlines()
    return "\r\n".join([*lines, "END:VCARD", ""])


def write_book(folder: Path, *cards: str, name: str = "book.vcf") -> Path:
    """Write a file of cards and return where it is."""
    path = folder / name
    path.write_text("".join(cards), "utf-8", newline="")
    return path
