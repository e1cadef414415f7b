"""A field of any type changed in many records at once: set, added to, taken from, cleared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol
from uuid import UUID

from services.context import Context
from services.lists.bulk import bulk_edit
from services.lists.bulk_changes import FieldChange, How
from services.undo import undo


class Typed(Protocol):
    """A field with two values in ascending order, as typed and as JSON."""

    @property
    def typed(self) -> tuple[str, str]:
        """The values as typed."""

    @property
    def json(self) -> tuple[Any, Any]:
        """The values as JSON."""

    @property
    def multiple(self) -> bool:
        """Whether the field takes several values."""


def several(case: Typed, *values: Any) -> Any:
    """Return values as they are given to a field: in a list where it takes several."""
    return [*values] if case.multiple else values[0]


def goes_through_bulk(
    context: Context,
    case: Typed,
    field: tuple[str, str],
    keys: list[UUID],
    shown: Callable[[str], Any],
) -> None:
    """Change two records at once in all ways.

    `field` are the kind of the records and the name of the field, `shown` gives its JSON by the key
    of a record.
    """
    kind, name = field

    def change(how: How, value: Any = None) -> int:
        return bulk_edit(context, kind, keys, [FieldChange(name, how, value)]).changed

    def values() -> list[Any]:
        return [shown(str(key)) for key in keys]

    low, high = case.typed
    assert change(How.SET, several(case, high)) == 2
    assert values() == [several(case, case.json[1])] * 2
    assert change(How.SET, several(case, high)) == 0
    if case.multiple:
        assert change(How.ADD, [low]) == 2
        assert values() == [[case.json[1], case.json[0]]] * 2
        assert change(How.ADD, [low]) == 0
        assert change(How.REMOVE, [high]) == 2
        assert values() == [[case.json[0]]] * 2
        for _step in range(2):
            undo(context)
    assert change(How.CLEAR) == 2
    assert change(How.CLEAR) == 0
    undo(context)
    assert values() == [several(case, case.json[1])] * 2
