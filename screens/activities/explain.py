"""Lines under the fields of a form: how a time is understood while it is typed."""

from __future__ import annotations

from collections.abc import Callable

from domain.dates.lengths import parse_minutes
from domain.dates.when import When, describe_duration, parse_when, say_when
from domain.errors import BadInput
from domain.i18n import _
from domain.next_presets import NEXT_PRESETS
from domain.text import fold
from domain.yes_no import NO
from services.activities.planning import NextStep, parse_deadline, parse_next_step
from services.context import Context

_NEVER = NO - {"0"} | {"none", "never"}


def explain_when(
    context: Context, beside: Callable[[When], str] = lambda _when: ""
) -> Callable[[str], str]:
    """Return what says which day and time a text means, and below it what `beside` gives of it."""

    def explain(text: str) -> str:
        now = context.now()
        when = parse_when(text, now)
        return "\n".join(filter(None, (f"= {say_when(when, now)}", beside(when))))

    return explain


def explain_later(context: Context) -> Callable[[str], str]:
    """Return what says which time to come a text, or the letter of a preset, means."""

    def explain(text: str) -> str:
        deadline = parse_deadline(context, text)
        moment = deadline.at or deadline.on
        assert moment is not None
        return f"= {say_when(moment, context.now())}"

    return explain


def preset_choices() -> list[str]:
    """Return the usual times to come, each with the letter that stands for it."""
    return [f"{preset.letter} {preset.label}" for preset in NEXT_PRESETS]


def explain_next(context: Context) -> Callable[[str], str]:
    """Return what says which next step a text means."""

    def explain(text: str) -> str:
        from domain.activities import kind_label

        now = context.now()
        step = read_next(context, text)
        assert step is not None
        moment = step.deadline.at or step.deadline.on
        assert moment is not None
        return f"= {kind_label(step.kind)} {say_when(moment, now)}"

    return explain


def read_remind(text: str, field: str = "remind") -> int | None:
    """Return how many minutes before its time to be reminded, None for not at all.

    Raises BadInput about `field`.
    """
    if not text or fold(text) in _NEVER:
        return None
    try:
        return parse_minutes(text)
    except BadInput as error:
        raise BadInput(str(error), field) from error


def explain_remind(text: str) -> str:
    """Return when one is reminded of an activity, in words."""
    minutes = read_remind(text)
    if minutes is None:
        return _("= no reminder")
    if not minutes:
        return _("= at the time itself")
    return _("= {length} before").format(length=describe_duration(minutes * 60))


def read_next(context: Context, text: str) -> NextStep | None:
    """Return the next step that a text means, None for an empty text. Raises BadInput."""
    if not text:
        return None
    try:
        return parse_next_step(context, text)
    except BadInput as error:
        raise BadInput(str(error), "next") from error
