"""A change of many records can be ended at any moment, and then nothing is changed."""

from __future__ import annotations

import pytest

from domain.errors import Cancelled
from domain.records.record_query import RecordQuery
from services.context import Context
from services.lists.bulk import bulk_edit
from services.lists.bulk_changes import FieldChange
from services.lists.reading import count
from services.records.finding import find_records
from services.records.use_cases import add_record

CHANGE = FieldChange("comment", value="с выставки")


@pytest.mark.row("MASS-05")
@pytest.mark.parametrize("looks", [0, 1, 2, 3])
def test_it_can_be_ended_at_any_look(context: Context, looks: int) -> None:
    for number in range(300):
        add_record(context, "contact", {"last_name": f"Ким {number}"})
    left = [None] * looks

    def is_cancelled() -> bool:
        if left:
            left.pop()
            return False
        return True

    with pytest.raises(Cancelled):
        bulk_edit(context, "contact", RecordQuery("contact"), [CHANGE], None, is_cancelled)
    assert not left
    assert count(context, RecordQuery("contact", "comment:выставки")) == 0
    assert find_records(context, "выставки") == []
    outcome = bulk_edit(context, "contact", RecordQuery("contact"), [CHANGE], None, lambda: False)
    assert outcome.changed == 300
    assert find_records(context, "выставки")
