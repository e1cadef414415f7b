"""Paths as people type them."""

from __future__ import annotations

from pathlib import Path

from domain.paths import expanded_path, is_file


def test_a_path_begins_at_the_home_of_a_person_and_that_of_a_stranger_stays() -> None:
    assert expanded_path("~/crm.ics") == Path.home() / "crm.ics"
    assert expanded_path("~nobody-here/crm.ics") == Path("~nobody-here/crm.ics")


def test_what_cannot_be_looked_at_is_no_file(tmp_path: Path) -> None:
    (known := tmp_path / "list.csv").touch()
    assert is_file(known)
    assert not is_file(tmp_path)
    assert not is_file(tmp_path / ("x" * 300))
