"""Whom runs are laid on."""

from __future__ import annotations

import pytest

from services.context import Context
from tests.screens.desk import at
from tests.screens.records.clients import add
from tests.screens.runs.walks import NAMES


@pytest.fixture
def here(context: Context) -> Context:
    """Anna on a Monday afternoon, with four contacts."""
    for place, name in enumerate(NAMES):
        add(context, "contact", name, phones=[f"+7 916 123-45-6{place}"])
    return at(context)
