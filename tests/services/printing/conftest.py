"""Documents speak the languages of the program's catalogs."""

from __future__ import annotations

import pytest

from crm_tui.translations import find_catalog
from domain import i18n


@pytest.fixture(autouse=True)
def catalogs() -> None:
    """Provide the catalogs, as the program does at its start."""
    i18n.provide_catalogs(find_catalog)
