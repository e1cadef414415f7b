"""History of all records and events from the shell."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

from tests.conftest import Outcome

Crm = Callable[..., Outcome]


@pytest.fixture
def ivanov(crm: Crm) -> str:
    """A contact whom Boris has changed."""
    key = crm("add", "contact", "--json", '{"last_name": "Ivanov", "position": "buyer"}').word
    crm("--as", "boris", "edit", "contact", key, "--json", '{"position": "director"}')
    return key


@pytest.mark.row("HIST-05", "A9.2", "HIST-04")
def test_the_history_of_all_is_printed_and_filtered(crm: Crm, ivanov: str) -> None:
    crm("event", "contact", ivanov, "Came to the fair", "--result", "wants an offer")
    newest, changed, added = crm("history", "--format", "json").json
    assert (newest["action"], newest["text"]) == ("event", "Came to the fair: wants an offer")
    assert (changed["author"], changed["record"], changed["id"]) == (
        "Борис Волков",
        "Ivanov",
        ivanov,
    )
    assert changed["changes"] == [{"label": "Position", "old": "buyer", "new": "director"}]
    assert added["action"] == "contact added"
    assert "Brought back" not in {change["label"] for change in added["changes"]}
    assert crm("history", "--filter", "who:boris", "--format", "json").json == [changed]
    assert crm("history", "--limit", "1", "--format", "json").json == [newest]
    assert "Position: buyer → director" in crm("history").out
    (row,) = csv.DictReader(
        io.StringIO(crm("history", "--filter", "what:events", "--format", "csv").out)
    )
    assert (row["record"], row["action"]) == ("Ivanov", "event")


@pytest.mark.row("HIST-01")
def test_the_way_into_the_bin_and_back_is_told(crm: Crm, ivanov: str) -> None:
    crm("delete", "contact", ivanov)
    crm("undo")
    back, gone, *_others = crm("history", "--format", "json").json
    assert [change["label"] for change in back["changes"]] == ["Brought back"]
    assert [change["label"] for change in gone["changes"]] == ["Deleted"]


@pytest.mark.row("HIST-04")
def test_the_history_of_a_record_is_filtered_alike(crm: Crm, ivanov: str) -> None:
    (line,) = crm(
        "history", "contact", ivanov, "--filter", "field:position", "--format", "json"
    ).json
    assert line["author"] == "Борис Волков"


def test_what_does_not_fit_is_said(crm: Crm, ivanov: str) -> None:
    wrong = crm("history", "--filter", "whoo:x")
    assert (wrong.code, wrong.err.splitlines()[1:]) == (2, ["whoo:x", "^^^^"])
    assert "Did you mean “who”?" in wrong.err
    assert "Give the key of the record as well" in crm("history", "contact").err


@pytest.mark.row("HIST-01", "HIST-03", "MEET-02")
def test_an_event_is_added_and_never_changed_from_the_shell(crm: Crm, ivanov: str) -> None:
    key = crm(
        "event", "contact", ivanov, "Seminar", "--kind", "seminar", "--when", "yesterday 15:00"
    ).word
    shown = crm("show", "activity", key, "--format", "json").json
    assert (shown["kind"], shown["subject"]) == ("event", "Seminar")
    assert "seminar_held" in str(shown["event_kind"])
    refused = crm("edit", "activity", key, "--json", '{"subject": "Fair"}')
    assert (refused.code, "An event stays as it was written down" in refused.err) == (4, True)
    ahead = crm("event", "contact", ivanov, "Seminar", "--when", "tomorrow")
    assert (ahead.code, "is still to come" in ahead.err) == (2, True)
    assert crm("delete", "activity", key).code == 0
