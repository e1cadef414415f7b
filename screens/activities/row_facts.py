"""What the pane beside the agenda says: the activity of the row, and its client."""

from __future__ import annotations

from uuid import UUID

from domain.activities import kind_label
from domain.check_lists import progress_of, tick_mark
from domain.dates.when import describe_time_left, say_when
from domain.errors import NotFound
from domain.i18n import _
from domain.records.references import Reference, references_in
from domain.records.values import Deadline, Person, RecordView
from screens.activities.client_facts import facts_of, planned_line
from services.activities.checklist import check_list
from services.activities.runs import script_of
from services.cards.elements import main_fields
from services.clients import glance_at_client
from services.context import Context
from services.files.listing import list_attachments
from services.records.showing import show_value
from services.records.use_cases import show_record
from widgets.facts import Block

MOST_DEALS = 3
"""Of how many deals of an activity the pane tells more than the title."""


def facts_of_row(
    context: Context, activity: UUID | None, client: Reference | None, *, in_bin: bool = False
) -> list[Block]:
    """Return the blocks for an activity and its client, either of which may be missing.

    An activity has a block of its own only where it says more than its line in the list.
    """
    blocks: list[Block] = []
    if activity is not None:
        try:
            blocks += _activity(context, show_record(context, "activity", activity))
        except NotFound:
            return []
    if client is not None and (glance := glance_at_client(context, client, in_bin=in_bin)):
        blocks = [*facts_of(context, glance), *blocks]
    return blocks


def _activity(context: Context, view: RecordView) -> list[Block]:
    values, now = view.values, context.now()
    lines: list[tuple[str, str]] = []
    deadline = values.get("due")
    if isinstance(deadline, Deadline) and (moment := deadline.at or deadline.on):
        is_open = not values.get("done_at")
        left = describe_time_left(deadline.at, deadline.on, now) if is_open else ""
        lines.append((_("When"), " · ".join(filter(None, (say_when(moment, now), left)))))
    others = [
        r for name in ("contacts", "companies", "leads") for r in references_in(values.get(name))
    ]
    lines += [(_("With"), reference.title) for reference in others[1:]]
    lines += [(_("Deal"), reference.title) for reference in references_in(values.get("deals"))]
    responsible = values.get("responsible")
    if isinstance(responsible, Person) and responsible.login != context.actor.login:
        lines.append((_("Responsible"), responsible.name))
    if isinstance(minutes := values.get("remind_minutes"), int) and deadline:
        from domain.dates.lengths import minutes_as_typed

        lines.append((_("Remind"), _("{length} before").format(length=minutes_as_typed(minutes))))
    if (run := script_of(context, view.id)) is not None:
        title, script = run
        lines += [(_("Run"), title), *([("", script)] if script else [])]
    for name in ("description", "result"):
        if text := values.get(name):
            lines.append(("", str(text)))
    for attachment in list_attachments(context, "activity", view.id):
        lines.append((_("File"), attachment.name))
    title = f"{kind_label(str(values.get('kind')))} · {view.title}"
    return [Block(title, tuple(lines)), *_check_list(context, view.id), *_deals(context, view)]


def _check_list(context: Context, activity: UUID) -> list[Block]:
    """Return the block of the check list, none where there is nothing on it."""
    items = check_list(context, activity)
    lines = tuple((tick_mark(item.done_at), item.text) for item in items)
    return [Block(f"{_('Check list')} {progress_of(items)}", lines)] if items else []


def _deals(context: Context, view: RecordView) -> list[Block]:
    """Return what there is to be known of the deals, without opening them (FEATURES TASK-06)."""
    blocks = []
    for deal in references_in(view.values.get("deals"))[:MOST_DEALS]:
        glance = None if deal.is_deleted else glance_at_client(context, deal, past=0, planned=1)
        if glance is None:
            continue
        currency = str(glance.view.values.get("currency") or "")
        told = [
            (_(f.label), show_value(context, f, value, currency, now=context.now()))
            for f in main_fields(context, "deal")
            if (value := glance.view.values.get(f.name)) not in (None, "", ())
        ]
        told += [planned_line(context, one) for one in glance.planned]
        blocks.append(Block(f"{_('Deal')} · {deal.title}", tuple(told)))
    return blocks
