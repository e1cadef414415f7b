"""Who takes part in a deal and in which role, and how long it was at each stage."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from domain.errors import NotFound
from domain.records.references import references_in
from services.context import Context
from services.deals.people import offered_roles, people_of_deal, set_role
from services.deals.spans import stage_spans
from services.records.history import history_of
from services.records.use_cases import add_record, delete_record, edit_record, show_record
from services.undo import undo


def deal(context: Context, *contacts: UUID, **fields: object) -> UUID:
    keys = [str(key) for key in contacts]
    return add_record(context, "deal", {"title": "40 chairs", "contacts": keys} | fields)


def contact(context: Context, name: str) -> UUID:
    return add_record(context, "contact", {"last_name": name})


def told(context: Context, key: UUID) -> list[tuple[str, str, bool]]:
    return [(one.contact.title, one.role, one.is_main) for one in people_of_deal(context, key)]


@pytest.mark.row("DEAL-17")
def test_contacts_have_roles_and_one_is_the_main_one(context: Context) -> None:
    ivanov, petrova = contact(context, "Ivanov"), contact(context, "Petrova")
    key = deal(context, ivanov, petrova)
    assert told(context, key) == [("Ivanov", "", True), ("Petrova", "", False)]
    set_role(context, key, petrova, "  decides ", is_main=True)
    assert told(context, key) == [("Petrova", "decides", True), ("Ivanov", "", False)]
    shown = references_in(show_record(context, "deal", key).values["contacts"])
    assert [one.title for one in shown] == ["Petrova", "Ivanov"]
    edit_record(context, "deal", key, {"contacts": [str(ivanov), str(petrova)]})
    assert told(context, key) == [("Ivanov", "", True), ("Petrova", "decides", False)]
    undo(context)
    undo(context)
    assert told(context, key) == [("Ivanov", "", True), ("Petrova", "", False)]


@pytest.mark.row("DEAL-17", "DEAL-19")
def test_a_role_stands_in_the_history(context: Context) -> None:
    petrova = contact(context, "Petrova")
    key = deal(context, petrova)
    set_role(context, key, petrova, "signs")
    told = [(one.field, one.old, one.new) for one in history_of(context, "deal", key)]
    assert ("Contacts", "Petrova", "Petrova, signs") in told


def test_roles_that_were_typed_are_offered_first(context: Context) -> None:
    ivanov = contact(context, "Ivanov")
    set_role(context, deal(context, ivanov), ivanov, "keeps the store")
    assert offered_roles(context)[:2] == ["keeps the store", "decides"]


def test_who_takes_no_part_has_no_role(context: Context) -> None:
    ivanov, petrova = contact(context, "Ivanov"), contact(context, "Petrova")
    key = deal(context, ivanov)
    with pytest.raises(NotFound, match="takes no part"):
        set_role(context, key, petrova, "pays")
    delete_record(context, "contact", ivanov)
    assert told(context, key) == []


def spans(context: Context, key: UUID) -> list[tuple[str, float | None]]:
    now = datetime.now(UTC)
    return [
        (one.label, round(one.seconds(now) / 86_400) if one.end else None)
        for one in stage_spans(context, key)
    ]


def let_days_pass(context: Context, days: int) -> None:
    """Shift all that has happened so far into the past, as the log and the deals know it."""
    earlier = days * 86_400_000
    with context.database.write(context.actor, "edit_deal") as unit:
        unit.connection.execute(
            "UPDATE change_unit SET clock = clock - (? << 16) WHERE seq <> crm_unit()", (earlier,)
        )
        unit.connection.execute(
            "UPDATE deal SET created_at = created_at - ?, stage_at = stage_at - ?",
            (earlier * 1000, earlier * 1000),
        )


@pytest.mark.row("HIST-02")
def test_time_at_each_stage_is_told_from_the_log(context: Context) -> None:
    key = deal(context)
    assert spans(context, key) == [("New request", None)]
    let_days_pass(context, 3)
    edit_record(context, "deal", key, {"stage": "need"})
    let_days_pass(context, 5)
    edit_record(context, "deal", key, {"stage": "offer"})
    assert spans(context, key) == [("New request", 3), ("Finding the need", 5), ("Offer", None)]
    assert stage_spans(context, key)[-1].seconds(datetime.now(UTC) + timedelta(days=2)) > 172_000


@pytest.mark.row("HIST-02")
def test_a_step_that_was_taken_back_is_no_stage(context: Context) -> None:
    key = deal(context)
    let_days_pass(context, 3)
    edit_record(context, "deal", key, {"stage": "need"})
    undo(context)
    assert spans(context, key) == [("New request", None)]
