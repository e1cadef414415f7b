"""A form about one or several records, which are named by their keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar
from uuid import UUID

from screens.form_dialog import FormDialog
from screens.form_draft import key_of_all

ResultT = TypeVar("ResultT")


class KeysDialog(FormDialog[ResultT], Generic[ResultT]):
    """Asks what is to be done with the records `keys`; the same ones find their draft again."""

    def __init__(self, keys: Sequence[UUID]) -> None:
        super().__init__()
        self.keys = keys
        self.about = key_of_all(keys)
