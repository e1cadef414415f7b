"""The pages of the docs that the program makes are up to date."""

from __future__ import annotations

from tools.pages import DOCS, keys_page


def test_the_page_of_keys_lists_every_action() -> None:
    written = (DOCS / "keys.md").read_text(encoding="utf-8")
    assert written == keys_page(), "run `make pages`"
