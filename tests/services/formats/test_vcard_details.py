"""Reading vCards: messengers, birthdays, names as shown, and what exporters add of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from vcard_helpers import labelled, read_one

from services.formats.cards import Organisation


def test_older_messenger_properties(tmp_path: Path) -> None:
    card = read_one(tmp_path, "X-ICQ;HOME:123\nX-SKYPE-USERNAME:joe\nX-JABBER:j@example.com")
    assert labelled(card.messengers) == [
        ("icq:123", "home"),
        ("skype:joe", "other"),
        ("xmpp:j@example.com", "other"),
    ]


@pytest.mark.parametrize(
    ("text", "birth_date", "note"),
    [
        ("19800322", "1980-03-22", ""),
        ("1955-07-19T00:00:00Z", "1955-07-19", ""),
        ("--0203", "--02-03", ""),
        ("1990", "1990", ""),
        ("0000-00-00", "", ""),
        ("in the spring", "", "Birthday: in the spring"),
        ("1980-13-45", "", "Birthday: 1980-13-45"),
    ],
)
def test_birthdays(tmp_path: Path, text: str, birth_date: str, note: str) -> None:
    card = read_one(tmp_path, f"N:A\nBDAY:{text}")
    assert (card.birth_date, card.note) == (birth_date, note)


def test_a_name_given_only_as_shown(tmp_path: Path) -> None:
    card = read_one(tmp_path, "N:;;;;\nFN:Иванов Иван Петрович")
    assert (card.last_name, card.first_name, card.middle_name) == ("Иванов", "Иван", "Петрович")
    assert card.formatted_name == ""


def test_a_shown_name_with_other_words_is_kept(tmp_path: Path) -> None:
    card = read_one(tmp_path, "N:Gump;Forrest;;;\nFN:Forrest (the runner) Gump")
    assert card.formatted_name == "Forrest (the runner) Gump"


@pytest.mark.parametrize(
    "lines",
    [
        "FN:ACME Ltd\nORG:Acme Ltd;",
        "N:;;;;\nFN:ACME Ltd\nORG:Acme Ltd\nX-ABShowAs:COMPANY",
        "KIND:org\nFN:Acme Ltd",
    ],
)
def test_a_company_has_no_person_name(tmp_path: Path, lines: str) -> None:
    card = read_one(tmp_path, lines)
    assert card.organisations == (Organisation("Acme Ltd"),)
    names = (card.first_name, card.last_name, card.middle_name, card.formatted_name)
    assert names == ("", "", "", "")


def test_a_phone_or_an_email_for_a_name_names_nobody(tmp_path: Path) -> None:
    card = read_one(tmp_path, "FN:a@example.com\nEMAIL:a@example.com")
    assert (card.first_name, card.last_name, card.formatted_name) == ("", "", "")


def test_what_a_terminal_would_obey_is_removed(tmp_path: Path) -> None:
    card = read_one(tmp_path, "N:A\x1b[2JB;C\x07\nNOTE:x\x1b]0;t\x07\ty\nTEL:1\x002")
    assert (card.last_name, card.first_name) == ("A[2JB", "C")
    assert card.note == "x]0;t\ty"
    assert card.phones[0].value == "12"


def test_android_custom_properties(tmp_path: Path) -> None:
    custom = "X-ANDROID-CUSTOM:vnd.android.cursor.item/"
    card = read_one(
        tmp_path,
        f"N:A\n{custom}nickname;Nick;1;;;\n{custom}contact_event;2010-09-08;1;;;\n"
        f"{custom}relation;Maria;14;;;\n{custom}relation;Olga;0;Neighbour;;",
        version="2.1",
    )
    assert card.nickname == "Nick"
    assert labelled(card.remarks) == [
        ("2010-09-08", "anniversary"),
        ("Maria", "spouse"),
        ("Olga", "Neighbour"),
    ]
