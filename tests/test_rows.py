"""The markers that tie tests to capabilities."""

from __future__ import annotations

from rows import known_rows, marks


def test_every_marker_names_a_known_id() -> None:
    known = set(known_rows())
    assert [mark for mark in marks() if mark.row not in known] == []


def test_ids_are_listed_once() -> None:
    known = known_rows()
    assert len(known) == len(set(known)) == 404 + 65
