"""What is typed about an activity of a run before its outcome is chosen: a note, the next step."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from uuid import UUID

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer

from domain.errors import CrmError
from domain.i18n import _
from domain.next_presets import NEXT_PRESETS
from screens.activities.explain import explain_next, preset_choices
from screens.form_dialog import DRAFT_SECONDS
from services.context import Context
from services.drafts import drop_draft, load_draft, save_draft
from widgets.forms.form_field import FormField


class StepFields(Vertical):
    """Two lines that show while something stands in them; each activity has a draft of its own."""

    def __init__(self, context: Context) -> None:
        super().__init__(id="typed")
        self._crm = context
        self._activity: UUID | None = None
        self._timer: Timer | None = None
        self._kept: Mapping[str, str] = {}
        self._latest: Mapping[str, str] = {}

    def compose(self) -> ComposeResult:
        """Lay out both lines, hidden."""
        note = FormField("note", _("Note"), hint=_("what came of it; Enter goes back to outcomes"))
        step = FormField(
            "next",
            _("Next"),
            hint=_("tomorrow 10, meeting fri 15:00; empty for nothing"),
            choices=preset_choices(),
            explain=explain_next(self._crm),
        )
        width = max(field.label_cells for field in (note, step)) + 2
        for field in (note, step):
            field.indent(width)
            field.display = False
            yield field

    def _field(self, name: str) -> FormField:
        return self.query_one(f"#field-{name}", FormField)

    def value(self, name: str) -> str:
        """Return what stands in a line."""
        return self._field(name).value

    def open(self, name: str) -> FormField:
        """Show a line and let it be typed into; return it."""
        field = self._field(name)
        field.display = True
        self.screen.set_focus(field.editor)
        return field

    def offer_next(self) -> None:
        """Let a next step be typed; it begins with tomorrow, which gives way to what is typed."""
        field = self._field("next")
        field.value = _offered_next()
        field.input.select_on_focus = True
        self.open("next")

    def withdraw_next(self) -> None:
        """Take the next step away that was offered, where it stands as it was."""
        field = self._field("next")
        if field.value == _offered_next():
            field.value = ""
            field.display = False

    def call_when_typed(self, act: Callable[[], None]) -> None:
        """Do something once the lines that show have read the keys that are on their way."""
        shown = [field for field in self.query(FormField) if field.display]
        if shown:
            shown[-1].editor.call_later(lambda: shown[0].editor.call_later(act))
        else:
            act()

    def kept_for(self, activity: UUID) -> dict[str, str]:
        """Return what was typed about an activity and not stored yet; called beside the screen."""
        return load_draft(self._crm, _draft_name(activity))

    def begin(self, activity: UUID | None, typed: Mapping[str, str]) -> None:
        """Begin with another activity, of which this was typed before."""
        self._keep_now()
        self._activity, self._kept = activity, typed
        for field in self.query(FormField):
            field.value = typed.get(field.name or "", "")
            field.display = bool(field.value)
        if self.screen.focused is not None:
            self.screen.set_focus(None)

    def keep(self, activity: UUID, typed: Mapping[str, str]) -> None:
        """Keep what was typed about an activity as its draft; called beside the screen."""
        if typed:
            save_draft(self._crm, _draft_name(activity), typed)

    def forget(self) -> Mapping[str, str]:
        """Forget what was typed, and return it: it was stored."""
        self._stop()
        activity, had_draft, typed = self._activity, bool(self._kept), self._values()
        for field in self.query(FormField):
            field.value = ""
        self._activity = None
        if activity is not None and had_draft:
            self._write(activity, {})
        return typed

    @on(FormField.Changed)
    def keep_soon(self) -> None:
        """Keep what is typed in a moment."""
        self._latest = self._values()
        if self._timer is None and self._activity is not None:
            self._timer = self.set_timer(DRAFT_SECONDS, self._keep_now)

    def on_unmount(self) -> None:
        """Keep what is typed where the program ends."""
        if self._timer is not None and self._activity is not None:
            self._stop()
            with suppress(CrmError):
                save_draft(self._crm, _draft_name(self._activity), self._latest)

    def _values(self) -> dict[str, str]:
        values = {field.name or "": field.value for field in self.query(FormField)}
        return {name: value for name, value in values.items() if value}

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _keep_now(self) -> None:
        self._stop()
        values = self._values()
        if self._activity is not None and values != self._kept:
            self._kept = values
            self._write(self._activity, values)

    @work(group="draft")
    async def _write(self, activity: UUID, values: Mapping[str, str]) -> None:
        name = _draft_name(activity)
        with suppress(CrmError):
            if values:
                await asyncio.to_thread(save_draft, self._crm, name, values)
            else:
                await asyncio.to_thread(drop_draft, self._crm, name)


def _offered_next() -> str:
    return next(preset.letter for preset in NEXT_PRESETS if preset.code == "t")


def _draft_name(activity: UUID) -> str:
    return f"run_step:{activity}"
