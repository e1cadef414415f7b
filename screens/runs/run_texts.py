"""How runs are told of: how far they are, and what came of them."""

from __future__ import annotations

from domain.activities import kind_label
from domain.dates.when import say_when
from domain.i18n import _, ngettext
from domain.text import one_line, spaced
from services.activities.runs import Run
from services.activities.walking import RunStep, Turn
from services.context import Context
from widgets.facts import Block


def progress_text(run: Run) -> str:
    """Return how many of a run are done."""
    return _("{done} of {count}").format(done=spaced(run.done), count=spaced(run.total))


def outcomes_text(run: Run) -> str:
    """Return how those that are done ended, most often first."""
    ended = sorted((one for one in run.outcomes if one.count), key=lambda one: -one.count)
    return " · ".join(f"{one.label} {spaced(one.count)}" for one in ended)


def what_text(run: Run) -> str:
    """Return what a run is about: the kind, and the subject where the title does not say it."""
    kind = kind_label(run.kind)
    return kind if run.subject == run.title else f"{kind}: {run.subject}"


def step_blocks(context: Context, run: Run, step: RunStep, client: str) -> list[Block]:
    """Return what stands in the middle: whom it concerns, what was planned, what is to be said."""
    moment = step.due.at or step.due.on
    when = say_when(moment, context.now()) if moment else _("no date")
    attempt = [_("attempt {number}").format(number=step.attempt)] if step.attempt > 1 else []
    planned = " · ".join([kind_label(run.kind), when, *attempt])
    said = [text for text in (step.description, run.script) if text]
    blocks = [Block(client, (("", planned),))]
    lines = tuple(("", line) for text in said for line in text.splitlines())
    return [*blocks, Block(step.subject, lines)]


def end_blocks(context: Context, run: Run, turn: Turn, keys: dict[str, str]) -> list[Block]:
    """Return what stands in the middle where nothing comes next: why, and what came of the run.

    `keys` are those of `ahead`, `close` and `back`, as they are shown.
    """
    lines: list[str] = []
    if not run.open:
        lines += [_("All are done. {close} closes the run, {back} goes back.").format(**keys)]
    elif turn.later:
        moment = turn.next_due and (turn.next_due.at or turn.next_due.on)
        when = say_when(moment, context.now()) if moment else ""
        said = ngettext(
            "{count} is planned for another day, first {when}. {ahead} goes on with it now.",
            "{count} are planned for other days, the first {when}. {ahead} goes on with them now.",
            turn.later,
        )
        lines.append(said.format(count=spaced(turn.later), when=when, **keys))
    if turn.taken:
        said = ngettext(
            "{count} is with a colleague now.", "{count} are with colleagues now.", turn.taken
        )
        lines.append(said.format(count=spaced(turn.taken)))
    title = _("{title}: {progress}").format(
        title=one_line(run.title, 60), progress=progress_text(run)
    )
    ended = tuple((spaced(one.count), one.label) for one in run.outcomes if one.count)
    return [Block(title, tuple(("", line) for line in lines)), Block(_("Outcomes"), ended)]
