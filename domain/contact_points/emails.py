"""E-mail addresses."""

from __future__ import annotations


def is_email(text: str) -> bool:
    """Say whether a text has the form of an e-mail address."""
    name, _at, domain = text.partition("@")
    return bool(name) and "." in domain and " " not in text
