"""The demo base: a believable day of work at any hour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from domain.agenda import AgendaEntry, Group
from domain.errors import NotFound
from domain.paging import every_row
from domain.parts import Requisites, doubts
from domain.records.record_query import RecordQuery
from domain.records.values import Point
from services.agenda import Agenda
from services.context import Context
from services.currencies.rates import rates_on
from services.deals.funnel import read_funnel
from services.deals.pipelines import list_pipelines
from services.identity import sign_in
from services.lists.reading import count, record_list_source
from services.records.use_cases import list_records
from services.seeding.demo import make_demo
from services.undo import undo
from storage.check import find_faults
from storage.database import Database


def test_there_are_documents_of_every_status(demo: Context) -> None:
    for kind, statuses in (
        ("invoice", ("draft", "issued", "sent", "confirmed", "paid", "cancelled")),
        ("quote", ("draft", "sent", "accepted", "declined")),
    ):
        for status in statuses:
            assert count(demo, RecordQuery(kind, f"status:{status}")), (kind, status)
    assert count(demo, RecordQuery("invoice", "overdue")) > 1
    for one in list_records(demo, "own_company", demo.fields.of("own_company")):
        for requisites in one.values["requisites"]:  # type: ignore[union-attr]
            assert isinstance(requisites, Requisites)
            assert not doubts(requisites)


@pytest.mark.row("VIEW-06")
def test_lists_by_when_records_were_made_are_in_order(demo: Context) -> None:
    for kind in ("contact", "company", "lead", "deal", "activity", "invoice", "quote"):
        query = RecordQuery(kind, columns=("created_at",), sort=("-created_at",))
        made = [row.values[0] for row in every_row(record_list_source(demo, query))]
        assert len(set(made)) > 1
        assert made == sorted(made, reverse=True), kind  # type: ignore[type-var]


def demo_at(path: Path, moment: str, zone: tzinfo) -> Context:
    database = Database.open(path)
    stands_still = datetime.fromisoformat(moment).replace(tzinfo=zone)
    context = Context(database, sign_in(database), zone, clock=lambda _zone: stands_still)
    make_demo(context)
    return context


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """The demo as it is made on a Tuesday afternoon."""
    context = demo_at(
        tmp_path_factory.mktemp("demo") / "demo.db", "2026-11-24 14:32", ZoneInfo("Europe/Warsaw")
    )
    yield context
    context.database.close()


def entries(context: Context, group: Group) -> list[AgendaEntry]:
    lines = Agenda(context, context.now(), with_others=True).after(None, 200)
    return [line for line in lines if isinstance(line, AgendaEntry) and line.group is group]


def test_every_group_of_the_agenda_has_something_in_it(demo: Context) -> None:
    counts = dict(Agenda(demo, demo.now(), with_others=True, with_done=True).counts)
    assert all(counts[group] >= 2 for group in Group)
    del counts[Group.DONE]
    assert sum(counts.values()) < 40


def test_work_of_today_lies_ahead_and_in_quarters_of_an_hour(demo: Context) -> None:
    timed = [e.due_at for e in entries(demo, Group.TODAY) if e.due_at is not None]
    assert len(timed) == 4
    for due in timed:
        local = due.astimezone(demo.zone)
        assert demo.now() < local < demo.now() + timedelta(hours=4)
        assert local.minute % 15 == 0


@pytest.mark.parametrize("moment", ["2026-12-31 23:50", "2027-01-01 00:05", "2028-02-29 12:00"])
def test_at_any_hour_something_is_overdue_and_something_due_today(
    tmp_path: Path, moment: str
) -> None:
    context = demo_at(tmp_path / "demo.db", moment, ZoneInfo("Asia/Yekaterinburg"))
    assert len(entries(context, Group.OVERDUE)) == 4
    assert len(entries(context, Group.TODAY)) == 6
    context.database.close()


@pytest.mark.row("CALL-05")
def test_a_repeated_call_counts_its_attempts(demo: Context) -> None:
    call = next(e for e in entries(demo, Group.OVERDUE) if e.attempt == 3)
    assert call.client is not None
    assert call.client.title == "Kowalska Łucja"
    chain = demo.database.reader().execute(
        "WITH RECURSIVE chain(id, previous_id, attempt) AS ("
        "SELECT id, previous_id, attempt FROM activity WHERE id = ? UNION ALL "
        "SELECT a.id, a.previous_id, a.attempt FROM activity a "
        "JOIN chain c ON a.id = c.previous_id) SELECT attempt FROM chain",
        (call.id.bytes,),
    )
    assert [attempt for (attempt,) in chain] == [3, 2, 1]


def test_all_phones_are_numbers_and_records_are_the_persons_own(demo: Context) -> None:
    reader = demo.database.reader()
    assert not reader.execute(
        "SELECT value FROM contact_point WHERE type = 'phone' AND e164 IS NULL"
    ).fetchall()
    for table, least in (("contact", 60), ("company", 25), ("deal", 20), ("activity", 35)):
        owners = reader.execute(
            f"SELECT responsible_id, count(*) FROM {table} "
            "WHERE responsible_id <> (SELECT id FROM user WHERE login = 'olga') GROUP BY 1"
        )
        ((owner, number),) = owners.fetchall()
        assert owner == demo.actor.user_id.bytes
        assert number >= least


def test_leads_stand_in_every_state(demo: Context) -> None:
    reader = demo.database.reader()
    states = reader.execute(
        "SELECT v.code, count(*) FROM lead l JOIN dictionary_value v ON v.id = l.status_id "
        "GROUP BY v.code ORDER BY v.code"
    ).fetchall()
    assert dict(states) == {"converted": 2, "in_processing": 2, "junk": 2, "new": 4}
    assert reader.execute("SELECT count(*) FROM lead WHERE responsible_id IS NULL").fetchone() == (
        2,
    )
    assert reader.execute("SELECT count(*) FROM lead_result").fetchone() == (6,)
    assert list(find_faults(demo.database)) == []


@pytest.mark.row("TASK-05")
def test_a_colleague_lets_the_person_take_part_and_look(demo: Context) -> None:
    for group in (Group.CO_EXECUTOR, Group.OBSERVER):
        subjects = [one.subject for one in entries(demo, group)]
        assert len(subjects) == 2
    names = demo.database.reader().execute("SELECT name FROM user WHERE login = 'olga'").fetchall()
    assert names == [("Ольга Демидова",)]


def test_the_history_tells_what_clients_want(demo: Context) -> None:
    results = demo.database.reader().execute(
        "SELECT result FROM activity WHERE done_at IS NOT NULL AND result <> ''"
    )
    assert "wants 5 % if 50 pieces, contract by Friday" in [text for (text,) in results]


def test_undo_does_not_take_the_demo_away(demo: Context) -> None:
    with pytest.raises(NotFound):
        undo(demo)


@pytest.mark.row("COMP-07")
def test_numbers_of_the_demo_have_right_check_digits(context: Context) -> None:
    make_demo(replace(context, region="PL"))
    fields = [context.fields.get("company", name) for name in ("requisites", "phones")]
    companies = list(list_records(context, "company", fields))
    romashka = next(company for company in companies if "Ромашка" in company.title)
    phones = romashka.values["phones"]
    assert isinstance(phones, tuple)
    (phone,) = phones
    assert isinstance(phone, Point)
    assert phone.e164 == "+74951204410"  # wherever the demo is looked at
    values = (company.values["requisites"] for company in companies)
    parts = [part for value in values if isinstance(value, tuple) for part in value]
    sets = [part for part in parts if isinstance(part, Requisites)]
    assert len(sets) > 4
    assert [doubts(one) for one in sets] == [{}] * len(sets)


def test_nothing_was_made_or_changed_in_the_future(path: Path) -> None:
    context = demo_at(path, "2026-11-24 06:05", ZoneInfo("Europe/Warsaw"))
    now = int(context.now().timestamp() * 1_000_000)
    for kind in ("lead", "contact", "company", "deal"):
        (late,) = (
            context.database.reader()
            .execute(
                f"SELECT count(*) FROM {kind} WHERE updated_at > ? OR created_at > ?", (now, now)
            )
            .fetchone()
        )
        assert (kind, late) == (kind, 0)
    context.database.close()


def matching(context: Context, text: str) -> int:
    return count(context, RecordQuery("deal", text))


@pytest.mark.row("CUR-01", "DEAL-02", "DEAL-12")
def test_its_deals_are_in_several_pipelines_and_their_worth_is_known(demo: Context) -> None:
    funnels = [read_funnel(demo, pipeline) for pipeline in list_pipelines(demo)]
    assert all(funnel.count >= 2 for funnel in funnels)
    assert not any(funnel.base.left_out for funnel in funnels)
    assert matching(demo, "stale") >= 2
    assert matching(demo, "no-next-step") >= 2


def test_its_rates_reach_half_a_year_back(demo: Context) -> None:
    long_ago = demo.now().date() - timedelta(days=160)
    now, then = (rates_on(demo, day) for day in (demo.now().date(), long_ago))
    for rates in (now, then):
        assert {"EUR", "RUB", "PLN", "USD", "GBP"} <= {*rates.currencies()}
    day = demo.now().date()
    assert now.factor("PLN", "RUB", day) != then.factor("PLN", "RUB", long_ago)


@pytest.mark.row("CAT-11", "LEAD-06", "DEAL-05")
def test_products_of_the_demo_have_pictures_and_are_on_its_lines(demo: Context) -> None:
    reader = demo.database.reader()
    pictures = reader.execute(
        "SELECT p.code FROM attachment a JOIN product p ON p.id = a.record_id "
        "WHERE a.role = 'photo' AND a.record_kind = 'product' ORDER BY 1"
    ).fetchall()
    assert pictures == [("CHR-N",), ("LMP-D",)]
    kinds = reader.execute(
        "SELECT DISTINCT record_kind FROM line_item WHERE product_id IS NOT NULL ORDER BY 1"
    ).fetchall()
    assert kinds == [("invoice",), ("lead",), ("quote",)]
