"""Blocks of the card of a deal: what its stage asks for, its people, the time in stages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from domain.check_lists import CheckItem, progress_of, tick_mark
from domain.dates.when import describe_duration, say_when
from domain.i18n import _
from screens.cards.extra_blocks import ExtraBlock, ExtraLine
from services.cards.card import Card
from services.context import Context
from services.deals.check_lists import deal_check_list, tick_of_deal
from services.deals.people import DealPerson, people_of_deal
from services.deals.pipelines import StageView
from services.deals.spans import StageSpan, stage_spans

if TYPE_CHECKING:
    from screens.cards.record_card import RecordCard


def stage_blocks(context: Context, card: Card) -> Iterator[ExtraBlock]:
    """Return what is to be done and said at the stage of the deal (FEATURES CALL-10)."""
    if card.standing is None:
        return
    stage = card.standing.stage
    if stage.hint or stage.script:
        lines = [_said(f"hint {n}", line) for n, line in enumerate(stage.hint.splitlines())]
        lines += [
            _said(f"script {n}", line, _("Say") if n == 0 else "")
            for n, line in enumerate(filter(None, stage.script.splitlines()))
        ]
        yield ExtraBlock(_("Stage: {stage}").format(stage=stage.label), lines, "block_stage")
    if items := deal_check_list(context, card.view.id, stage):
        title = f"{_('To be fulfilled')} {progress_of(items)}"
        yield ExtraBlock(title, [_check(stage, item) for item in items], "block_stage")


def _check(stage: StageView, item: CheckItem) -> ExtraLine:
    """Return a line of what is to be fulfilled at a stage; Enter ticks it (FEATURES DEAL-15)."""
    is_done = item.done_at is None

    def tick(card: RecordCard) -> None:
        context, deal = card.context, card.record.id
        card.perform(
            lambda: tick_of_deal(context, deal, stage.id, item.text, is_done=is_done),
            lambda _none: card.say(_("Ticked.") if is_done else _("Not ticked any more.")),
        )

    return ExtraLine(f"check {item.id}", tick_mark(item.done_at), item.text, tick)


def _said(name: str, text: str, label: str = "") -> ExtraLine:
    return ExtraLine(name, label, text, lambda card: card.say(text))


def people_blocks(context: Context, card: Card) -> Iterator[ExtraBlock]:
    """Return the contacts who take part in the deal, with their roles (FEATURES DEAL-17)."""
    people = people_of_deal(context, card.view.id)
    if len(people) > 1 or any(person.role for person in people):
        lines = [
            ExtraLine(f"person {one.contact.id}", one.role, _name(one), partial(_open_role, one))
            for one in people
        ]
        yield ExtraBlock(_("People and roles"), lines, "block_people")
    elif people:
        said = _("role of {name}").format(name=people[0].contact.title)
        line = ExtraLine("roles", "", f"+ {said}", partial(_open_role, people[0]))
        yield ExtraBlock("", [line], "block_people")


def _name(person: DealPerson) -> str:
    return f"{person.contact.title} · {_('main')}" if person.is_main else person.contact.title


def _open_role(person: DealPerson, card: RecordCard) -> None:
    from screens.deals.role_dialog import RoleDialog

    said = _("Changed. u takes it back.")
    card.app.push_screen(
        RoleDialog(card.record, person), lambda saved: card.say(said) if saved else None
    )


def span_blocks(context: Context, card: Card) -> Iterator[ExtraBlock]:
    """Return how long the deal was at each stage, once it was at two."""
    spans = stage_spans(context, card.view.id)
    if len(spans) > 1:
        lines = [
            _said(f"span {number}", _span_text(context, span), span.label)
            for number, span in enumerate(spans)
        ]
        yield ExtraBlock(_("Time at stages"), lines, "block_spans")


def _span_text(context: Context, span: StageSpan) -> str:
    now = context.now()
    start = say_when(span.start.astimezone(context.zone).date(), now)
    end = say_when(span.end.astimezone(context.zone).date(), now) if span.end else _("now")
    return f"{describe_duration(span.seconds(now))} · {start} – {end}"


def spans_text(context: Context, card: Card) -> str:
    """Return how long the deal was at each stage, on one line, "" for a record that is none."""
    if card.view.kind != "deal":
        return ""
    now = context.now()
    spans = stage_spans(context, card.view.id)
    return " › ".join(f"{one.label} {describe_duration(one.seconds(now))}" for one in spans)
