"""A call with somebody else than planned, with a deal and its stage, with people who took part."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from domain.errors import BadInput, Conflict, NotFound
from domain.pipelines import GENERAL
from domain.shipped import shipped_id
from services.activities.calls import CallReport, log_call
from services.activities.finishing import finish_activity
from services.activities.outcomes import Outcome, find_outcome
from services.activities.planning import parse_next_step
from services.context import Context
from services.records.history import history_of
from services.records.use_cases import add_record, delete_record, show_record
from services.settings import CALL_RESULT_REQUIRED, set_setting
from services.undo import undo


@pytest.fixture
def context(context: Context) -> Context:
    """The same person on a Wednesday at noon."""
    noon = datetime(2026, 5, 6, 10, tzinfo=UTC)
    return replace(context, clock=noon.astimezone)


@pytest.fixture
def chief(context: Context) -> UUID:
    """A contact with whom things are planned."""
    return add_record(context, "contact", {"last_name": "Орлов", "companies": ["Вега"]})


@pytest.fixture
def deputy(context: Context) -> UUID:
    """Another person of the same company."""
    return add_record(context, "contact", {"last_name": "Заместитель", "companies": ["Вега"]})


@pytest.fixture
def deal(context: Context, chief: UUID) -> UUID:
    """A deal of the chief."""
    return add_record(context, "deal", {"title": "40 стульев", "contacts": [str(chief)]})


def plan(context: Context, contact: UUID, kind: str = "call", **more: object) -> UUID:
    data = {"kind": kind, "subject": "Договор", "contacts": [str(contact)], **more}
    return add_record(context, "activity", data)


def read(context: Context, key: UUID | None) -> Any:
    assert key is not None
    return show_record(context, "activity", key).values


def outcome(context: Context, code: str) -> Outcome:
    return find_outcome(context.database.reader(), code)


def titles(references: tuple[Any, ...]) -> list[str]:
    return [reference.title for reference in references]


@pytest.mark.row("CALL-02", "CALL-05")
def test_a_planned_call_is_done_with_somebody_else(
    context: Context, chief: UUID, deputy: UUID, deal: UUID
) -> None:
    planned = plan(context, chief, due="25.12.2026", deals=[str(deal)])
    report = CallReport(
        client_kind="contact",
        client=deputy,
        planned=planned,
        notes="перезвонит сам",
        next_step=parse_next_step(context, "t"),
    )
    logged = log_call(context, report)
    assert (logged.call, logged.client, logged.was_planned) == (planned, deputy, True)
    values = read(context, planned)
    assert titles(values["contacts"]) == ["Заместитель", "Орлов"]
    assert titles(values["deals"]) == ["40 стульев"]
    assert (values["subject"], values["result"]) == ("Договор", "перезвонит сам")
    assert titles(read(context, logged.next)["contacts"]) == ["Заместитель", "Орлов"]
    assert undo(context) == "call logged"
    values = read(context, planned)
    assert (titles(values["contacts"]), values["done_at"]) == (["Орлов"], None)


@pytest.mark.row("CALL-02")
def test_the_call_is_with_whom_it_was_planned_unless_said_otherwise(
    context: Context, chief: UUID
) -> None:
    planned = plan(context, chief)
    assert log_call(context, CallReport(planned=planned)).client == chief
    with pytest.raises(Conflict, match="done already"):
        log_call(context, CallReport(planned=planned))
    with pytest.raises(NotFound):
        log_call(context, CallReport(planned=UUID(int=7)))
    alone = add_record(context, "activity", {"kind": "call"})
    with pytest.raises(BadInput, match="A call needs a client"):
        log_call(context, CallReport(planned=alone))


def test_a_planned_task_is_done_beside_the_call(context: Context, chief: UUID, deal: UUID) -> None:
    task = plan(context, chief, "task", deals=[str(deal)])
    delete_record(context, "deal", deal)
    logged = log_call(context, CallReport(planned=task, notes="готово", duration_seconds=60))
    assert logged.call != task
    assert logged.was_planned
    done, call = read(context, task), read(context, logged.call)
    assert (done["kind"], done["result"], done["duration_seconds"]) == ("task", "готово", None)
    assert done["done_at"] is not None
    assert (call["kind"], call["subject"], call["duration_seconds"]) == ("call", "Договор", 60)
    assert titles(call["contacts"]) == ["Орлов"]
    assert titles(call["deals"]) == ["40 стульев"]


def test_a_call_may_leave_open_what_was_planned(context: Context, chief: UUID) -> None:
    planned = plan(context, chief, due="today")
    report = CallReport(client_kind="contact", client=chief, match_planned=False)
    assert not log_call(context, report).was_planned
    assert read(context, planned)["done_at"] is None


@pytest.mark.row("CALL-02")
def test_others_take_part_in_a_call(context: Context, chief: UUID, deputy: UUID) -> None:
    report = CallReport(client_kind="contact", client=chief, participants=(deputy, chief, deputy))
    logged = log_call(context, report)
    assert titles(read(context, logged.call)["participants"]) == ["Заместитель"]
    with pytest.raises(NotFound):
        log_call(context, replace(report, participants=(UUID(int=7),)))


@pytest.mark.row("CALL-03")
def test_the_deal_is_brought_to_another_stage_by_the_call(
    context: Context, chief: UUID, deal: UUID
) -> None:
    offer = shipped_id("stage", GENERAL.code, "offer")
    report = CallReport(client_kind="contact", client=chief, deal=deal, stage=offer, notes="да")
    logged = log_call(context, report)
    assert titles(read(context, logged.call)["deals"]) == ["40 стульев"]
    stage: Any = show_record(context, "deal", deal).values["stage"]
    assert stage.code == "offer"
    line = next(iter(history_of(context, "deal", deal)))
    assert (line.action, line.new) == ("call logged", "Offer")
    undo(context)
    stage = show_record(context, "deal", deal).values["stage"]
    assert stage.code == "new"
    with pytest.raises(NotFound):
        show_record(context, "activity", logged.call)


def test_a_stage_that_does_not_fit_is_refused_and_nothing_kept(
    context: Context, chief: UUID, deal: UUID
) -> None:
    from storage.tables import Pipeline, Stage

    with context.database.write(context.actor, "pipeline") as unit:
        other = unit.add(Pipeline(name="Service"))
        foreign = unit.add(Stage(pipeline_id=other.id, name="Repair"))
    report = CallReport(client_kind="contact", client=chief, notes="x")
    offer = shipped_id("stage", GENERAL.code, "offer")
    for more, error, sentence in (
        ({"stage": offer}, BadInput, "name the deal too"),
        ({"deal": deal, "stage": foreign.id}, BadInput, "another pipeline"),
        ({"deal": deal, "stage": UUID(int=7)}, NotFound, "no longer there"),
        ({"deal": UUID(int=7)}, NotFound, "no deal with the key"),
    ):
        with pytest.raises(error, match=sentence):
            log_call(context, replace(report, **more))
    assert not list(context.database.reader().execute("SELECT 1 FROM activity"))


@pytest.mark.row("CALL-08")
def test_a_result_is_required_where_that_is_set(
    context: Context, other: Context, chief: UUID
) -> None:
    set_setting(context, CALL_RESULT_REQUIRED, True)
    silent = CallReport(client_kind="contact", client=chief, notes=" \n")
    planned = plan(context, chief)
    for code in ("reached", "refused"):
        with pytest.raises(BadInput, match="a result is required") as refused:
            log_call(other, replace(silent, outcome=outcome(context, code)))
        assert refused.value.field == "notes"
    with pytest.raises(BadInput, match="a result is required"):
        finish_activity(context, planned)
    log_call(other, replace(silent, outcome=outcome(context, "no_answer")))
    log_call(other, replace(silent, notes="да"))
    finish_activity(context, planned, result="да")
    finish_activity(context, plan(context, chief, "task"))


@pytest.mark.row("CALL-05")
def test_attempts_count_through_every_way_until_somebody_is_reached(
    context: Context, chief: UUID
) -> None:
    step = parse_next_step(context, "t")
    silent, reached = outcome(context, "busy"), outcome(context, "reached")
    first = plan(context, chief)
    second = finish_activity(context, first, outcome=silent, next_step=step)
    assert second is not None
    third = log_call(context, CallReport(planned=second, outcome=silent, next_step=step)).next
    assert third is not None
    fourth = finish_activity(context, third, outcome=silent, next_step=step)
    assert fourth is not None
    attempts = [read(context, key)["attempt"] for key in (first, second, third, fourth)]
    assert attempts == [1, 2, 3, 4]
    done = log_call(context, CallReport(planned=fourth, outcome=reached, next_step=step))
    assert read(context, done.next)["attempt"] == 1
