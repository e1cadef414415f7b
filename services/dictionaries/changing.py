"""Changes of dictionaries, which only an administrator makes (FEATURES DICT-01 to DICT-05)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from domain.dictionaries import (
    CHOSEN_MEANINGS,
    MEANINGS,
    TYPED_MEANINGS,
    family,
    first_meaning,
)
from domain.errors import BadInput, NotAllowed
from domain.i18n import _, ngettext
from domain.pipelines import LOST
from domain.text import fold, free_name, on_one_line, spaced, words
from domain.value_colors import COLORS
from services.context import Context
from services.dictionaries.reading import ValueView, find_dictionary, find_value, values_of
from services.rights import check_is_admin
from storage.reads.dictionaries import StoredDictionary
from storage.reads.dictionary_values import VALUES, read_stages

if TYPE_CHECKING:
    from storage.tables import DictionaryValue, Stage
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class ValueEdit:
    """What is to be changed of a value; None leaves it as it is.

    An empty `label` is the name that the value came with. `color` is a name of
    `domain.value_colors`, "" for none. `probability`, in percent, is that of a stage.
    """

    label: str | None = None
    meaning: str | None = None
    color: str | None = None
    probability: int | None = None


@dataclass(frozen=True, slots=True)
class Editing:
    """A dictionary that is being changed: its unit, and its values, those out of use last."""

    unit: Unit
    dictionary: StoredDictionary
    values: Sequence[ValueView]

    def value(self, text: str) -> ValueView:
        """Return the value that a text names. Raises NotFound."""
        return find_value(self.values, self.dictionary.code, text)

    def row(self, value: ValueView) -> DictionaryValue | Stage:
        """Return the row of a value."""
        from storage.tables import DictionaryValue, Stage

        is_value = self.dictionary.table is VALUES
        row = self.unit.get(DictionaryValue if is_value else Stage, value.id)
        assert isinstance(row, DictionaryValue | Stage)
        return row

    def add(self, label: str) -> DictionaryValue | Stage:
        """Put a value of this name behind the others. Raises BadInput."""
        from storage.tables import DictionaryValue, Stage

        label = on_one_line(label)
        if not label:
            raise BadInput(_("A value needs a name."), "label")
        self.check_free(label)
        code = free_name("_".join(words(label)) or "value", self._codes())
        sort = max((value.sort for value in self.values), default=-1) + 1
        owner = UUID(bytes=self.dictionary.id)
        if self.dictionary.table is VALUES:
            row = DictionaryValue(dictionary_id=owner, code=code, label=label, sort=sort)
            return self.unit.add(row)
        return self.unit.add(Stage(pipeline_id=owner, code=code, name=label, sort=sort))

    def _codes(self) -> set[str]:
        """Return the codes that are taken: those of stages are unique over all pipelines."""
        if self.dictionary.table is VALUES:
            return {one.code for one in self.values}
        return {stage.code for stage in read_stages(self.unit.connection)}

    def is_free(self, label: str, own: ValueView | None = None) -> bool:
        """Say whether no other value in use than `own` has this name."""
        name = fold(on_one_line(label))
        return not any(
            value.is_active and value != own and fold(value.label) == name for value in self.values
        )

    def check_free(self, label: str, own: ValueView | None = None) -> None:
        """Raise BadInput where another value than `own` has this name."""
        if not self.is_free(label, own):
            sentence = _("“{label}” is in the dictionary already.").format(label=label)
            raise BadInput(sentence, "label")


@contextmanager
def editing(context: Context, dictionary: str, verb: str = "edit_dictionary") -> Iterator[Editing]:
    """Open a dictionary for changes, in one unit. Raises NotAllowed and NotFound."""
    check_may_change(context)
    with context.database.write(context.actor, verb) as unit:
        found = find_dictionary(unit.connection, dictionary)
        yield Editing(unit, found, values_of(unit.connection, found))


def check_may_change(context: Context) -> None:
    """Raise NotAllowed unless the person may change dictionaries (FEATURES DICT-05)."""
    check_is_admin(
        context, _("Only an administrator may change dictionaries. Ask one of: {admins}.")
    )


def add_value(
    context: Context,
    dictionary: str,
    label: str,
    *,
    meaning: str = "",
    color: str = "",
    probability: int | None = None,
) -> ValueView:
    """Add a value behind those in use, and return it.

    Without `meaning` it has that of most new values. Raises NotAllowed, NotFound, and BadInput,
    naming what does not fit as `ValueEdit` names it.
    """
    with editing(context, dictionary) as edited:
        row = add_value_within(
            edited,
            label,
            ValueEdit(meaning=meaning, color=color, probability=probability),
        )
        values = values_of(edited.unit.connection, edited.dictionary)
        return find_value(values, dictionary, row.code)


def add_value_within(edited: Editing, label: str, edit: ValueEdit) -> DictionaryValue | Stage:
    """Add a value to a dictionary that is open for changes; return its row.

    Raises as `add_value`.
    """
    row = edited.add(label)
    if edit.probability is not None:
        _set_probability(row, edit.probability)
    dictionary = edited.dictionary.code
    row.meaning = _fitting_meaning(dictionary, edit.meaning or first_meaning(dictionary, label))
    row.color = _fitting_color(edit.color or "")
    return row


def offer_values(unit: Unit, dictionary: str, labels: Iterable[str]) -> None:
    """Add those values to a dictionary that it does not have, as part of a larger use case.

    It is a dictionary proper, not the stages of a pipeline, and may have thousands of values.
    """
    from storage.tables import DictionaryValue

    stored = find_dictionary(unit.connection, dictionary)
    values = values_of(unit.connection, stored)
    names = {fold(value.label) for value in values if value.is_active}
    codes = {value.code for value in values}
    sort = max((value.sort for value in values), default=-1)
    for label in map(on_one_line, labels):
        if not label or fold(label) in names:
            continue
        code = free_name("_".join(words(label)) or "value", codes)
        names.add(fold(label))
        codes.add(code)
        sort += 1
        unit.add(
            DictionaryValue(dictionary_id=UUID(bytes=stored.id), code=code, label=label, sort=sort)
        )


def change_value(context: Context, dictionary: str, value: str, edit: ValueEdit) -> None:
    """Give a value, also a system one, another name, colour, meaning or probability.

    Raises NotAllowed, NotFound, and BadInput, naming what does not fit as `ValueEdit` names it.
    """
    with editing(context, dictionary) as edited:
        change_within(edited, value, edit)


def change_within(edited: Editing, value: str, edit: ValueEdit) -> DictionaryValue | Stage:
    """Change a value of a dictionary that is open for changes; return its row.

    Raises as `change_value`.
    """
    view = edited.value(value)
    row = edited.row(view)
    if edit.label is not None:
        _rename(edited, view, row, on_one_line(edit.label))
    if edit.color is not None:
        row.color = _fitting_color(edit.color)
    if edit.meaning is not None and edit.meaning != view.meaning:
        check_may_go(edited, view)
        row.meaning = _fitting_meaning(edited.dictionary.code, edit.meaning)
        _settle_reasons(edited, view, row.meaning)
    if edit.probability is not None:
        _set_probability(row, edit.probability)
    return row


def _settle_reasons(edited: Editing, stage: ValueView, meaning: str) -> None:
    """Let deals have a reason where a stage means that they are lost, and nowhere else.

    Raises BadInput where some at a stage that is to mean so have none.
    """
    if edited.dictionary.table is VALUES or LOST not in (stage.meaning, meaning):
        return
    connection, key = edited.unit.connection, stage.id.bytes
    if meaning != LOST:
        connection.execute(
            "UPDATE deal SET lost_reason_id = NULL WHERE stage_id = ? "
            "AND lost_reason_id IS NOT NULL",
            (key,),
        )
        return
    (count,) = connection.execute(
        "SELECT count(*) FROM deal WHERE stage_id = ? AND lost_reason_id IS NULL "
        "AND deleted_at IS NULL",
        (key,),
    ).fetchone()
    if count:
        said = ngettext(
            "{count} deal at this stage has no reason why it is lost: give it one, or move it on.",
            "{count} deals at this stage have no reason why they are lost: give them one, or move "
            "them on.",
            count,
        )
        raise BadInput(said.format(count=spaced(count)), "meaning")


def move_value(context: Context, dictionary: str, value: str, place: int) -> None:
    """Put a value at a place among those in use, 0 being the first; too far is the end.

    Raises NotAllowed, NotFound, and BadInput for a value out of use.
    """
    with editing(context, dictionary) as edited:
        view = edited.value(value)
        order = [one for one in edited.values if one.is_active]
        if view not in order:
            raise BadInput(
                _("“{label}” is out of use, so it has no place.").format(label=view.label)
            )
        order.remove(view)
        order.insert(max(0, place), view)
        for sort, one in enumerate(order):
            edited.row(one).sort = sort


def set_active(context: Context, dictionary: str, value: str, *, is_active: bool) -> None:
    """Take a value out of use, or back into it; records that have it keep it (DICT-04).

    Raises NotAllowed for a system value, NotFound, and BadInput where another value has taken the
    name meanwhile.
    """
    with editing(context, dictionary) as edited:
        view = edited.value(value)
        if is_active:
            edited.check_free(view.label, own=view)
        else:
            check_may_go(edited, view)
        edited.row(view).is_active = is_active


def check_may_go(edited: Editing, value: ValueView) -> None:
    """Raise NotAllowed for a value that the program cannot do without, whoever asks.

    These are system values (FEATURES DICT-02, exam A2), and the last stage of each meaning.
    """
    if value.is_system:
        raise NotAllowed(
            _(
                "“{label}” is a system value: the program needs it, so nobody can delete it or "
                "take it out of use, not even an administrator. It can be renamed and moved."
            ).format(label=value.label)
        )
    is_like = [one for one in edited.values if one.is_active and one.meaning == value.meaning]
    if edited.dictionary.table is not VALUES and is_like == [value]:
        raise NotAllowed(
            _(
                "“{label}” is the only stage of its kind ({meaning}), so it stays: deals need one "
                "of each. Add another one first."
            ).format(label=value.label, meaning=value.meaning_label)
        )


def _rename(edited: Editing, view: ValueView, row: DictionaryValue | Stage, label: str) -> None:
    """Give a value a name; without one, or with the shipped one, it is shown translated."""
    if not label and not view.shipped:
        raise BadInput(_("A value needs a name."), "label")
    edited.check_free(label or view.shipped, own=view)
    setattr(row, edited.dictionary.table.label, "" if label == view.shipped else label)


def _fitting_meaning(dictionary: str, meaning: str) -> str:
    if meaning and (typed := TYPED_MEANINGS.get(dictionary)):
        return typed(meaning)
    allowed = CHOSEN_MEANINGS.get(family(dictionary), ("",))
    if not meaning:
        return allowed[0]
    if meaning not in allowed:
        labels = MEANINGS.get(family(dictionary), {})
        raise BadInput(
            _("There is no meaning “{text}” here. Use one of: {known}.").format(
                text=meaning, known=", ".join(f"{m} ({_(labels[m])})" for m in allowed if m)
            )
            if labels
            else _("Values of this dictionary have no meaning of their own."),
            "meaning",
        )
    return meaning


def _fitting_color(color: str) -> str:
    if color and color not in COLORS:
        raise BadInput(
            _("There is no colour “{text}”. Use one of: {known}.").format(
                text=color, known=", ".join(COLORS)
            ),
            "color",
        )
    return color


def _set_probability(row: DictionaryValue | Stage, percent: int) -> None:
    from storage.tables import Stage

    if not isinstance(row, Stage):
        raise BadInput(_("Only stages of deals have a probability."), "probability")
    if not 0 <= percent <= 100:
        raise BadInput(_("A probability is from 0 to 100 percent."), "probability")
    row.probability = percent
