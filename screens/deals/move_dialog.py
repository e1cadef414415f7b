"""What a stage asks for before deals come to it: fields, a reason, a check list (DEAL-15)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from textual.app import ComposeResult
from textual.widgets import Static

from domain.i18n import ngettext
from domain.records.fields import Field
from domain.text import one_line, spaced
from screens.form_dialog import FormDialog
from screens.form_draft import key_of_all
from screens.records.field_asking import ask, check, read_asked
from services.deals.moving import MoveOutcome, move_deals
from services.deals.pipelines import StageView
from widgets.forms.form_field import FormField


class MoveDialog(FormDialog[MoveOutcome]):
    """Asks for the fields that deals lack at a stage and moves them; returns what came of it.

    `title` is that of a single deal.
    """

    form_name = "move_deal"
    DEFAULT_CSS = """
    MoveDialog .move--list { height: auto; margin-bottom: 1; }
    """

    def __init__(
        self, keys: Sequence[UUID], stage: StageView, missing: Sequence[Field], title: str = ""
    ) -> None:
        super().__init__()
        self._title = title
        self._keys = keys
        self._stage = stage
        self._missing = missing
        self.about = key_of_all(keys)

    @property
    def draft_name(self) -> str:
        """What each stage asks for has a draft of its own."""
        return f"{super().draft_name}:{self._stage.code}"

    def title_text(self) -> str:
        """Say where the deals are brought."""
        if len(self._keys) == 1 and self._title:
            return f"{one_line(self._title, 44)} › {self._stage.label}"
        said = ngettext("{count} deal to: {stage}", "{count} deals to: {stage}", len(self._keys))
        return said.replace("{count}", spaced(len(self._keys))).replace(
            "{stage}", self._stage.label
        )

    def compose_title(self) -> ComposeResult:
        """Lay out what is to be fulfilled below the title."""
        yield from super().compose_title()
        if self._stage.check_list:
            yield Static(fulfilled_by_then(self._stage), classes="move--list", markup=False)

    def fields(self) -> Iterable[FormField]:
        """Ask for just what is missing."""
        for field in self._missing:
            yield ask(self.context, field, None)

    def save(self) -> Callable[[], MoveOutcome]:
        """Move the deals, giving them what was typed."""
        context, keys, stage = self.context, self._keys, self._stage.id
        values: dict[str, object] = {}
        for field in self._missing:
            asked = self.field(field.name)
            check(asked)
            if asked.value:
                values[field.name] = read_asked(context, field, asked, None)
        return lambda: move_deals(context, keys, stage, values=values)


def fulfilled_by_then(stage: StageView) -> str:
    """Return what is to be fulfilled at a stage, a line each, "" where there is nothing."""
    return "\n".join(f"[ ] {line}" for line in stage.check_list)
