"""Blocks of the card of an activity: its check list, and what it is about (TASK-03, TASK-06)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from domain.check_lists import CheckItem, progress_of, tick_mark
from domain.i18n import _
from domain.records.kinds import KINDS
from domain.records.references import Reference
from screens.activities.client_facts import past_lines, planned_line
from screens.cards.card_texts import shown_value
from screens.cards.extra_blocks import ExtraBlock, ExtraLine
from services.activities.checklist import check_list, tick_check_item
from services.cards.card import Card
from services.cards.elements import glance_at_elements, main_fields
from services.clients import ClientGlance
from services.context import Context

if TYPE_CHECKING:
    from screens.cards.record_card import RecordCard


def check_blocks(context: Context, card: Card) -> Iterator[ExtraBlock]:
    """Return the check list, each line to be ticked, and a line from which it is changed."""
    items = check_list(context, card.view.id)
    lines = [
        ExtraLine(f"check {item.id}", tick_mark(item.done_at), item.text, partial(_tick, item))
        for item in items
    ]
    said = _("add, rename, move, remove") if items else _("check list")
    lines.append(ExtraLine("check list", "", f"+ {said}", lambda shown: shown.action_check_list()))
    title = f"{_('Check list')} {progress_of(items)}" if items else ""
    yield ExtraBlock(title, lines, "block_check_list")


def _tick(item: CheckItem, card: RecordCard) -> None:
    context, is_done = card.context, item.done_at is None
    card.perform(
        lambda: tick_check_item(context, item.id, is_done=is_done),
        lambda _none: card.say(_("Ticked.") if is_done else _("Not ticked any more.")),
    )


def element_blocks(context: Context, card: Card) -> Iterator[ExtraBlock]:
    """Return a block for each record that the activity is about; Enter on it goes there."""
    for glance in glance_at_elements(context, card.view):
        kind, title = _(KINDS[glance.view.kind].label), glance.view.title
        lines = [*_element_lines(context, glance)]
        yield ExtraBlock(f"{kind} · {title}", lines, "block_elements")


def _element_lines(context: Context, glance: ClientGlance) -> Iterator[ExtraLine]:
    view = glance.view
    record = Reference(view.kind, view.id, view.title)
    told = [(_(f.label), shown_value(context, view, f)) for f in main_fields(context, view.kind)]
    told = [(label, text) for label, text in told if text]
    told += [(_("Next"), " ".join(planned_line(context, one))) for one in glance.planned]
    told += [(_("Last"), " ".join(one)) for one in past_lines(context, glance.past)]
    for number, (label, text) in enumerate(told or [("", view.title)]):
        yield ExtraLine(f"element {view.id} {number}", label, text, partial(_go, record))


def _go(record: Reference, card: RecordCard) -> None:
    card.open_element(record)
