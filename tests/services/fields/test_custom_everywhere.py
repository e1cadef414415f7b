"""A custom field behaves as a built-in one, whatever its type (FEATURES CF-02, CF-04, CF-05).

One test goes with each type, single and with several values, through all ways in and out.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from domain.records.custom_fields import SEARCHED_TYPES
from domain.records.fields import FieldType
from services.context import Context
from services.lists.bulk import bulk_edit
from services.lists.bulk_changes import FieldChange, How
from services.records.copying import copy_values
from services.records.finding import find_records
from services.records.history import history_of
from services.records.listing import complete_query
from services.records.typed_values import as_typed, read_typed
from services.records.use_cases import add_record, edit_record, show_record
from services.undo import undo
from tests.services.fields.bulk_of_fields import goes_through_bulk, several
from tests.services.fields.kinds_of_fields import CASES, Case, files_in, make


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder with the files that are attached."""
    files_in(tmp_path)
    monkeypatch.chdir(tmp_path)


def plain(case: Case, value: Any) -> Any:
    """Return JSON of a value without the keys that are others in each run."""
    if isinstance(value, list):
        return [plain(case, item) for item in value]
    if case.type is FieldType.RECORD:
        return {"name": value["title"]}
    return {"name": value["name"]} if case.type is FieldType.FILE else value


@pytest.mark.row("CF-02", "CF-04", "CF-05", "DOC-18")
@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_behaves_as_a_built_in_one(
    case: Case, context: Context, crm: Callable[..., Any]
) -> None:
    make(context, case)
    low, high = case.typed

    def add(name: str, value: Any) -> str:
        data = {"last_name": name} | ({} if value is None else {"f": value})
        added: str = crm("add", "contact", "--json", json.dumps(data)).word
        return added

    first, second, none = add("Low", several(case, low)), add("High", several(case, high)), ""
    none = add("None", None)
    names = {first: "Low", second: "High", none: "None"}

    def shown(key: str) -> Any:
        return plain(case, crm("show", "contact", key, "--format", "json").json["f"])

    def listed(**options: str) -> list[str]:
        given = [part for name, value in options.items() for part in (f"--{name}", value)]
        found = crm("list", "contact", "--columns", "name,f", *given, "--format", "json")
        assert found.code == 0, found.err
        return [names[row["id"]] for row in found.json]

    # Shown, on the command line and as JSON.
    assert shown(first) == several(case, case.json[0])
    assert case.shown[1].splitlines()[0] in crm("show", "contact", second).out
    assert crm("show", "contact", none, "--format", "json").json["f"] == (
        [] if case.multiple else None
    )
    assert "Some field" in crm("list", "contact", "--columns", "name,f").out
    # Sorted both ways, those without a value last; filtered by its type.
    assert listed(sort="f") == ["Low", "High", "None"]
    assert listed(sort="-f") == ["High", "Low", "None"]
    # Who has no mark has said no.
    is_mark = case.type is FieldType.BOOL
    assert listed(filter=case.first) == (["Low", "None"] if is_mark else ["Low"])
    assert listed(filter=case.second) == ["High"]
    if not is_mark:
        assert listed(filter="f:none") == ["None"]
        assert sorted(listed(filter="f:any")) == ["High", "Low"]
        assert listed(filter=f"-({case.first})", sort="name") == ["High", "None"]
    # Completed while typing: its name in any spelling, and what it is chosen from.
    assert "f:" in {s.text for s in complete_query(context, "contact", "f", 1).suggestions}
    offered = {s.text for s in complete_query(context, "contact", "some_field:", 11).suggestions}
    if case.type in (FieldType.CHOICE, FieldType.USER):
        assert set(case.json) <= offered
    # Found by search.
    if case.type in SEARCHED_TYPES:
        text = case.first.removeprefix("f:") if case.type is not FieldType.INTEGER else "1200"
        (hit,) = find_records(context, text, ["contact"])
        assert str(hit.id) == (second if case.type is FieldType.INTEGER else first)
        assert hit.field is not None
        assert hit.field.name == "f"

    _edited_and_undone(case, context, UUID(first), shown)
    _typed_in_a_form(case, context, UUID(second))
    keys = [UUID(first), UUID(none)]
    if case.type is FieldType.FILE:
        # A file is one record's: it is set there, and only taken away from many.
        assert bulk_edit(context, "contact", keys, [FieldChange("f", How.CLEAR)]).changed == 1
    else:
        goes_through_bulk(context, case, ("contact", "f"), keys, shown)


def _edited_and_undone(
    case: Case, context: Context, key: UUID, shown: Callable[[str], Any]
) -> None:
    high = several(case, *case.typed[::-1])
    edit_record(context, "contact", key, {"f": high})
    assert shown(str(key)) == several(case, *case.json[::-1])
    line = next(
        line
        for line in history_of(context, "contact", key, as_shown=False)
        if line.field == "Some field"
    )
    after = case.shown[::-1] if case.multiple else case.shown[1:]
    assert (line.author, line.old, line.new) == ("anna", case.shown[0], ", ".join(after))
    undo(context)
    assert shown(str(key)) == several(case, case.json[0])
    edit_record(context, "contact", key, {"f": None})
    assert show_record(context, "contact", key).values["f"] in (None, ())
    undo(context)
    assert shown(str(key)) == several(case, case.json[0])


def _typed_in_a_form(case: Case, context: Context, key: UUID) -> None:
    """What a form shows for a value reads back as that value, here and in a copy."""
    field = context.database.fields.get("contact", "f")
    value = show_record(context, "contact", key).values["f"]
    typed = as_typed(field, value, context.zone)
    edit_record(context, "contact", key, {"f": read_typed(field, typed, value, context.zone)})
    assert show_record(context, "contact", key).values["f"] == value
    copied = copy_values(context, "contact", key)
    if case.type is FieldType.FILE:
        assert "f" not in copied or copied["f"] == ()
        return
    data = read_typed(field, typed, copied["f"], context.zone)
    copy = add_record(context, "contact", {"last_name": "Copy", "f": data})
    assert show_record(context, "contact", copy).values["f"] == value
