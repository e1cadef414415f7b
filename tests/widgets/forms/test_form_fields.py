"""Fields of forms: what is typed, what is made of it, and what is said under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.widgets import Static

from domain.errors import BadInput
from widgets.forms.form_field import ChoiceField, FormField
from widgets.forms.notes_field import NotesField
from widgets.lists.columns import packed

COLOURS = {"red": "Red", "green": "Dark green", "blue": "Blue"}


def explain_number(text: str) -> str:
    """Return the number that a text is, in words. Raises BadInput."""
    if not text.isdigit():
        raise BadInput(f"{text} is no number.")
    return f"= {int(text)}"


class Host(App[None]):
    """Some fields under each other."""

    AUTO_FOCUS = "Input"

    def __init__(self, *makers: Callable[[], FormField]) -> None:
        super().__init__()
        self._makers = makers
        self.changes: list[str] = []

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        yield from (make() for make in self._makers)

    @on(FormField.Changed)
    def keep(self, event: FormField.Changed) -> None:
        """Write down what was told."""
        self.changes.append(event.value)


def other() -> FormField:
    """Return a field to go to."""
    return FormField("other", "Other")


def note(field: FormField) -> str:
    """Return what is said under a field, "" where nothing is."""
    line = field.query_one(".form-field--note", Static)
    return str(line.render()) if line.display else ""


async def test_what_is_typed_is_explained_and_a_fault_only_at_its_end() -> None:
    app = Host(lambda: FormField("amount", "Amount", explain=explain_number), other)
    async with app.run_test() as pilot:
        field = app.query(FormField).first()
        await pilot.press("1", "2")
        assert note(field) == "= 12"
        await pilot.press("x")
        assert note(field) == ""
        await pilot.press("tab")
        assert note(field) == "! 12x is no number."
        await pilot.press("shift+tab", "end", "backspace")
        assert note(field) == "= 12"
        assert app.changes == ["1", "12", "12x", "12"]


async def test_what_was_refused_before_word_of_it_came_stays_refused() -> None:
    app = Host(lambda: FormField("client", "Client"), other)
    async with app.run_test() as pilot:
        field = app.query_one("#field-client", FormField)
        field.insert("Ivan")
        field.note("Type a number.", is_wrong=True)
        await pilot.pause()
        assert app.changes == ["Ivan"]
        assert note(field) == "! Type a number."
        await pilot.press("o")
        assert note(field) == ""


async def test_choices_are_offered_while_nothing_is_typed() -> None:
    choices = ["q +15 min", "t tomorrow"]
    app = Host(lambda: FormField("when", "When", choices=choices, explain=lambda _text: ""))
    async with app.run_test(size=(60, 10)) as pilot:
        field = app.query_one(FormField)
        await pilot.pause()
        assert note(field) == "q +15 min  t tomorrow"
        await pilot.press("q")
        assert note(field) == ""
        await pilot.press("backspace")
        assert note(field) == "q +15 min  t tomorrow"
        field.note("Say when.", is_wrong=True)
        await pilot.pause()
        assert note(field) == "! Say when.\nq +15 min  t tomorrow"
        await pilot.resize_terminal(20, 10)
        await pilot.pause()
        assert note(field) == "! Say when.\nq +15 min\nt tomorrow"


async def test_what_stood_there_gives_way_to_what_is_typed_and_comes_back() -> None:
    app = Host(lambda: FormField("due", "When", value="fri 9"))
    async with app.run_test() as pilot:
        field = app.query_one(FormField)
        await pilot.press("m", "o", "n")
        assert field.value == "mon"
        assert field.draft() == {"due": "mon"}
        assert field.blank_draft() == {"due": "fri 9"}
        field.clear()
        assert field.value == "fri 9"
        field.restore({"due": "sat"})
        assert field.value == "sat"
        field.restore({})
        assert field.value == "sat"


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("1", "red", "= Red"),
        ("3", "blue", "= Blue"),
        ("r", "red", "= Red"),
        ("dark", "green", "= Dark green"),
        ("gr", "green", "= Dark green"),
        ("BLUE", "blue", ""),
    ],
)
async def test_a_choice_is_taken_by_digit_or_beginning(typed: str, code: str, said: str) -> None:
    app = Host(lambda: ChoiceField("colour", "Colour", COLOURS), other)
    async with app.run_test() as pilot:
        field = app.query_one(ChoiceField)
        await pilot.pause()
        assert note(field) == "1 Red  2 Dark green  3 Blue"
        await pilot.press(*typed)
        assert note(field) == said
        assert field.chosen() == code
        await pilot.press("tab")
        if typed.isdigit():
            assert field.text == COLOURS[code]


async def test_what_is_no_choice_is_refused() -> None:
    app = Host(
        lambda: ChoiceField("colour", "Colour", COLOURS),
        lambda: ChoiceField("shade", "Shade", COLOURS, is_needed=True),
    )
    async with app.run_test() as pilot:
        field, needed = app.query(ChoiceField)
        assert field.chosen() == ""
        with pytest.raises(BadInput, match="Red, Dark green, Blue"):
            needed.chosen()
        await pilot.press("9", "tab")
        with pytest.raises(BadInput, match="Red, Dark green, Blue"):
            field.chosen()
        assert note(field).startswith("! ")


async def test_other_choices_leave_what_is_typed() -> None:
    app = Host(lambda: ChoiceField("colour", "Colour", COLOURS))
    async with app.run_test() as pilot:
        field = app.query_one(ChoiceField)
        await pilot.press("2")
        field.offer({"oak": "Oak", "ash": "Ash"})
        assert field.chosen() == "ash"
        await pilot.press("backspace")
        assert note(field) == "1 Oak  2 Ash"


async def test_notes_take_several_lines_and_are_told() -> None:
    app = Host(lambda: NotesField("notes", "Notes", lines=3))
    async with app.run_test() as pilot:
        field = app.query_one(FormField)
        field.editor.focus()
        await pilot.press("a", "enter", "b")
        assert field.value == "a\nb"
        assert app.changes[-1] == "a\nb"
        field.restore({"notes": "one\ntwo"})
        field.insert("!")
        assert field.value == "one\ntwo!"
        assert field.editor.size.height == 3


@pytest.mark.parametrize(
    ("choices", "width", "lines"),
    [
        (["1 a", "2 b", "3 c"], 20, "1 a  2 b  3 c"),
        (["1 a", "2 b", "3 c"], 8, "1 a  2 b\n3 c"),
        (["1 long one", "2 b"], 4, "1 long one\n2 b"),
        ([], 20, ""),
    ],
)
def test_no_choice_is_broken_where_it_fits(choices: Sequence[str], width: int, lines: str) -> None:
    assert packed(choices, width) == lines.splitlines()
