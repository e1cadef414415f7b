"""What belongs to an activity and is no field of it: check list, files (TASK-03, ACT-13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from domain.check_lists import CheckItem, TypedLine
from domain.errors import BadInput
from services.activities.check_list_text import write_check_list_within
from services.context import Context
from services.files.attaching import attach_kept, keep_named
from services.records.use_cases import Beside

if TYPE_CHECKING:
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Belongings:
    """A check list as it was typed, None to leave it as it is, and the paths of files to attach.

    `before` is the check list that the person had before their eyes, None for the present one.
    """

    check_list: Sequence[TypedLine] | None = None
    before: Sequence[CheckItem] | None = None
    files: Sequence[str] = ()

    def prepare(self, context: Context) -> Beside:
        """Put the files into the store; return what writes all within the step of the activity.

        So nobody waits for a file to be copied. Raises BadInput about `files`, and UnusableFile.
        """
        try:
            kept = keep_named(context, self.files) if self.files else []
        except BadInput as error:
            raise BadInput(str(error), "files") from error

        def write(unit: Unit, key: UUID) -> None:
            if self.check_list is not None:
                write_check_list_within(unit, key, self.check_list, self.before)
            attach_kept(context, unit, "activity", key, kept)

        return write
