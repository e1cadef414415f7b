"""What queries find in a real file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from domain.query.parser import parse_query
from domain.records.kinds import KINDS
from services.context import Context
from services.records.use_cases import add_record, delete_record
from storage.reads.conditions import compile_query
from storage.reads.options import read_options

Find = Callable[[str, str], list[str]]


def find(context: Context, kind: str, text: str) -> list[UUID]:
    """Return the keys of what a query finds, read in both ways, which must agree."""
    connection = context.database.reader()
    fields = context.database.fields
    query = parse_query(text, kind, fields, context.now(), read_options(connection))
    condition = compile_query(query, fields, context.actor.user_id)
    found: list[list[UUID]] = []
    for way in (condition, condition.gathered):
        rows = connection.execute(
            f'SELECT r.id FROM "{KINDS[kind].table}" r '
            f"WHERE r.deleted_at IS NULL AND {way.sql} ORDER BY r.id",
            way.parameters,
        )
        found.append([UUID(bytes=key) for (key,) in rows])
    assert found[0] == found[1]
    return found[0]


@pytest.fixture
def context(context: Context) -> Context:
    """Anna at a moment that is the same in every run."""
    return replace(context, clock=lambda zone: datetime(2026, 11, 25, 14, 30, tzinfo=zone))


@pytest.fixture
def work(context: Context) -> dict[str, UUID]:
    """A few clients with what is planned for them, by a short name."""
    keys: dict[str, UUID] = {}
    now = context.now()

    def add(name: str, kind: str, /, **values: object) -> None:
        keys[name] = add_record(context, kind, values)

    add("mak", "company", title="ООО Мак", city="Москва", industry="trade")
    add("zuk", "company", title="Żuk", city="Łódź", employees="12")
    add(
        "anna",
        "contact",
        last_name="Ковалёва",
        first_name="Анна",
        phones=["8 916 123-45-67"],
        emails=["anna@mak.ru", "anna@zuk.pl"],
        companies=["ООО Мак"],
        type="client",
        birth_date="12.03.1980",
    )
    add("jan", "contact", last_name="Nowak", first_name="Jan", companies=["Żuk"], city="Łódź")
    add("nobody", "contact", last_name="Ким", responsible=None, birth_date="12.03")
    add("deal", "deal", title="Поставка", amount="1500.50", currency="PLN", company="Żuk")
    late = (now - timedelta(hours=2)).isoformat(timespec="minutes")
    anna, deal = str(keys["anna"]), str(keys["deal"])
    add("late", "activity", kind="call", subject="договор", due=late, contacts=[anna])
    add(
        "today",
        "activity",
        kind="meeting",
        due=f"{now.date()}",
        deals=[deal],
        is_important=True,
    )
    add(
        "done", "activity", kind="call", subject="было", contacts=[anna], done_at="2026-05-01 10:15"
    )
    return keys


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("contact", "", ["anna", "jan", "nobody"]),
        ("contact", "коваль OR nowak", ["jan"]),
        ("contact", "ковал анн", ["anna"]),
        ("contact", '"анна ковалева"', ["anna"]),
        ("contact", '"ковалева анна"', ["anna"]),
        ("contact", "-анна", ["jan", "nobody"]),
        ("contact", "lodz", ["jan"]),
        ("contact", "8 916 12", ["anna"]),
        ("contact", "4567", ["anna"]),
        ("contact", "phone:4567,none", ["anna", "jan", "nobody"]),
        ("contact", "email:mak.ru", ["anna"]),
        ("contact", "email:any", ["anna"]),
        ("contact", "type:client", ["anna"]),
        ("contact", "-type:client", ["jan", "nobody"]),
        ("contact", "company:мак,żuk", ["anna", "jan"]),
        ("contact", "company:none", ["nobody"]),
        ("contact", "company.city:москва", ["anna"]),
        ("contact", "company.employees:10..20", ["jan"]),
        ("contact", "company.industry:trade", ["anna"]),
        ("contact", "unassigned", ["nobody"]),
        ("contact", "mine", ["anna", "jan"]),
        ("contact", "responsible:me,none", ["anna", "jan", "nobody"]),
        ("contact", "birth:1980", ["anna"]),
        ("contact", "birth:12.03", ["anna", "nobody"]),
        ("contact", "birth:1970..1990", ["anna"]),
        ("contact", "birth:march", ["anna", "nobody"]),
        ("contact", "created:any", ["anna", "jan", "nobody"]),
        ("contact", "changed:..2019", []),
        ("contact", "overdue", ["anna"]),
        ("contact", "no-next-step", ["jan", "nobody"]),
        ("contact", "next:..tomorrow", ["anna"]),
        ("contact", "name:анна ковал", ["anna"]),
        ("contact", '"анна ковал"', []),
        # Words of two fields, or of two values of one, are not side by side.
        ("contact", '"jan żuk"', []),
        ("contact", '"mak ru"', ["anna"]),
        ("contact", '"ru anna"', []),
        ("deal", "amount:>1 500", ["deal"]),
        ("deal", "amount:1500,50", ["deal"]),
        ("deal", "amount:<1500.5", []),
        ("deal", "stage:new currency:pln", ["deal"]),
        ("deal", "client:żuk", ["deal"]),
        ("deal", "contacts:none", ["deal"]),
        ("deal", "next:today", ["deal"]),
        ("deal", "open -stage:won", ["deal"]),
        ("deal", "-open", []),
        ("activity", "open", ["late", "today"]),
        ("activity", "overdue", ["late"]),
        ("activity", "due:today", ["late", "today"]),
        ("activity", "due:none", ["done"]),
        ("activity", "due:..14:00", ["late"]),
        ("activity", "due:14:00..today", ["today"]),
        ("activity", "client:ковалева", ["late", "done"]),
        ("activity", "client:none", ["today"]),
        ("activity", "deal:поставка", ["today"]),
        ("activity", "kind:call done:no", ["late"]),
        ("activity", "important:yes", ["today"]),
        ("activity", "done:2026-05-01", ["done"]),
        ("activity", "contact.company:мак", ["late", "done"]),
    ],
)
@pytest.mark.row("CONT-05", "CONT-06", "A21", "VIEW-04", "ACT-05", "ACT-08", "B10", "COMP-06")
def test_what_is_found(
    context: Context, work: dict[str, UUID], kind: str, text: str, expected: list[str]
) -> None:
    names = {key: name for name, key in work.items()}
    assert [names[key] for key in find(context, kind, text)] == expected


@pytest.mark.row("BDAY-01")
def test_a_month_of_birth_is_no_birthday(context: Context) -> None:
    dates = {"anna": "2003-12", "jan": "--03-12", "kim": "1980-12-30", "ola": "1980-01"}
    keys = {
        add_record(context, "contact", {"last_name": name, "birth_date": text}): name
        for name, text in dates.items()
    }
    new_year = replace(context, clock=lambda zone: datetime(2026, 12, 28, 9, tzinfo=zone))
    assert [keys[key] for key in find(context, "contact", "birth_date:12.03")] == ["jan"]
    assert [keys[key] for key in find(context, "contact", "birth_date:2003-12")] == ["anna"]
    assert [keys[key] for key in find(new_year, "contact", "birth_date:next 7 days")] == ["kim"]


def test_a_linked_record_in_the_bin_does_not_count(context: Context, work: dict[str, UUID]) -> None:
    delete_record(context, "company", work["mak"])
    assert find(context, "contact", "company:мак") == []
    assert find(context, "contact", "company:none") == [work["anna"], work["nobody"]]


@pytest.mark.row("VIEW-06")
def test_a_change_is_found_to_the_second(context: Context, work: dict[str, UUID]) -> None:
    with context.database.write(context.actor, "edit_contact") as unit:
        unit.connection.execute(
            "UPDATE contact SET updated_at = ? WHERE id = ?",
            (1_777_623_330_500_000, work["jan"].bytes),  # 2026-05-01 10:15:30.5 in Warsaw
        )
    assert find(context, "contact", "changed:2026-05-01 10:15:30") == [work["jan"]]
    assert find(context, "contact", "changed:2026-05-01 10:15:31..2026-05-02") == []
    assert find(context, "contact", "changed:..2026-05-01 10:15:30") == [work["jan"]]
    assert find(context, "contact", "changed:<2026-05-01 10:15:30") == []
