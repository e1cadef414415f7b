"""Custom fields: what somebody has found missing in a kind of record (FEATURES CF-01, exam B12).

Only an administrator changes them. A field that is deleted is gone from the program, while its
values stay in the records: it can be brought back with all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.errors import BadInput, NotAllowed, NotFound
from domain.i18n import _
from domain.money import parse_currency
from domain.records.custom_fields import (
    SEARCHED_TYPES,
    check_label,
    check_name,
    clean_label,
    name_from,
)
from domain.records.fields import Field, FieldRegistry
from domain.records.kinds import KINDS
from services.context import Context
from services.fields.definitions import FieldEdit, NewField, check_edit, check_new, is_searched
from services.rights import check_is_admin
from storage.field_registry import read_fields

if TYPE_CHECKING:
    from storage.tables import FieldDefinition
    from storage.unit import Unit


def custom_fields(context: Context, kind: str = "") -> list[Field]:
    """Return the custom fields of a kind, or of all, in the order in which cards show them."""
    kinds = [kind] if kind else list(KINDS)
    return [f for name in kinds for f in context.database.fields.of(name) if f.is_custom]


def deleted_fields(context: Context, kind: str) -> list[tuple[str, str]]:
    """Return the names and labels of the fields of a kind that can be brought back."""
    return (
        context.database.reader()
        .execute(
            "SELECT name, label FROM field_definition WHERE kind = ? AND deleted_at IS NOT NULL "
            "ORDER BY deleted_at DESC",
            (kind,),
        )
        .fetchall()
    )


def add_field(context: Context, new: NewField) -> Field:
    """Add a field behind the others of its kind and return it.

    Raises NotAllowed, and BadInput, naming what does not fit as `NewField` names it.
    """
    check_may_change_fields(context)
    with context.database.write(context.actor, "add_field") as unit:
        # As they are under the lock: somebody else may just have added the same field.
        row = add_field_within(context, unit, new, read_fields(unit.connection))
    return context.database.fields.get(new.kind, row.name)


def add_field_within(
    context: Context, unit: Unit, new: NewField, known: FieldRegistry
) -> FieldDefinition:
    """Add a field as part of a larger use case and return its row; `known` are all that there are.

    Raises BadInput as `add_field`. Whether the person may is asked by the caller.
    """
    label = clean_label(new.label)
    check_new(new)
    from services.fields.offered import choices_of
    from storage.tables import FieldDefinition

    check_label(known, new.kind, label)
    name = new.name or _free_name(unit, known, new.kind, label)
    _check_free(unit, known, new.kind, name)
    (sort,) = unit.connection.execute(
        "SELECT coalesce(max(sort), 0) + 1 FROM field_definition WHERE kind = ?", (new.kind,)
    ).fetchone()
    return unit.add(
        FieldDefinition(
            kind=new.kind,
            name=name,
            label=label,
            type=new.type.value,
            choices=choices_of(context, unit, new, name, label),
            target=new.target,
            multiple=new.multiple,
            searchable=is_searched(new.type, new.searchable),
            printable=new.printable,
            sort=sort,
        )
    )


def change_field(context: Context, kind: str, name: str, edit: FieldEdit) -> Field:
    """Change a custom field and return it as it is then; its values stay what they are.

    Its type can become one that holds all that the other did, and it may get several values, not
    one again. Raises NotAllowed, NotFound, and BadInput, naming what does not fit.
    """
    check_may_change_fields(context)
    field = _custom(context, kind, name)
    label = None if edit.label is None else clean_label(edit.label)
    if label is not None:
        check_label(context.database.fields, kind, label, own=name)
    type_ = edit.type or field.type
    check_edit(field, type_, edit)
    from services.fields.offered import offer
    from storage.bulk.custom import make_several

    with context.database.write(context.actor, "edit_field") as unit:
        row = _row(unit, kind, name)
        row.label = label or row.label
        if edit.printable is not None:
            row.printable = edit.printable
        if edit.searchable is not None:
            row.searchable = is_searched(type_, edit.searchable)
        if edit.currency is not None:
            row.choices = parse_currency(edit.currency)
        if edit.choices:
            offer(unit, row.choices, edit.choices)
        if edit.multiple and not row.multiple:
            row.multiple = True
        row.type = type_.value
        row.searchable = row.searchable and type_ in SEARCHED_TYPES
        if row.multiple and not field.multiple:
            make_several(unit.connection, KINDS[kind].table, name)
    return context.database.fields.get(kind, name)


def delete_field(context: Context, kind: str, name: str) -> None:
    """Take a custom field away; the values stay. Raises NotAllowed and NotFound."""
    from storage.tables.base import utc_now

    check_may_change_fields(context)
    _custom(context, kind, name)
    with context.database.write(context.actor, "delete_field") as unit:
        _row(unit, kind, name).deleted_at = utc_now()


def restore_field(context: Context, kind: str, name: str) -> Field:
    """Bring back a field that was deleted, with its values. Raises NotAllowed and NotFound.

    Raises BadInput where another field has got its label meanwhile.
    """
    check_may_change_fields(context)
    labels = dict(deleted_fields(context, kind))
    if name not in labels:
        raise NotFound(
            _("No field “{name}” was deleted. There are: {fields}.").format(
                name=name, fields=", ".join(labels) or _("none")
            )
        )
    check_label(context.database.fields, kind, labels[name])
    with context.database.write(context.actor, "restore_field") as unit:
        _row(unit, kind, name).deleted_at = None
    return context.database.fields.get(kind, name)


def move_field(context: Context, kind: str, name: str, step: int) -> None:
    """Move a custom field so many places among those of its kind, as far as that goes.

    Raises NotAllowed and NotFound.
    """
    check_may_change_fields(context)
    names = [field.name for field in custom_fields(context, kind)]
    _custom(context, kind, name)
    place = names.index(name)
    names.insert(max(0, min(len(names) - 1, place + step)), names.pop(place))
    with context.database.write(context.actor, "edit_field") as unit:
        for sort, one in enumerate(names, 1):
            _row(unit, kind, one).sort = sort


def check_may_change_fields(context: Context) -> None:
    """Raise NotAllowed unless the person may add and change fields."""
    check_is_admin(context, _("Only an administrator may change the fields. Ask one of: {admins}."))


def _custom(context: Context, kind: str, name: str) -> Field:
    """Return a custom field. Raises NotFound, naming those that there are."""
    known = {field.name: field for field in custom_fields(context, kind)}
    if name in known:
        return known[name]
    if context.database.fields.has(kind, name):
        raise NotAllowed(
            _(
                "“{name}” comes with the program; only fields that were added can be changed."
            ).format(name=name)
        )
    raise NotFound(
        _("Nobody has added a field “{name}” to the kind {kind}. Added are: {fields}.").format(
            name=name, kind=kind, fields=", ".join(known) or _("none")
        )
    )


def _row(unit: Unit, kind: str, name: str) -> FieldDefinition:
    from sqlmodel import select

    from storage.tables import FieldDefinition

    return unit.session.exec(
        select(FieldDefinition).where(FieldDefinition.kind == kind, FieldDefinition.name == name)
    ).one()


def _free_name(unit: Unit, known: FieldRegistry, kind: str, label: str) -> str:
    """Return a name for a field that nothing else has, made of its label."""
    base, number = name_from(label), 2
    name = base
    while True:
        try:
            _check_free(unit, known, kind, name)
        except BadInput:
            if number > 99:
                raise
            name, number = f"{base[:36].rstrip('_')}_{number}", number + 1
        else:
            return name


def _check_free(unit: Unit, known: FieldRegistry, kind: str, name: str) -> None:
    """Raise BadInput where a name does not do, or values are kept under it.

    These are of a field that was deleted, or whose making was undone.
    """
    check_name(known, kind, name)
    if unit.connection.execute(
        "SELECT 1 FROM field_definition WHERE kind = ? AND name = ?", (kind, name)
    ).fetchone():
        raise BadInput(
            _(
                "A field “{name}” was deleted, and its values are kept. Bring it back with “crm "
                "fields restore”, or choose another name."
            ).format(name=name),
            "name",
        )
    if unit.connection.execute(
        f"SELECT 1 FROM \"{KINDS[kind].table}\" WHERE custom <> '{{}}' "
        "AND json_type(custom, ?) IS NOT NULL LIMIT 1",
        (f'$."{name}"',),
    ).fetchone():
        raise BadInput(
            _("Values are kept under the name “{name}”. Choose another name.").format(name=name),
            "name",
        )
