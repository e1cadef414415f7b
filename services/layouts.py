"""The layout of cards and forms: that which holds for a person, and how it is changed.

A person changes their own (FEATURES DOC-04). An administrator can give theirs to everybody and lock
it, so that nobody has another (DOC-05), with a header of each person's own or one that is the same
for all (DOC-09).
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from domain.errors import BadInput, NotAllowed, NotFound
from domain.i18n import _
from domain.records.card_blocks import blocks_of
from domain.records.custom_fields import check_label, clean_label
from domain.records.fields import Field
from domain.records.held_layouts import HeldLayout, Scope, layout_from_json, layout_to_json
from domain.records.kinds import KINDS
from domain.records.layouts import Layout
from domain.text import on_one_line
from services.context import Context
from services.identity import admins
from services.records.use_cases import ENOUGH
from services.rights import check_is_admin

if TYPE_CHECKING:
    from storage.tables import FormLayout
    from storage.unit import Unit

LONGEST_TITLE = 60
"""Characters that the title of a section may have."""


def layout_of(context: Context, kind: str) -> Layout:
    """Return the layout of a kind that holds for the acting person."""
    return held_layout(context, kind).layout


def held_layout(context: Context, kind: str) -> HeldLayout:
    """Return the layout of a kind that holds for the acting person, and whose it is.

    What names a record is shown in any case, so that one can be added.
    """
    held = context.database.layouts_of(context.actor.user_id)[kind]
    if _hides_names(held.layout):
        hidden = held.layout.hidden - set(ENOUGH[kind][0])
        held = replace(held, layout=replace(held.layout, hidden=hidden))
    return held


def laid_out_fields(context: Context, kind: str) -> Sequence[Field]:
    """Return the fields for which a layout has a place: those that forms ask for."""
    fields = context.fields.of(kind)
    return [field for field in fields if not (field.read_only or field.by_intake)]


def laid_out(context: Context, kind: str) -> Sequence[Field]:
    """Return all for which a layout of cards has a place: these fields, and blocks beside them."""
    return (*laid_out_fields(context, kind), *blocks_of(kind))


def save_layout(context: Context, layout: Layout) -> None:
    """Keep a layout as that of the acting person.

    Where everybody's is locked, an administrator changes that one; others may at most have a header
    of their own. Raises NotAllowed, and BadInput where no field would be left that names a record.
    """
    _check_names_are_shown(layout)
    held = held_layout(context, layout.kind)
    if not held.is_locked:
        _store(context, layout, "edit_layout", user=context.actor.user_id)
    elif context.actor.is_admin:
        kept = replace(layout, own_header=held.layout.own_header)
        _store(context, kept, "edit_layout", user=None, is_locked=True)
    elif held.layout.own_header and _is_other_header(context, layout, held.layout):
        own = _own_layout(context, layout.kind) or layout
        header = replace(own, header=layout.header)
        _store(context, header, "edit_layout", user=context.actor.user_id)
    else:
        raise NotAllowed(_locked_sentence(context, held))


def read_layout(context: Context, kind: str, text: str) -> Layout:
    """Return the layout that JSON in the form of `layout_to_json` stands for.

    Raises BadInput where it is none, names a field that there is not, or gives a name twice.
    """
    try:
        layout = layout_from_json(kind, text)
    except BadInput as error:
        raise BadInput(
            _(
                "The JSON is no layout. Print one with “crm layout {kind} --format json” and "
                "change that."
            ).format(kind=kind)
        ) from error
    named = [*layout.header, *layout.hidden, *layout.printed, *layout.labels]
    for section in layout.sections:
        clean_title(section.title)
        named += section.fields
    blocks = {one.name for one in blocks_of(kind)}
    for name in named:
        if name not in blocks:
            context.fields.get(kind, name)
    plain = replace(layout, labels={})
    for name, label in layout.labels.items():
        plain = rename(context, plain, name, label)
    return plain


def _own_layout(context: Context, kind: str) -> Layout | None:
    """Return the layout that the acting person has made, whether it holds or not."""
    row = (
        context.database.reader()
        .execute(
            "SELECT content FROM form_layout WHERE kind = ? AND user_id = ?",
            (kind, context.actor.user_id.bytes),
        )
        .fetchone()
    )
    if row is None:
        return None
    with suppress(BadInput):
        return layout_from_json(kind, row[0])
    return None


def rename(context: Context, layout: Layout, name: str, label: str) -> Layout:
    """Return a layout in which a field is called `label`, or with "" as at first.

    Raises BadInput where it means another field already.
    """
    from domain.records.layout_edits import rename_field

    if label.strip():
        label = clean_label(label)
        field = context.fields.get(layout.kind, name)
        check_label(context.fields, layout.kind, label, own=name)
        label = "" if label == _(field.label) else label
    return rename_field(layout, name, label.strip())


def clean_title(text: str) -> str:
    """Return the title of a section as it is kept, on one line. Raises BadInput."""
    title = on_one_line(text)
    if not title:
        raise BadInput(_("A section needs a title."), "title")
    if len(title) > LONGEST_TITLE:
        raise BadInput(
            _("The title has {length} characters; at most {limit} fit.").format(
                length=len(title), limit=LONGEST_TITLE
            ),
            "title",
        )
    return title


def reset_layout(context: Context, kind: str) -> None:
    """Forget what was changed of a layout: one's own, or of a locked one that of everybody.

    Raises NotFound where there is nothing to forget, and NotAllowed.
    """
    held = held_layout(context, kind)
    if held.is_locked and not held.layout.own_header and not context.actor.is_admin:
        raise NotAllowed(_locked_sentence(context, held))
    is_everybodys = held.is_locked and context.actor.is_admin
    user = None if is_everybodys else context.actor.user_id
    with context.database.write(context.actor, "reset_layout") as unit:
        if not _drop(unit, kind, user):
            raise NotFound(
                _("There is nothing of your own: this is the layout of everybody.")
                if held.scope is Scope.ALL
                else _("Nothing of the layout has been changed.")
            )


def publish_layout(
    context: Context, kind: str, *, is_locked: bool = False, own_header: bool = False
) -> None:
    """Give the layout that the acting person sees to everybody who has none of their own.

    With `is_locked` nobody has another, but for a header of their own if `own_header`. Raises
    NotAllowed unless the person is an administrator.
    """
    _check_is_admin(context)
    layout = replace(layout_of(context, kind), own_header=is_locked and own_header)
    verb = "lock_layout" if is_locked else "publish_layout"
    with context.database.write(context.actor, verb) as unit:
        _drop(unit, kind, context.actor.user_id)
        _write(unit, layout, None, is_locked=is_locked)


def withdraw_layout(context: Context, kind: str) -> None:
    """Take the layout of everybody away. Raises NotAllowed, and NotFound where there is none."""
    _check_is_admin(context)
    with context.database.write(context.actor, "reset_layout") as unit:
        if not _drop(unit, kind, None):
            raise NotFound(_("No layout was given to everybody."))


def _is_other_header(context: Context, layout: Layout, other: Layout) -> bool:
    """Say whether two layouts show the same below the header."""
    fields = laid_out(context, layout.kind)
    one, two = (replace(each, header=()).completed(fields) for each in (layout, other))
    return one == two


def _hides_names(layout: Layout) -> bool:
    naming = set(ENOUGH[layout.kind][0])
    return bool(naming) and naming <= layout.hidden


def _check_names_are_shown(layout: Layout) -> None:
    if _hides_names(layout):
        raise BadInput(
            _("{needed} This is the last such field that is shown, so it stays.").format(
                needed=ENOUGH[layout.kind][1]()
            )
        )


def _check_is_admin(context: Context) -> None:
    check_is_admin(
        context, _("Only an administrator may set a layout for everybody. Ask one of: {admins}.")
    )


def _locked_sentence(context: Context, held: HeldLayout) -> str:
    sentence = (
        _("“{kind}” is laid out alike for all, but for the header. It can be changed by {admins}.")
        if held.layout.own_header
        else _("“{kind}” is laid out alike for all. It can be changed by {admins}.")
    )
    return sentence.format(
        kind=_(KINDS[held.layout.kind].plural_label),
        admins=", ".join(admins(context.database.reader())),
    )


def _store(
    context: Context, layout: Layout, verb: str, *, user: UUID | None, is_locked: bool = False
) -> None:
    with context.database.write(context.actor, verb) as unit:
        _write(unit, layout, user, is_locked=is_locked)


def _write(unit: Unit, layout: Layout, user: UUID | None, *, is_locked: bool) -> None:
    from storage.tables import FormLayout

    row = _row(unit, layout.kind, user) or unit.add(
        FormLayout(kind=layout.kind, user_id=user, content="")
    )
    row.content, row.is_locked = layout_to_json(layout), is_locked


def _drop(unit: Unit, kind: str, user: UUID | None) -> bool:
    """Delete a layout; say whether there was one."""
    row = _row(unit, kind, user)
    if row is None:
        return False
    unit.session.delete(row)
    return True


def _row(unit: Unit, kind: str, user: UUID | None) -> FormLayout | None:
    from sqlmodel import col, select

    from storage.tables import FormLayout

    query = select(FormLayout).where(FormLayout.kind == kind)
    owner = col(FormLayout.user_id)
    return unit.session.exec(
        query.where(owner.is_(None) if user is None else owner == user)
    ).first()
