"""What the forms of records share: saving beside others who change the same record."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from domain.errors import CrmError
from domain.i18n import _
from domain.records.values import RecordView, Value
from screens.form_dialog import FormDialog
from services.layouts import laid_out_fields
from services.records.typed_values import as_data
from services.records.use_cases import Beside, add_record, edit_record
from widgets.forms.form_field import FormField

if TYPE_CHECKING:
    from services.records.beside_others import Clash, RecordGone

_WAS = "was:"
"""Stands in a draft before the names of what a field held before it was changed."""


class RecordEditing(FormDialog[UUID]):
    """Returns the key of the record.

    `record` is the one that is changed, None where a new one is made. Of one that is changed, only
    the fields that were typed into are written, and kept in the draft; where somebody else has
    meanwhile changed one of them too, the person is asked which is to stay.
    """

    def __init__(self, record: RecordView | None) -> None:
        super().__init__()
        self.record = record
        self._seen: dict[str, Value] = dict(record.values) if record else {}
        self._before: dict[str, Mapping[str, str]] = {}
        self._revive = False
        self._has_written = self._gave_way = False

    def on_mount(self) -> None:
        """Remember what the fields hold before anybody types."""
        self._before = {field.name or "": field.draft() for field in self.query(FormField)}

    def seen(self, name: str) -> Value:
        """Return what a field of the record held when it was shown, None in a new one."""
        return self._seen.get(name)

    def is_changed(self, asked: str) -> bool:
        """Say whether somebody typed into a field of the form."""
        return self.field(asked).draft() != self._before[asked]

    def asks_for(self, asked: str) -> tuple[str, ...]:
        """Return the fields of the record that a field of the form asks for."""
        return (asked,)

    def take_over(self, record: RecordView, name: str) -> None:
        """Show in the form what a field of the record holds by now, as if it had from the start."""
        raise NotImplementedError

    def untyped(
        self, kind: str, values: Mapping[str, Value], typed: Container[str]
    ) -> dict[str, object]:
        """Return, as data, what a new record takes over from another beside what is typed."""
        others = (f for f in laid_out_fields(self.context, kind) if f.name not in typed)
        return {f.name: as_data(f, value) for f in others if (value := values.get(f.name))}

    # The draft: what was typed, and what stood there before, which others may have changed since.

    def _draft(self) -> Mapping[str, str]:
        kept = super()._draft()
        if self.record is None or not kept:
            return kept
        draft: dict[str, str] = {}
        for field in self.query(FormField):
            before, now = self._before[field.name or ""], field.draft()
            if now != before:
                draft |= now | {f"{_WAS}{part}": text for part, text in before.items()}
        return draft

    def restore(self, kept: Mapping[str, str]) -> None:
        """Bring back what was typed and not saved; note what has been changed under it since."""
        super().restore(kept)
        for name, before in self._before.items():
            was = kept.get(f"{_WAS}{name}")
            if was is not None and was != before[name]:
                self._seen |= dict.fromkeys(self.asks_for(name), was)

    # Writing.

    def store(
        self,
        kind: str,
        data: Mapping[str, object],
        prepare: Callable[[], Beside] | None = None,
    ) -> Callable[[], UUID]:
        """Return what writes these fields of the record.

        `prepare` runs before, and returns what is written beside them in the same step.
        """
        context, record, seen, revive = self.context, self.record, dict(self._seen), self._revive

        def write() -> UUID:
            beside = prepare() if prepare else None
            if record is None:
                return add_record(context, kind, data, beside)
            if data or revive or beside:
                edit_record(
                    context, kind, record.id, data, shown=seen, revive=revive, beside=beside
                )
                self._has_written = True
            return record.id

        return write

    def said_when_saved(self) -> str:
        """Return a sentence on what came of saving."""
        if self.record is None:
            return _("Added. u takes it back.")
        if self._has_written:
            return _("Changed. u takes it back.")
        if self._gave_way:
            return _("Theirs was kept; nothing of yours was changed.")
        return _("Nothing was changed.")

    async def overcome(self, error: CrmError) -> bool:
        """Ask what is to be done about what others have changed, or deleted."""
        from services.records.beside_others import EditConflict, RecordGone

        if isinstance(error, EditConflict):
            return await self._choose(error.clashes)
        if isinstance(error, RecordGone):
            return await self._bring_back(error)
        return False

    async def _choose(self, clashes: tuple[Clash, ...]) -> bool:
        from screens.records.clash_dialog import ClashDialog

        mine = await self.app.push_screen_wait(ClashDialog(clashes))
        if mine is None or self.record is None:
            return False
        theirs = {clash.field.name: clash.theirs for clash in clashes}
        self._seen |= theirs
        record = replace(self.record, values={**self.record.values, **theirs})
        for name in theirs.keys() - mine:
            self.take_over(record, name)
            self._gave_way = True
        return True

    async def _bring_back(self, error: RecordGone) -> bool:
        """Ask whether a deleted record is to come back; one deleted for good is made anew."""
        from screens.records.confirm_dialog import ConfirmDialog

        if error.is_in_bin:
            question = _("{deleted} Bring it back and save?").format(deleted=error)
        else:
            question = _("{deleted} Add it again, with what stands in the form?").format(
                deleted=error
            )
        note = _("Esc leads back to the form: nothing that you have typed is lost.")
        if not await self.app.push_screen_wait(ConfirmDialog(question, lambda: note)):
            return False
        if error.is_in_bin:
            self._revive = True
        else:
            self.record = None
        return True
