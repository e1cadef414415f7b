"""What comes next with a client: the nearest first, by the days of the person who looks."""

from __future__ import annotations

import pytest

from domain.records.references import Reference
from screens.activities.client_facts import past_lines
from services.activities.call_context import call_context
from services.clients import glance_at_client
from services.context import Context
from services.records.use_cases import add_record


@pytest.mark.row("ACT-04", "ACT-09")
def test_what_comes_next_stands_in_the_order_of_the_agenda(context: Context) -> None:
    client = add_record(context, "contact", {"last_name": "Ivanov"})
    deal = add_record(context, "deal", {"title": "chairs", "contacts": [str(client)]})
    # Half past midnight in Warsaw is the evening before in UTC.
    for due in ("", "2026-11-24", "2026-11-24 00:30", "2026-11-23", "2026-11-23 15:00"):
        links = {"contacts": [str(client)], "deals": [str(deal)]}
        add_record(context, "activity", {"subject": due or "some day", "due": due} | links)
    expected = ["2026-11-23 15:00", "2026-11-23", "2026-11-24 00:30", "2026-11-24", "some day"]
    reference = Reference("contact", client, "")
    for limit in range(1, 6):
        found = glance_at_client(context, reference, planned=limit)
        assert found is not None
        assert [step.subject for step in found.planned] == expected[:limit]
    talk = call_context(context, reference)
    assert talk is not None
    (known,) = talk.deals
    assert known.next_step is not None
    assert known.next_step.subject == expected[0]


@pytest.mark.row("ACT-09")
@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("meeting", "meeting Fair: went well"),
        ("call", "call went well"),
        ("event", "event Fair"),
    ],
)
def test_what_was_last_says_what_it_was_where_its_result_does_not(
    context: Context, kind: str, told: str
) -> None:
    client = add_record(context, "contact", {"last_name": "Ivanov"})
    data = {
        "kind": kind,
        "subject": "Fair",
        "contacts": [str(client)],
        "done_at": "2026-11-23T10:00",
    }
    result = {} if kind == "event" else {"result": "went well"}
    add_record(context, "activity", data | result)
    found = glance_at_client(context, Reference("contact", client, ""))
    assert found is not None
    assert [what for _when, what in past_lines(context, found.past)] == [told]
