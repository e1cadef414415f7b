"""Cutting a file into cards and lines: a broken card is reported and takes nobody with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from vcard_helpers import labelled, read_all, read_one

from services.formats.cards import BrokenCard, Card


def test_a_broken_card_is_reported_and_the_rest_goes_in(tmp_path: Path) -> None:
    first, broken, cut, last = read_all(
        tmp_path,
        "some text before\n"
        "begin:vcard\nn:One;A\nend:vcard\n"
        "stray text between\n"
        "BEGIN:VCARD\nVERSION:3.0\nUID:77\nN:;;;;\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nN:Three;C\nTEL:3\n"
        "BEGIN:VCARD\nN:Four;D\nEND:VCARD",
    )
    assert isinstance(first, Card)
    assert (first.number, first.last_name) == (1, "One")
    assert isinstance(broken, BrokenCard)
    assert broken.number == 2
    assert broken.reason.endswith(".")
    assert isinstance(cut, BrokenCard)
    assert cut.number == 3
    assert "END:VCARD" in cut.reason
    assert isinstance(last, Card)
    assert (last.number, last.last_name) == (4, "Four")


def test_a_card_that_breaks_off(tmp_path: Path) -> None:
    good, broken = read_all(tmp_path, "BEGIN:VCARD\nFN:A B\nEND:VCARD\nBEGIN:VCARD\nVERSION:2.1\n")
    assert isinstance(good, Card)
    assert isinstance(broken, BrokenCard)
    assert broken.number == 2
    assert "END:VCARD" in broken.reason


@pytest.mark.parametrize("rest", ["", "BEGIN:VCARD\nN:Two;B\nEND:VCARD\n"])
def test_a_full_card_without_its_end_is_not_taken_for_whole(tmp_path: Path, rest: str) -> None:
    broken, *others = read_all(tmp_path, "BEGIN:VCARD\nVERSION:3.0\nN:One;A\nTEL:1\n" + rest)
    assert isinstance(broken, BrokenCard)
    assert broken.number == 1
    assert "END:VCARD is missing" in broken.reason
    assert [card.last_name for card in others if isinstance(card, Card)] == ["Two"] * bool(rest)


def test_an_agent_that_lacks_its_end_leaves_the_card_without_one(tmp_path: Path) -> None:
    [broken] = read_all(
        tmp_path, "BEGIN:VCARD\nN:Boss;A\nAGENT:\nBEGIN:VCARD\nN:Helper;B\nTEL:2\nEND:VCARD\n"
    )
    assert isinstance(broken, BrokenCard)
    assert "END:VCARD" in broken.reason


def test_files_joined_without_a_line_end_between(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nN:{};A\nEND:VCARD"
    cards = read_all(tmp_path, card.format("One") + "\ufeff" + card.format("Two"))
    assert [card.last_name for card in cards if isinstance(card, Card)] == ["One"]
    cards = read_all(tmp_path, card.format("One") + card.format("Two"))
    assert [card.last_name for card in cards if isinstance(card, Card)] == ["One", "Two"]
    cards = read_all(tmp_path, card.format("One") + "\n\ufeff" + card.format("Two"))
    assert [card.last_name for card in cards if isinstance(card, Card)] == ["One", "Two"]


@pytest.mark.parametrize("agent", ["AGENT:", "item1.AGENT;X=1:", "AGENT:\n"])
def test_an_agent_is_left_out(tmp_path: Path, agent: str) -> None:
    card = read_one(
        tmp_path,
        f"N:Boss;A\n{agent}\nBEGIN:VCARD\nN:Helper;B\nTEL:1\nEND:VCARD\nTEL:2",
        version="2.1",
    )
    assert (card.last_name, labelled(card.phones)) == ("Boss", [("2", "other")])


def test_an_agent_on_one_line(tmp_path: Path) -> None:
    agent = r"AGENT:BEGIN:VCARD\nFN:Helper\nTEL:1\nEND:VCARD\n"
    card = read_one(tmp_path, f"N:Boss;A\n{agent}\nTEL:2")
    assert (card.last_name, labelled(card.phones)) == ("Boss", [("2", "other")])


def test_cards_nested_without_agent(tmp_path: Path) -> None:
    cards = read_all(
        tmp_path,
        "BEGIN:VCARD\nN:Outer\n"
        "BEGIN:VCARD\nN:Inner1\nEND:VCARD\n"
        "BEGIN:VCARD\nN:Inner2\nEND:VCARD\n"
        "TEL:1\nEND:VCARD\n"
        "BEGIN:VCARD\nN:Next\nEND:VCARD\n",
    )
    found = [(card.number, card.last_name) for card in cards if isinstance(card, Card)]
    assert found == [(1, "Outer"), (2, "Inner1"), (3, "Inner2"), (4, "Next")]
    assert isinstance(cards[0], Card)
    assert cards[0].phones[0].value == "1"


def test_many_cards_after_one_without_its_end_keep_their_order(tmp_path: Path) -> None:
    rest = "".join(f"BEGIN:VCARD\nN:C{place};A\nEND:VCARD\n" for place in range(2, 60))
    cards = read_all(tmp_path, "BEGIN:VCARD\nN:C1;A\n" + rest)
    assert [card.number for card in cards] == list(range(1, 60))
    assert isinstance(cards[0], BrokenCard)
    assert [card.last_name for card in cards if isinstance(card, Card)] == [
        f"C{place}" for place in range(2, 60)
    ]


def test_a_card_without_its_begin(tmp_path: Path) -> None:
    cards = read_all(
        tmp_path, "BEGIN:VCARD\nN:One\nEND:VCARD\nVERSION:3.0\nN:Two\nTEL:2\nEND:VCARD\n"
    )
    assert [card.last_name for card in cards if isinstance(card, Card)] == ["One", "Two"]


def test_an_indented_file(tmp_path: Path) -> None:
    [card] = read_all(tmp_path, "  BEGIN:VCARD\n  N:One;A\n  NOTE:a\n   b\n  END:VCARD\n")
    assert isinstance(card, Card)
    assert (card.last_name, card.note) == ("One", "ab")


def test_a_group_is_no_contact(tmp_path: Path) -> None:
    [card] = read_all(tmp_path, "BEGIN:VCARD\nX-ADDRESSBOOKSERVER-KIND:group\nFN:Team\nEND:VCARD\n")
    assert isinstance(card, BrokenCard)


def test_lines_that_forget_their_indent(tmp_path: Path) -> None:
    card = read_one(
        tmp_path,
        "N:A;B\nNOTE:first\nsecond line\nPhone hours: 9 to 17\n# a comment\nTEL:7\n"
        "ADR;HOME:;;Mill Lane\\\nHouse 2;Leeds;;;\nFN\n",
        version="2.1",
    )
    assert card.note == "first\nsecond line\nPhone hours: 9 to 17"
    assert labelled(card.phones) == [("7", "other")]
    assert (card.addresses[0].street, card.addresses[0].city) == ("Mill Lane, House 2", "Leeds")


def test_folds_of_21_keep_their_space_unless_cut_at_a_width(tmp_path: Path) -> None:
    card = read_one(tmp_path, "N:A\nNOTE:two\n  words", version="2.1")
    assert card.note == "two words"
    long = "NOTE:" + "x" * 70
    card = read_one(tmp_path, f"N:A\n{long}\n yz", version="2.1")
    assert card.note == "x" * 70 + "yz"
