"""Cards as values: what they remember and when they count as changed."""

from __future__ import annotations

import json
from dataclasses import replace

from services.formats.cards import Card, Organisation, Photo, PointValue, PostalAddress

CARD = Card(
    number=3,
    uid="u-1",
    last_name="Петров",
    first_name="Иван",
    phones=(PointValue("+7 916 000 00 01", "mobile"),),
    emails=(PointValue("ivan@example.com"),),
    addresses=(PostalAddress("work", "Ленина 1", "Москва"),),
    organisations=(Organisation("Ромашка", "Продажи"),),
    photo=Photo(b"\x89PNG", "image/png"),
    categories=("VIP",),
    revised="2024-01-01",
)


def test_a_card_survives_json_with_its_photo_as_a_hash() -> None:
    restored = Card.from_json(json.loads(json.dumps(CARD.to_json())))
    assert replace(restored, photo=None) == replace(CARD, photo=None)
    assert restored.photo is not None
    assert CARD.photo is not None
    assert restored.photo.sha256 == CARD.photo.sha256
    assert restored.fingerprint() == CARD.fingerprint()
    assert restored.to_json() == CARD.to_json()


def test_place_and_revision_do_not_count_as_a_change() -> None:
    assert replace(CARD, number=9, revised="2025-01-01").fingerprint() == CARD.fingerprint()


def test_everything_else_counts_as_a_change() -> None:
    changed = [
        replace(CARD, uid=None),
        replace(CARD, first_name="Пётр"),
        replace(CARD, phones=()),
        replace(CARD, phones=(PointValue("+7 916 000 00 01", "work"),)),
        replace(CARD, organisations=(Organisation("Ромашка"),)),
        replace(CARD, photo=Photo(b"GIF8", "image/gif")),
        replace(CARD, note="x"),
    ]
    prints = {card.fingerprint() for card in changed}
    assert len(prints) == len(changed)
    assert CARD.fingerprint() not in prints


def test_a_fingerprint_stays_the_same_from_release_to_release() -> None:
    card = Card(number=1, last_name="Nowak", phones=(PointValue("1", "work"),))
    assert card.fingerprint() == (
        "d41a2f6573a3d810f83e6534ff53b759b1b8032b01da6f70d4099fa93b05fbe6"
    )
    assert len(card.fingerprint()) == 64


def test_json_of_a_later_release_is_read() -> None:
    assert Card.from_json({"number": 1, "last_name": "A", "unheard_of": [1]}).last_name == "A"
