"""What is said of a custom field that is to be added or changed, and whether it fits."""

from __future__ import annotations

from dataclasses import dataclass

from domain.errors import BadInput
from domain.i18n import _
from domain.records.custom_fields import CUSTOM_TYPES, SEARCHED_TYPES, SINGLE_TYPES, WIDENED_TYPES
from domain.records.fields import Field, FieldType
from domain.records.kinds import KINDS


@dataclass(frozen=True, slots=True)
class NewField:
    """A field that is to be added to a kind.

    Without `name` one is made of the label. `choices` are the labels of what a CHOICE field offers,
    `target` is the kind a RECORD field points to, `currency` what a MONEY field takes amounts for
    that are typed without one. `searchable` None means wherever the type can be searched.
    """

    kind: str
    label: str
    type: FieldType = FieldType.TEXT
    name: str = ""
    choices: tuple[str, ...] = ()
    target: str = ""
    currency: str = ""
    multiple: bool = False
    searchable: bool | None = None
    printable: bool = False


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """What is to be changed of a custom field; None leaves it as it is.

    `choices` are values to be added to those that a CHOICE field offers.
    """

    label: str | None = None
    type: FieldType | None = None
    multiple: bool | None = None
    searchable: bool | None = None
    printable: bool | None = None
    currency: str | None = None
    choices: tuple[str, ...] = ()


def check_new(new: NewField) -> None:
    """Raise BadInput where what is said of a field does not go with its type."""
    if new.type not in CUSTOM_TYPES:
        raise BadInput(_("No field can be added of this type."), "type")
    _check_several(new.type, is_multiple=new.multiple)
    if new.type is FieldType.CHOICE and not new.choices:
        raise BadInput(_("A list needs at least one value to choose from."), "choices")
    if new.type is not FieldType.CHOICE and new.choices:
        raise BadInput(_("Only a choice from a list has values to choose from."), "choices")
    if new.type is FieldType.RECORD and new.target not in KINDS:
        raise BadInput(
            _("Say to which kind of records it links: {kinds}.").format(kinds=", ".join(KINDS)),
            "target",
        )
    if new.type is not FieldType.RECORD and new.target:
        raise BadInput(_("Only a link to a record leads to a kind."), "target")
    if new.type is not FieldType.MONEY and new.currency:
        raise BadInput(_("Only money has a currency."), "currency")


def _check_several(type_: FieldType, *, is_multiple: bool | None) -> None:
    if is_multiple and type_ in SINGLE_TYPES:
        raise BadInput(
            _("A field of this type holds one value: {type}.").format(type=_(CUSTOM_TYPES[type_])),
            "multiple",
        )


def check_edit(field: Field, type_: FieldType, edit: FieldEdit) -> None:
    """Raise BadInput where values would be lost, or an edit does not go with the type."""
    if type_ is not field.type and (field.type, type_) not in WIDENED_TYPES:
        raise BadInput(
            _("Values would be lost: {before} cannot become {after}. Add another field.").format(
                before=_(CUSTOM_TYPES[field.type]).lower(), after=_(CUSTOM_TYPES[type_]).lower()
            ),
            "type",
        )
    _check_several(type_, is_multiple=field.multiple if edit.multiple is None else edit.multiple)
    if field.multiple and edit.multiple is False:
        raise BadInput(
            _("Values would be lost: a field with several values keeps them."), "multiple"
        )
    if edit.choices and type_ is not FieldType.CHOICE:
        raise BadInput(_("Only a choice from a list has values to choose from."), "choices")
    if edit.currency is not None and type_ is not FieldType.MONEY:
        raise BadInput(_("Only money has a currency."), "currency")


def is_searched(type_: FieldType, wanted: bool | None) -> bool:
    """Return whether a field is searched. Raises BadInput where its type cannot be."""
    if wanted and type_ not in SEARCHED_TYPES:
        raise BadInput(
            _("Search does not look into fields of this type: {type}.").format(
                type=_(CUSTOM_TYPES[type_])
            ),
            "searchable",
        )
    return type_ in SEARCHED_TYPES if wanted is None else wanted
