"""What a screen may ask of the program it runs in."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING, Any, Protocol, cast

from textual.dom import DOMNode
from textual.signal import Signal

from domain.i18n import _
from screens.action import show_key
from screens.actions import action_of, available_in
from services.context import Context
from widgets.bars import Area

if TYPE_CHECKING:
    from textual.screen import Screen

    from screens.action import Action
    from screens.calls.call_desk import CallDesk
    from screens.files.edit_watch import EditWatch
    from screens.service_screen import Turns
    from screens.settings.lines import SettingLine
    from services.agenda import Agenda
    from services.records.typing_search import TypingSearch
    from widgets.clock_line import Clock


class Program(Protocol):
    """The running program, as screens know it."""

    context: Context
    """The person at work and the database."""

    records_changed: Signal[frozenset[str]]
    """Tells which kinds of records have changed, here or in another process."""

    last_key_at: float
    """When a key was last pressed, by `time.monotonic`."""

    calls_changed: Signal[None]
    """Tells that other calls are folded now."""

    turns: Turns
    """Lets use cases follow each other as their keys did."""

    said_at_end: str
    """What is said on the terminal once the program has ended, or by it once it began anew."""

    @property
    def is_running(self) -> bool:
        """Whether its screens are there: they go as soon as it ends."""
        ...

    @property
    def calls(self) -> CallDesk:
        """The calls in progress."""
        ...

    @property
    def typing_search(self) -> TypingSearch:
        """The search for what is being typed: a later text ends the search for the one before."""
        ...

    def call_clocks(self) -> Sequence[Clock]:
        """Return a running clock for each folded call."""
        ...

    def areas(self) -> list[Area]:
        """Return the areas of the top bar, each with what asks for attention."""
        ...

    def count_activities(self, agenda: Agenda) -> None:
        """Take the numbers of the agenda for the counter on the top bar."""
        ...

    async def show_area(self, digit: str) -> None:
        """Switch to the area with this digit, laid out; another digit does nothing."""
        ...

    @property
    def edits(self) -> EditWatch:
        """What looks after copies of files that are being edited elsewhere."""
        ...

    def machine_settings(self) -> Sequence[SettingLine]:
        """Return what is set for this machine, as it can be changed."""
        ...

    def restart(self, sentence: str = "") -> None:
        """Begin anew with the settings as they are now, and say a sentence; typed text is kept."""
        ...

    def keys_of(self, action: Action) -> Sequence[str]:
        """Return the keys of an action, as the person has chosen them."""
        ...

    def get_ready_to_write(self) -> None:
        """Load what writes beside the screen, where it is not loaded yet: a form has opened."""
        ...

    def notice_changes(self) -> None:
        """Look at once whether something was written, instead of at the next regular look."""
        ...


def is_gone(screen: Screen[Any]) -> bool:
    """Say whether a screen has no widgets to show in, to be asked after reading beside it.

    It was left meanwhile, or the program ends. Textual's `is_mounted` says nothing of that: once
    mounted, a screen stays so.
    """
    # What is being removed is not displayed, and loses its widgets before it goes itself; of what
    # is laid out while the program ends, some never come.
    is_there = screen.is_attached and screen.display and screen.children
    return not (is_there and screen.app.is_running)


def program_of(node: DOMNode) -> Program:
    """Return the program that `node` belongs to."""
    return cast("Program", node.app)


def key_line(node: DOMNode, *targets: str, without: Container[str] = ()) -> str:
    """Return the keys of what can be done in these places, each with its label.

    Actions under one label stand together, those `without` are left out by their names. A line
    breaks only between them.
    """
    keys: dict[str, list[str]] = {}
    for action in sorted(available_in(*targets), key=lambda a: a.target not in targets):
        if action.label and action.name not in without:
            keys.setdefault(_(action.label), []).append(shown_key(node, action))
    return "   ".join(f"{' '.join(k)} {label}".replace(" ", "\u00a0") for label, k in keys.items())


def with_keys(node: DOMNode, text: str, **names: str) -> str:
    """Return a text with the keys of actions put in; `names` are those of the actions by place."""
    return text.format(**{place: shown_key(node, action_of(name)) for place, name in names.items()})


def shown_key(node: DOMNode, action: Action) -> str:
    """Return how the first key of an action is shown, as the person has chosen it."""
    keys = program_of(node).keys_of(action)
    return action.shown_key if keys == action.keys else show_key(keys[0])
