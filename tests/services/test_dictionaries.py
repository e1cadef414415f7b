"""Dictionaries: values are added, renamed and taken out of use, system values stay."""

from __future__ import annotations

import pytest

from domain.errors import BadInput, NotAllowed, NotFound
from domain.shipped import DICTIONARIES
from domain.values import Choice
from services.context import Context
from services.dictionaries import add_value, delete_value, list_values, rename_value
from services.records.use_cases import add_record, show_record
from services.undo import undo


def labels(context: Context, dictionary: str) -> dict[str, str]:
    return {value.code: value.label for value in list_values(context, dictionary)}


SYSTEM = [(name, value.code) for name, (_label, values) in DICTIONARIES.items() for value in values
          if value.is_system]  # fmt: skip


@pytest.mark.row("DICT-02", "A2")
@pytest.mark.parametrize(("dictionary", "code"), SYSTEM)
def test_nobody_deletes_a_system_value_not_even_an_administrator(
    context: Context, dictionary: str, code: str
) -> None:
    assert context.actor.is_admin
    before = list_values(context, dictionary)
    with pytest.raises(NotAllowed) as refused:
        delete_value(context, dictionary, code)
    assert "nobody can delete it" in str(refused.value)
    assert list_values(context, dictionary) == before


@pytest.mark.row("DICT-02", "A2")
def test_restoring_its_first_name_does_not_help(context: Context) -> None:
    rename_value(context, "outcome", "reached", "Got through")
    assert labels(context, "outcome")["reached"] == "Got through"
    rename_value(context, "outcome", "reached", "Reached")
    with pytest.raises(NotAllowed):
        delete_value(context, "outcome", "reached")


@pytest.mark.row("DICT-02")
def test_an_added_value_is_used_renamed_and_taken_out_of_use(context: Context) -> None:
    add_value(context, "source", "  Trade   show ")
    assert labels(context, "source")["trade_show"] == "Trade show"
    contact = add_record(context, "contact", {"last_name": "Ким", "source": "trade show"})
    rename_value(context, "source", "trade_show", "Ярмарка")
    delete_value(context, "source", "trade_show")
    assert "trade_show" not in labels(context, "source")
    kept = show_record(context, "contact", contact).values["source"]
    assert kept == Choice("trade_show", "Ярмарка")
    with pytest.raises(BadInput, match="there is no “ярмарка”"):
        add_record(context, "contact", {"last_name": "Цой", "source": "ярмарка"})
    undo(context)
    assert labels(context, "source")["trade_show"] == "Ярмарка"


def test_a_value_stands_once(context: Context) -> None:
    with pytest.raises(BadInput, match="in the dictionary already"):
        add_value(context, "source", "FAIR")
    add_value(context, "source", "Ярмарка")
    with pytest.raises(BadInput, match="in the dictionary already"):
        rename_value(context, "source", "fair", "ярмарка")
    rename_value(context, "source", "fair", "fair")
    assert labels(context, "source")["fair"] == "fair"


def test_a_value_of_the_same_name_as_one_out_of_use_is_another(context: Context) -> None:
    add_value(context, "source", "Fax")
    delete_value(context, "source", "fax")
    add_value(context, "source", "Fax")
    assert labels(context, "source")["fax_2"] == "Fax"


@pytest.mark.parametrize("label", ["", "  ", "\x1b\x07"])
def test_a_value_needs_a_name(context: Context, label: str) -> None:
    with pytest.raises(BadInput, match="needs a name"):
        add_value(context, "source", label)
    with pytest.raises(BadInput, match="needs a name"):
        rename_value(context, "source", "fair", label)


def test_nothing_a_terminal_obeys_gets_into_a_name(context: Context) -> None:
    add_value(context, "source", "A\x1b[31mB")
    assert "A[31mB" in labels(context, "source").values()


def test_what_is_not_there_is_named(context: Context) -> None:
    with pytest.raises(NotFound, match=r"There is no dictionary “colour”\. There are: outcome"):
        list_values(context, "colour")
    with pytest.raises(NotFound, match="no dictionary “colour”"):
        add_value(context, "colour", "red")
    with pytest.raises(NotFound, match="The dictionary source has no value “moon”"):
        delete_value(context, "source", "moon")
    with pytest.raises(NotFound, match="The dictionary source has no value “moon”"):
        rename_value(context, "source", "moon", "x")
