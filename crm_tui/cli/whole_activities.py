"""Activities as `crm add`, `edit` and `show` know them: with elements, check list and files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from domain.activity_forms import CHECK_LIST, ELEMENTS, FILES
from domain.errors import BadInput
from domain.i18n import _
from services.activities.belongings import Belongings
from services.context import Context


def add_activity(context: Context, data: Mapping[str, object]) -> UUID:
    """Make an activity with all that belongs to it, in one step; return its key.

    Beside the fields `data` may hold `elements` (keys or names of records of any kinds),
    `check_list` (a text for each line, with [x] before what is done) and `files` (paths). Raises
    BadInput and NotFound, and makes nothing then.
    """
    from services.records.use_cases import add_record

    fields, belongings = _divided(context, data)
    return add_record(context, "activity", fields, belongings.prepare(context))


def edit_activity(context: Context, key: UUID, data: Mapping[str, object]) -> None:
    """Change fields of an activity, and what belongs to it, as `add_activity` takes it.

    Elements and check list become those that are given; files are attached beside those there are.
    """
    from services.records.use_cases import edit_record

    fields, belongings = _divided(context, data)
    edit_record(context, "activity", key, fields, beside=belongings.prepare(context))


def _divided(context: Context, data: Mapping[str, object]) -> tuple[dict[str, object], Belongings]:
    """Return the fields in some data, and what else belongs to the activity."""
    from domain.check_lists import read_check_list

    fields = dict(data)
    typed, files = _texts(fields, CHECK_LIST), _texts(fields, FILES)
    elements = _texts(fields, ELEMENTS)
    if elements is not None:
        fields |= _links(context, elements)
    lines = None if typed is None else read_check_list("\n".join(typed))
    return fields, Belongings(lines, files=files or ())


def _links(context: Context, elements: list[str]) -> dict[str, list[str]]:
    """Return the fields that hold the elements, those of kinds without any being emptied."""
    from crm_tui.cli.tasks import record_named
    from domain.activity_forms import element_fields

    links = {
        kind: field.name for kind, field in element_fields(context.fields.of("activity")).items()
    }
    held: dict[str, list[str]] = {name: [] for name in links.values()}
    for text in elements:
        record = record_named(context, text)
        held[links[record.kind]].append(str(record.id))
    return held


def _texts(fields: dict[str, object], name: str) -> list[str] | None:
    """Take texts out of some data, None where they are not there. Raises BadInput."""
    if name not in fields:
        return None
    value = fields.pop(name)
    items = value if isinstance(value, list) else [] if value in (None, "") else [value]
    texts = [item for item in items if isinstance(item, str)]
    if len(texts) < len(items):
        raise BadInput(_("{name}: a list of texts is expected.").format(name=name), name)
    return texts


def check_list_json(context: Context, key: UUID) -> list[dict[str, Any]]:
    """Return the check list of an activity as JSON has it."""
    from crm_tui.cli.record_output import to_json
    from services.activities.checklist import check_list

    return [
        {"text": item.text, "done_at": to_json(item.done_at), "done_by": item.done_by or None}
        for item in check_list(context, key)
    ]
