from __future__ import annotations

from services.context import Context
from tests.screens.desk import at, plan
from tests.screens.records.clients import add, among_clients


async def test_smoke(context: Context) -> None:
    context = at(context)
    key = add(context, "contact", "Ivanov", phones=["8 916 123-45-67"], city="Moscow")
    add(context, "company", "Vega", annual_turnover="100", currency="PLN")
    add(context, "lead", "Fair", status="junk")
    plan(context, "ask", "2026-11-21 10:00", contacts=[str(key)])
    async with among_clients(context) as desk:
        for kind in ("contact", "company", "lead", "activity", "contact"):
            await desk.show(kind)
            print(desk.text())
            print(desk.views(), desk.view(), desk.rows(), desk.names(), desk.row())
