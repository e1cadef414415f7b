"""The records that an action is meant for: those that are marked, else the one of the row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import UUID

from domain.errors import CrmError
from domain.i18n import _
from domain.invoicing.kinds import DOCUMENTS
from domain.records.references import Reference
from domain.text import spaced
from screens.long_change import LongChange
from services.clients import client_of
from services.invoicing.finding import client_of_document

if TYPE_CHECKING:
    from services.lists.marking import AllOf

    Marked = Sequence[UUID] | AllOf

MOST: Final = 1_000
"""How many leads or activities are worked on at once."""

_WITH_SOMEBODY: Final = frozenset(
    {"record.call", "record.plan", "record.event", "record.deal"}
    | {"record.invoice", "record.offer", "record.lines"}
)

BARRED: Final = {
    "own_company": _WITH_SOMEBODY,
    "product": _WITH_SOMEBODY | {"record.parts"},
    "section": _WITH_SOMEBODY | {"record.parts"},
}
"""The names of actions that mean nothing for records of a kind with which nobody deals."""


class Meant(NamedTuple):
    """The records that an action is meant for, and how many they are."""

    which: Marked
    number: int


class RecordsAtHand(LongChange):
    """What is marked and under the cursor, in a list or on a card. Subclasses give it."""

    def kind(self) -> str:
        """Return the kind of the records."""
        raise NotImplementedError

    def row_reference(self) -> Reference | None:
        """Return the record under the cursor, None where there is none."""
        raise NotImplementedError

    def marked(self) -> Marked:
        """Return the marked records: their keys, or that all of a list are marked."""
        return ()

    def marked_count(self) -> int:
        """Return how many records are marked: none where there is no list."""
        return 0

    def all_marks(self) -> Mapping[str, Marked]:
        """Return what is marked, by the kind of the records."""
        return {self.kind(): self.marked()} if self.marked_count() else {}

    def all_marked_count(self) -> int:
        """Return how many records that is."""
        return self.marked_count()

    def forget_all_marks(self) -> None:
        """Mark nothing any more, once something was done with what is marked."""
        self.clear_marks()

    def is_in_bin(self) -> bool:
        """Say whether the bin is shown."""
        raise NotImplementedError

    def clear_marks(self) -> None:
        """Mark nothing any more."""

    def _at_hand(self) -> Reference | None:
        """Return the record under the cursor; say so where there is none."""
        row = self.row_reference()
        if row is None:
            self.say(_("There is no record under the cursor."))
        return row

    def _alive(self) -> Reference | None:
        """Return the record under the cursor, unless it is in the bin; say why there is none."""
        if self.is_in_bin():
            self.say(_("It is in the bin. r brings it back."))
            return None
        return self._at_hand()

    def _client(self) -> Reference | None:
        """Return the client of the row, or its deal; of an activity or a document its own."""
        row = self._alive()
        if row is not None and row.kind in BARRED:
            self.say(_("Calls, tasks and deals are with clients: go to one in area 3."))
            return None
        if row is None or row.kind not in ("activity", *DOCUMENTS):
            return row
        try:
            if row.kind in DOCUMENTS:
                client = client_of_document(self.context, row.kind, row.id)
            else:
                client = client_of(self.context, row.id)
        except CrmError as error:
            self.say(str(error), "error")
            return None
        if client is None:
            said = _("Nobody is named in it yet: e adds a client.")
            of_activity = _("This activity is with nobody: e adds a client.")
            self.say(of_activity if row.kind == "activity" else said)
        return client

    def _meant(self) -> Meant | None:
        """Return the records that an action is meant for; say so where there are none."""
        if count := self.marked_count():
            return Meant(self.marked(), count)
        row = self._at_hand()
        return Meant([row.id], 1) if row else None

    def keys_meant(self, kind: str, said_of_others: str, too_many: str) -> Sequence[UUID]:
        """Return the records of a kind that an action is meant for, at most MOST.

        Where there are none it says so: `said_of_others` of records of another kind, and `too_many`
        with a `{count}` where they are more.
        """
        from services.lists.marking import keys_of_marked

        if self.kind() != kind:
            self.say(said_of_others)
            return ()
        if self.is_in_bin():
            self.say(_("It is in the bin. r brings it back."))
            return ()
        meant = self._meant()
        if meant is None:
            return ()
        if meant.number > MOST:
            self.say(too_many.format(count=spaced(MOST)))
            return ()
        return self.read(lambda: keys_of_marked(self.context, meant.which)) or ()
