"""Add, edit, show, list and delete records of any kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, cast
from uuid import UUID

from domain.errors import BadInput, NotFound
from domain.i18n import _
from domain.invoicing.kinds import DOCUMENTS
from domain.records.fields import Column, Custom, Field, Rows
from domain.records.kinds import KINDS
from domain.records.values import RecordView, Value
from services.context import Context
from storage.reads.records import read_record

if TYPE_CHECKING:
    from storage.tables import Invoice, OwnCompany
    from storage.tables.base import Record
    from storage.unit import Unit


Beside = Callable[["Unit", UUID], object]
"""Writes, for the key of a record, what belongs to it and is no field of it, such as files."""


def add_record(
    context: Context, kind: str, data: Mapping[str, object], beside: Beside | None = None
) -> UUID:
    """Make a record from `data`, field names to values as typed or from JSON; return its key.

    `beside` runs within the same step. Raises BadInput, naming the field at fault, and makes
    nothing then.
    """
    load_writing()
    with context.database.write(context.actor, f"add_{kind}") as unit:
        key = add_within(context, unit, kind, data)
        if beside is not None:
            unit.session.flush()
            beside(unit, key)
        return key


def load_writing() -> None:
    """Load what writing a record needs: within the use case, others would have to wait for it."""
    for name in (
        "domain.names.company_titles",
        "domain.contact_points.phone_parse",
        "domain.dates.when_parse",
        "phonenumbers",
        "services.records.beside_others",
        "services.records.coercion",
        "services.records.writing",
    ):
        import_module(name)


def add_within(
    context: Context,
    unit: Unit,
    kind: str,
    data: Mapping[str, object],
    *,
    key: UUID | None = None,
) -> UUID:
    """Make a record as part of a larger use case, with a given `key` if any. See `add_record`."""
    from storage.tables import MODELS

    for name in data:
        context.fields.get(kind, name)
    _check_subject(kind, data)
    model = MODELS[KINDS[kind].table]
    known = _defaults(context, unit, kind) | ({"id": key} if key is not None else {})
    record: Record = model(**known)  # type: ignore[assignment]
    _check_enough(kind, _write(context, unit, kind, record, data))
    return record.id


def edit_record(
    context: Context,
    kind: str,
    key: UUID,
    data: Mapping[str, object],
    *,
    shown: Mapping[str, Value] | None = None,
    revive: bool = False,
    beside: Beside | None = None,
) -> None:
    """Change the fields that `data` names; the others stay. `beside` runs within the same step.

    `shown` is what the fields held when the person began to change them: what others have changed
    since is not overwritten unasked, and `revive` brings the record back from the bin first. Raises
    BadInput, NotFound, NotAllowed for a lead that was converted, and with `shown` RecordGone or
    EditConflict; nothing is changed then.
    """
    load_writing()
    from services.records.beside_others import check_there, left_to_write

    _check_subject(kind, data)
    with context.database.write(context.actor, f"edit_{kind}") as unit:
        if shown is not None:
            check_there(context, unit, kind, key, revive=revive)
        record = changeable_within(unit, kind, key)

        def write(values: Mapping[str, object]) -> object:
            return _write(context, unit, kind, record, values)

        if shown is not None:
            data = left_to_write(context, unit, kind, key, data, shown, write)
        write(data)
        if beside is not None:
            beside(unit, key)
        fields = [context.fields.get(kind, name) for name in ENOUGH[kind][0]]
        view = read_record(unit.connection, kind, key, fields)
        assert view is not None
        _check_enough(kind, view.values)


def delete_record(context: Context, kind: str, key: UUID) -> None:
    """Put a record into the bin. Raises NotFound, and NotAllowed for a converted lead.

    A section takes along all that is below it.
    """
    from services.activities.observing import check_may_work
    from services.catalog.content import take_along
    from services.records.fixed import check_may_go
    from storage.tables.base import utc_now
    from storage.values import moment_out

    with context.database.write(context.actor, f"delete_{kind}") as unit:
        record = existing_within(unit, kind, key)
        check_may_go(unit, kind, record)
        if kind == "activity":
            check_may_work(unit, [key])
        record.deleted_at = utc_now()
        take_along(context, unit, kind, moment_out(record.deleted_at))


def show_record(context: Context, kind: str, key: UUID) -> RecordView:
    """Return a record with all its fields. Raises NotFound."""
    fields = context.fields.of(kind)
    view = read_record(context.database.reader(), kind, key, fields)
    if view is None:
        raise NotFound(_not_found(kind, key))
    return view


def list_records(
    context: Context, kind: str, fields: Sequence[Field], limit: int | None = None
) -> Iterator[RecordView]:
    """Return the records of a kind with the given fields, in the order of lists."""
    from domain.paging import every_row
    from services.records.listing import as_views, open_list

    pages = open_list(context, kind, fields)
    return as_views(pages, every_row(pages, limit), kind)


def existing_within(unit: Unit, kind: str, key: UUID) -> Record:
    """Return a record that is not in the bin, to be changed. Raises NotFound."""
    from storage.tables import MODELS

    record: Record | None = unit.get(MODELS[KINDS[kind].table], key)  # type: ignore[assignment]
    if record is None or record.deleted_at is not None:
        raise NotFound(_not_found(kind, key))
    return record


def edit_within(
    context: Context, unit: Unit, kind: str, key: UUID, data: Mapping[str, object]
) -> None:
    """Change the fields that `data` names as part of a larger use case. Raises as `edit_record`."""
    _write(context, unit, kind, changeable_within(unit, kind, key), data)


def changeable_within(unit: Unit, kind: str, key: UUID) -> Record:
    """Return a record as `existing_within` does; raise NotAllowed where it is read-only.

    An activity is so to its observers.
    """
    from services.activities.observing import check_may_work
    from services.records.fixed import check_changeable

    record = existing_within(unit, kind, key)
    check_changeable(record)
    if kind == "activity":
        check_may_work(unit, [key])
    return record


def _not_found(kind: str, key: UUID) -> str:
    return _("There is no {kind} with the key {key}. It may have been deleted.").format(
        kind=_(KINDS[kind].label).lower(), key=key
    )


def _write(
    context: Context, unit: Unit, kind: str, record: Record, data: Mapping[str, object]
) -> dict[str, object]:
    """Put values into a record and return them by the names of their fields.

    Its own columns come first: a new record is then inserted once, whole.
    """
    from services.records.coercion import Coercion
    from services.records.writing import RecordWriter

    if kind == "deal":
        from services.deals.settling import with_currency_apart

        data = with_currency_apart(data)
    is_new = record not in unit.session
    stage = None if is_new else getattr(record, "stage_id", None)
    currency = "" if is_new else getattr(record, "currency", "")
    coercion = Coercion(context, unit.connection, stage=stage)
    fields = [context.fields.get(kind, name) for name in data]
    values = {field: coercion.value(field, data[field.name]) for field in fields}
    written = {field.name: value for field, value in values.items()}
    writer = RecordWriter(context, unit, kind, record)
    own = [field for field in fields if isinstance(field.store, Column | Custom)]
    for field in own:
        writer.write(field, values.pop(field))
    writer.finish()
    unit.add(record)
    # Parts of the first address may be given beside all addresses, and then belong to these.
    for field in sorted(values, key=lambda one: not isinstance(one.store, Rows)):
        writer.write(field, values[field])
    _settle(context, unit, kind, record, written, stage=stage, currency=currency, is_new=is_new)
    return written


def _settle(
    context: Context,
    unit: Unit,
    kind: str,
    record: Record,
    written: Mapping[str, object],
    *,
    stage: UUID | None,
    currency: str,
    is_new: bool,
) -> None:
    """Do what follows for its kind when a record is written; it had `stage` and `currency`."""
    if kind == "deal":
        from services.deals.settling import settle_deal

        settle_deal(context, unit, record, stage, written, is_new=is_new)
    elif kind in DOCUMENTS:
        from services.invoicing.contents.settling import settle_document

        settle_document(
            context, unit, kind, cast("Invoice", record), written, currency, is_new=is_new
        )
    elif kind == "own_company":
        from services.invoicing.contents.settling import settle_own_company

        settle_own_company(unit, cast("OwnCompany", record))
    elif kind == "product" and written.get("tax_rate") is not None:
        _check_tax_type(context, unit)


def _check_tax_type(context: Context, unit: Unit) -> None:
    """Raise BadInput for a rate of a product where taxes follow the place (exam B16)."""
    from services.settings import TAX_IS_VAT, TAX_TYPE, get_setting

    if get_setting(context, TAX_TYPE, unit.connection) != TAX_IS_VAT:
        raise BadInput(
            _("Products have rates of tax only where the type of tax is VAT, see the settings."),
            "tax_rate",
        )


def _defaults(context: Context, unit: Unit, kind: str) -> dict[str, object]:
    from domain.shipped import shipped_id
    from storage.reads.dictionaries import read_first_stage

    defaults: dict[str, object] = {
        "created_by": context.actor.user_id,
        "responsible_id": context.actor.user_id,
    }
    if kind == "lead":
        defaults["status_id"] = shipped_id("lead_status", "new")
    if kind == "deal":
        defaults["stage_id"] = read_first_stage(unit.connection)
    if kind == "activity":
        defaults["kind"] = "task"
    if kind in DOCUMENTS:
        from services.invoicing.contents.settling import new_document

        defaults |= new_document(context, unit, kind)
    return defaults


ENOUGH: dict[str, tuple[tuple[str, ...], Callable[[], str]]] = {
    "contact": (
        ("last_name", "first_name", "middle_name", "nickname", "phones", "emails", "messengers"),
        lambda: _("A contact needs a name, a phone or an e-mail."),
    ),
    "company": (("title",), lambda: _("A company needs a title.")),
    "lead": (
        ("title", "last_name", "first_name", "company_title", "phones", "emails"),
        lambda: _("A lead needs a title, a name, a company, a phone or an e-mail."),
    ),
    "deal": (("title",), lambda: _("A deal needs a title.")),
    "invoice": ((), str),
    "quote": ((), str),
    "own_company": (("title",), lambda: _("A company needs a title.")),
    "product": (("name",), lambda: _("A product needs a name.")),
    "section": (("name",), lambda: _("A section needs a name.")),
    "activity": (("subject", "kind"), lambda: _("An activity needs a subject or a kind.")),
}

"""The fields of each kind of which one must have a value, and what is said where none has."""


def _check_subject(kind: str, data: Mapping[str, object]) -> None:
    """Raise BadInput for an activity of which only blanks are said."""
    subject = data.get("subject")
    if kind == "activity" and isinstance(subject, str) and subject and not subject.strip():
        raise BadInput(_("There are only blanks: say what is to be done."), "subject")


def _check_enough(kind: str, values: Mapping[str, object]) -> None:
    """Raise BadInput where none of the values names the record (FEATURES LEAD-01)."""
    names, sentence = ENOUGH[kind]
    if names and not any(values.get(name) for name in names):
        raise BadInput(sentence(), names[0])
