"""What is written in parts, with what others do between them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from services.importing import parts
from storage import unit as units


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    """Let others have their turn all the time: what they do then is put into this list."""
    acts: list[Callable[[], object]] = []
    monkeypatch.setattr(parts, "PART_SECONDS", 0)
    monkeypatch.setattr(units, "sleep", lambda _seconds: acts.pop(0)() if acts else None)
    return acts
