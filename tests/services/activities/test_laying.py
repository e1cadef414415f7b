"""An activity is laid on many records in one step: whom it reaches, when, and for whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from domain.errors import BadInput, Cancelled, NotFound
from domain.records.record_query import RecordQuery
from domain.records.references import Reference
from domain.records.values import Deadline
from domain.spreading import Spread
from services.activities import laying as laying_module
from services.activities.laying import OWN, Laying, checked, lay_activities
from services.activities.runs import close_run, list_runs, show_run
from services.context import Context
from services.leads.converting import New, convert_lead
from services.lists.bulk import bulk_delete
from services.lists.marking import AllOf
from services.records.finding import find_records
from services.records.use_cases import add_record, list_records, show_record
from services.undo import redo, undo
from tests.conftest import ZONE
from tests.screens.desk import MONDAY, at

CALL = Laying("call", "Invite to the fair", "Good morning …")


def contacts(context: Context, *names: str, **values: object) -> list[UUID]:
    """Add contacts with these last names."""
    return [add_record(context, "contact", {"last_name": name} | values) for name in names]


def laid_on(context: Context) -> list[tuple[str, object]]:
    """Return the client and the deadline of each activity, in the order of their keys."""
    found = []
    for view in list_records(context, "activity", []):
        values = show_record(context, "activity", view.id).values
        (client,) = (*values["contacts"], *values["companies"], *values["leads"])  # type: ignore[misc]
        assert isinstance(client, Reference)
        found.append((view.id, client.title, values["due"]))
    return [(title, due) for _key, title, due in sorted(found, key=lambda one: one[0])]


@pytest.mark.row("ACT-16", "MASS-02")
def test_a_call_is_laid_on_all_that_a_filter_shows(context: Context) -> None:
    contacts(context, "Orlova", "Abramov", "Sidorov", city="Moscow")
    contacts(context, "Kowalska", city="Łódź")
    due = Deadline(on=date(2030, 1, 8))
    laying = Laying("call", "Invite to the fair", "Good morning …", title="Fair", due=due)
    laid = lay_activities(context, "contact", RecordQuery("contact", "city:moscow"), laying)
    assert (laid.title, laid.outcome.changed) == ("Fair", 3)
    assert laid_on(context) == [("Abramov", due), ("Orlova", due), ("Sidorov", due)]
    (run,) = list_runs(context)
    assert (run.id, run.title, run.script) == (laid.run, "Fair", "Good morning …")
    assert (run.total, run.open, run.done) == (3, 3, 0)
    view = next(iter(list_records(context, "activity", [])))
    values = show_record(context, "activity", view.id).values
    assert (values["subject"], values["kind"]) == ("Invite to the fair", "call")
    assert values["responsible"].login == "anna"  # type: ignore[union-attr]
    assert [hit.kind for hit in find_records(context, "invite fair", ("activity",))] == (
        ["activity"] * 3
    )


@pytest.mark.row("ACT-16")
def test_one_undo_takes_a_run_back_and_redo_brings_it(context: Context) -> None:
    keys = contacts(context, "Orlova", "Abramov")
    lay_activities(context, "contact", keys, CALL)
    assert undo(context) == "activity laid on many"
    assert (list_runs(context), list(list_records(context, "activity", []))) == ([], [])
    redo(context)
    (run,) = list_runs(context)
    assert (run.title, run.open) == ("Invite to the fair", 2)
    assert [title for title, _due in laid_on(context)] == ["Abramov", "Orlova"]


def test_the_order_is_that_of_the_list(context: Context) -> None:
    contacts(context, "Orlova", city="Berlin")
    contacts(context, "Abramov", city="Moscow")
    contacts(context, "Sidorov", city="Aachen")
    lay_activities(context, "contact", RecordQuery("contact", sort=("-city",)), CALL)
    assert [title for title, _due in laid_on(context)] == ["Abramov", "Orlova", "Sidorov"]


def test_marks_beside_a_filter_are_meant_too(context: Context) -> None:
    (_orlova, abramov) = contacts(context, "Orlova", "Abramov", city="Moscow")
    (kowalska,) = contacts(context, "Kowalska", city="Łódź")
    which = AllOf(
        RecordQuery("contact", "city:moscow"), frozenset([abramov]), frozenset([kowalska])
    )
    lay_activities(context, "contact", which, CALL)
    assert [title for title, _due in laid_on(context)] == ["Kowalska", "Orlova"]


@pytest.mark.row("ACT-16")
def test_what_is_in_the_bin_is_left_out_and_told(context: Context) -> None:
    keys = contacts(context, "Orlova", "Abramov")
    bulk_delete(context, "contact", keys[:1])
    laid = lay_activities(context, "contact", keys, CALL)
    assert (laid.outcome.changed, laid.outcome.gone) == (1, 1)
    assert laid.outcome.explain() == "1 is no longer there. It is “Orlova”."


@pytest.mark.row("ACT-16", "LEAD-09")
def test_converted_leads_are_left_out_and_told(context: Context) -> None:
    leads = [add_record(context, "lead", {"last_name": name}) for name in ("Orlova", "Abramov")]
    convert_lead(context, leads[0], contact=New({"last_name": "Orlova"}))
    laid = lay_activities(context, "lead", leads, CALL)
    assert (laid.outcome.changed, laid.outcome.refused) == (1, 1)
    assert "“Orlova”" in laid.outcome.explain()


def test_a_run_on_nobody_is_refused(context: Context) -> None:
    with pytest.raises(NotFound, match="no record to lay it on"):
        lay_activities(context, "contact", RecordQuery("contact", "city:moscow"), CALL)
    assert list_runs(context) == []


def test_a_person_ends_it_and_nothing_is_laid(context: Context) -> None:
    contacts(context, "Orlova", "Abramov")
    with pytest.raises(Cancelled):
        lay_activities(context, "contact", RecordQuery("contact"), CALL, is_cancelled=lambda: True)
    assert (list_runs(context), list(list_records(context, "activity", []))) == ([], [])


@pytest.mark.parametrize(
    ("laying", "field"),
    [
        (Laying("event", "Fair"), "kind"),
        (Laying("call", "  "), "subject"),
        (Laying("call", "x" * 201), "title"),
        (Laying("call", "Fair", responsible=["nobody"]), "responsible"),
        (Laying("call", "Fair", responsible=[OWN, "anna"]), "responsible"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(
    context: Context, laying: Laying, field: str
) -> None:
    contacts(context, "Orlova")
    with pytest.raises(BadInput) as refused:
        lay_activities(context, "contact", RecordQuery("contact"), laying)
    assert refused.value.field == field
    assert list(list_records(context, "activity", [])) == []


@pytest.mark.parametrize("is_closed", [False, True])
def test_two_runs_have_two_titles(context: Context, is_closed: bool) -> None:
    keys = contacts(context, "Orlova")
    run = lay_activities(context, "contact", keys, CALL).run
    if is_closed:
        close_run(context, run)
    with pytest.raises(BadInput, match="There is a run") as refused:
        lay_activities(context, "contact", keys, Laying("call", "INVITE to the fair"))
    assert refused.value.field == "title"


def test_a_title_that_was_taken_since_it_was_typed_is_refused(
    context: Context, other: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = contacts(context, "Orlova")

    def checked_before_the_other(context: Context, laying: Laying) -> Laying:
        found = checked(context, laying)
        monkeypatch.undo()
        lay_activities(other, "contact", keys, CALL)
        return found

    monkeypatch.setattr(laying_module, "checked", checked_before_the_other)
    with pytest.raises(BadInput, match="There is a run"):
        lay_activities(context, "contact", keys, CALL)
    assert [one.title for one in list_runs(context)] == ["Invite to the fair"]


@pytest.mark.row("ACT-16")
def test_colleagues_take_turns(context: Context) -> None:
    contacts(context, "Abramov", "Orlova", "Sidorov")
    laying = Laying("call", "Fair", responsible=["boris", "anna"])
    laid = lay_activities(context, "contact", RecordQuery("contact"), laying)
    assert _responsible(context, laid.run) == ["boris", "anna", "boris"]


@pytest.mark.row("ACT-16")
def test_whoever_has_the_client_gets_the_call(context: Context) -> None:
    contacts(context, "Abramov", responsible="boris")
    contacts(context, "Orlova", responsible=None)
    contacts(context, "Sidorov", responsible="anna")
    laying = Laying("call", "Fair", responsible=[OWN])
    laid = lay_activities(context, "contact", RecordQuery("contact"), laying)
    assert _responsible(context, laid.run) == ["boris", "anna", "anna"]


def _responsible(context: Context, run: UUID) -> list[str]:
    rows = context.database.reader().execute(
        'SELECT u.login FROM activity a JOIN "user" u ON u.id = a.responsible_id '
        "WHERE a.run_id = ? ORDER BY a.id",
        (run.bytes,),
    )
    return [login for (login,) in rows]


@pytest.mark.row("ACT-16")
def test_calls_are_spread_over_working_days(context: Context) -> None:
    contacts(context, "Abramov", "Orlova", "Sidorov", "Tarasov", "Yurin")
    laying = Laying("call", "Fair", due=Deadline(on=date(2026, 11, 27)), spread=Spread(a_day=2))
    lay_activities(at(context, MONDAY), "contact", RecordQuery("contact"), laying)
    days = [due.on for _title, due in laid_on(context)]  # type: ignore[attr-defined]
    assert [f"{day:%a %d}" for day in days] == ["Fri 27", "Fri 27", "Mon 30", "Mon 30", "Tue 01"]


@pytest.mark.row("ACT-16", "NOTIF-04")
def test_calls_follow_each_other_and_are_reminded_of(context: Context) -> None:
    contacts(context, "Abramov", "Orlova")
    laying = Laying("call", "Fair", spread=Spread(every_minutes=20), remind_minutes=5)
    laid = lay_activities(
        at(context, datetime(2026, 11, 23, 8, tzinfo=ZONE)),
        "contact",
        RecordQuery("contact"),
        laying,
    )
    rows = context.database.reader().execute(
        "SELECT due_at, remind_at FROM activity WHERE run_id = ? ORDER BY id", (laid.run.bytes,)
    )
    times = [[f"{datetime.fromtimestamp(t / 1e6, ZONE):%H:%M}" for t in row] for row in rows]
    assert times == [["10:00", "09:55"], ["10:20", "10:15"]]


@pytest.mark.row("ACT-16")
def test_the_list_of_activities_asks_for_a_run(context: Context, crm: Callable[..., Any]) -> None:
    contacts(context, "Abramov", "Orlova")
    lay_activities(context, "contact", RecordQuery("contact"), CALL)
    add_record(context, "activity", {"subject": "another"})
    found = crm("list", "activity", "--filter", 'run:"invite to"', "--format", "json").json
    assert [row["subject"] for row in found] == ["Invite to the fair"] * 2


@pytest.mark.row("ACT-16")
def test_ten_thousand_records_are_one_step(context: Context) -> None:
    from services.seeding.seed import seed

    seed(context, contacts=10_000, companies=10, deals=0, activities=0, seed=3)
    told: list[tuple[int, int]] = []
    laid = lay_activities(
        context,
        "contact",
        RecordQuery("contact"),
        CALL,
        lambda done, all_: told.append((done, all_)),
    )
    assert show_run(context, laid.run).total == 10_000
    assert told[-1] == (10_000, 10_000)
    assert len(told) > 1
    undo(context)
    assert list_runs(context) == []


def test_who_cannot_be_called_or_is_in_another_run_is_told(context: Context) -> None:
    called = contacts(context, "Ivanov", phones=["+7 916 123-45-67"])
    others = contacts(context, "Lem", "Orlova")
    first = lay_activities(context, "contact", [*called, *others[:1]], Laying("call", "Ask"))
    assert first.explain() == "1 has no phone."
    again = lay_activities(context, "contact", [*called, *others], Laying("call", "Again"))
    assert again.explain() == "2 have no phone. 2 are in other runs, too."
    letters = lay_activities(context, "contact", others[1:], Laying("letter", "Write"))
    assert letters.explain() == "1 is in another run, too."
