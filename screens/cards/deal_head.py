"""What the card of a deal shows above its tabs: its stages, and that no next step is planned."""

from __future__ import annotations

from datetime import datetime

from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Vertical

from domain.i18n import _, ngettext
from screens.actions import action_of
from screens.program import shown_key
from services.context import Context
from services.deals.standing import DealStanding
from widgets.bars import OneLine
from widgets.lists.columns import cell
from widgets.stage_line import StageLine
from widgets.tab_line import Tab


class UrgingLine(OneLine):
    """A line that urges to do something; `show` with "" hides it."""

    COMPONENT_CLASSES = {"urging-line--text"}  # noqa: RUF012  # as in every widget of Textual
    DEFAULT_CSS = """
    UrgingLine {
        display: none;
        & > .urging-line--text { color: $text-warning; background: $warning-muted;
            text-style: bold; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._text = ""

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def show(self, text: str) -> None:
        """Show another text, or nothing."""
        if text != self._text:
            self._text = text
            self.display = bool(text)
            self.refresh()

    def segments(self, width: int) -> list[Segment]:
        """Return the text over the whole width."""
        return [Segment(cell(f" {self._text}", width), self.style("urging-line--text"))]


class DealHead(Vertical):
    """The stages of a deal, and a line that urges to plan a step where none is (DEAL-12)."""

    DEFAULT_CSS = """
    DealHead { height: auto; display: none; margin-top: 1; }
    """

    def compose(self) -> ComposeResult:
        """Lay out the urging line and the stages."""
        yield UrgingLine()
        yield StageLine()

    def show(self, context: Context, standing: DealStanding | None) -> None:
        """Show where a deal stands, nothing for a record that is none."""
        self.display = standing is not None
        if standing is None:
            return
        tabs = [Tab(str(stage.id), stage.label) for stage in standing.stages]
        self.query_one(StageLine).show(
            tabs, str(standing.stage.id), _since_text(standing, context.now())
        )
        said = ""
        if standing.lacks_step:
            said = _("! No next step: {key} plans one.").format(
                key=shown_key(self, action_of("record.plan"))
            )
        self.query_one(UrgingLine).show(said)


def _since_text(standing: DealStanding, now: datetime) -> str:
    """Say how long a deal has been at its stage, by whole days."""
    if standing.since is None:
        return ""
    days = (now.date() - standing.since.astimezone(now.tzinfo).date()).days
    if days < 1:
        return _("here since today")
    said = ngettext("here for {count} day", "here for {count} days", days).format(count=days)
    return f"{said} !" if standing.stage.is_stale(standing.since, now) else said
