"""The program ends while something is still under way."""

from __future__ import annotations

import pytest

from crm_tui.app import CrmApp
from services.context import Context
from tests.screens.desk import at_desk


@pytest.mark.parametrize("mode", [*CrmApp.MODES])
async def test_it_ends_quietly_while_an_area_is_laid_out_ahead(context: Context, mode: str) -> None:
    async with at_desk(context) as desk:
        desk.app._init_mode(mode)
    assert desk.app.return_code in (0, None)
