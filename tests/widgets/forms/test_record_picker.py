"""Picking one record while typing: what is offered, what Enter takes, and what a draft keeps."""

from __future__ import annotations

from uuid import UUID

from textual import on
from textual.app import App, ComposeResult
from textual.widgets import Input, Static

from domain.records.references import Reference
from widgets.forms.found_list import FoundList
from widgets.forms.record_picker import PickerItem, RecordPicker

NAMES = ("Ivanov", "Ivanova", "Petrov")


def item(name: str, *, is_sure: bool = True) -> PickerItem:
    """Return an item for a contact with this name."""
    key = UUID(int=sum(map(ord, name)))
    return PickerItem(Reference("contact", key, name), f"about {name}", is_sure=is_sure)


class Host(App[None]):
    """A picker among three people; the search answers when `answers` says so."""

    AUTO_FOCUS = "RecordPicker Input"

    def __init__(self, *, with_new: bool = False, answers: bool = True, guide: str = "") -> None:
        super().__init__()
        describe = (lambda text: f"new {text}") if with_new else None
        self.picker = RecordPicker(
            "client", "Who", ("contact",), not_found="Nobody.", describe_new=describe, guide=guide
        )
        self.below = Input(id="below")
        self.answers = answers
        self.picked: list[str | None] = []

    def compose(self) -> ComposeResult:
        """Lay out the picker, and something below it."""
        yield self.picker
        yield self.below

    def answer(self) -> None:
        """Answer what is typed now."""
        text = self.picker.value
        found = [item(name) for name in NAMES if name.lower().startswith(text)]
        self.picker.show_items(text, found if text else [])

    @on(RecordPicker.Searched)
    def search(self) -> None:
        """Answer at once, where it is to be so."""
        if self.answers:
            self.answer()

    @on(RecordPicker.Picked)
    def keep(self, event: RecordPicker.Picked) -> None:
        """Write down what was taken."""
        self.picked.append(event.item.record.title if event.item else None)

    def lines(self) -> list[str]:
        """Return the lines under the input."""
        found = next(iter(self.query(FoundList)), None)
        if found is None or not found.display:
            return []
        lines = [found.render_line(y).text.rstrip() for y in range(found.size.height)]
        return [line for line in lines if line.strip()]


async def test_what_is_found_is_offered_and_taken() -> None:
    async with (app := Host()).run_test() as pilot:
        await pilot.press(*"iva")
        await pilot.pause()
        assert [line.split()[:2] for line in app.lines()] == [[">", "Ivanov"], ["Ivanova", "about"]]
        await pilot.press("down")
        app.picker.take_first()
        await pilot.pause()
        assert app.picker.value == "Ivanova"
        assert app.picked == ["Ivanova"]
        assert app.lines() == []
        assert app.picker.is_settled


async def test_nothing_below_moves_up_while_somebody_types() -> None:
    async with (app := Host(with_new=True)).run_test() as pilot:
        places = []
        for key in ("i", "p", "backspace", "v"):
            await pilot.press(key)
            await pilot.pause()
            places.append(app.below.region.y)
        assert places == sorted(places)
        app.picker.take_first()
        await pilot.pause()
        assert app.below.region.y < places[0]


async def test_a_guide_keeps_the_room_for_what_will_be_found() -> None:
    async with (app := Host(guide="Enter takes the first.")).run_test() as pilot:
        await pilot.pause()
        assert app.lines() == ["  Enter takes the first."]
        place = app.below.region.y
        await pilot.press(*"iva")
        await pilot.pause()
        assert [line.split()[:2] for line in app.lines()] == [[">", "Ivanov"], ["Ivanova", "about"]]
        assert app.below.region.y == place
        await pilot.press("ctrl+u", "tab")
        await pilot.pause()
        assert app.below.region.y < place


async def test_typing_on_takes_the_choice_back() -> None:
    async with (app := Host()).run_test() as pilot:
        await pilot.press(*"petr")
        app.picker.take_first()
        await pilot.press("end", "x")
        await pilot.pause()
        assert app.picked == ["Petrov", None]
        assert app.picker.picked is None
        assert not app.picker.is_settled


async def test_what_is_still_looked_up_is_taken_once_it_is_found() -> None:
    async with (app := Host(answers=False)).run_test() as pilot:
        await pilot.press(*"pet")
        app.picker.take_first()
        assert app.picked == []
        app.answer()
        await pilot.pause()
        assert app.picked == ["Petrov"]


async def test_an_answer_that_comes_too_late_is_ignored() -> None:
    async with (app := Host(answers=False)).run_test() as pilot:
        await pilot.press(*"iva")
        app.picker.show_items("iv", [item("Ivanov")])
        await pilot.pause()
        assert app.lines() == []


async def test_nobody_is_found_or_somebody_new_is_made() -> None:
    async with (app := Host()).run_test() as pilot:
        await pilot.press(*"zyx")
        await pilot.pause()
        app.picker.take_first()
        assert app.picker.picked is None
        assert not app.picker.is_settled
    async with (app := Host(with_new=True)).run_test() as pilot:
        await pilot.press(*"zyx")
        await pilot.pause()
        assert [line.strip() for line in app.lines()] == ["> + new zyx"]
        app.picker.take_first()
        await pilot.pause()
        assert app.picker.is_new
        assert app.picked == [None]


async def test_somebody_new_can_be_made_beside_who_is_found() -> None:
    async with (app := Host(with_new=True)).run_test() as pilot:
        await pilot.press(*"ivanov")
        await pilot.pause()
        await pilot.press("up")
        app.picker.take_first()
        await pilot.pause()
        assert app.picker.is_new


async def test_what_is_suggested_is_offered_while_nothing_is_typed() -> None:
    async with (app := Host()).run_test() as pilot:
        app.picker.suggest([item("Kim"), item("Orlov")])
        await pilot.pause()
        assert [line.split()[-2:] for line in app.lines()] == [["about", "Kim"], ["about", "Orlov"]]
        await pilot.press("p")
        await pilot.pause()
        assert "Kim" not in "".join(app.lines())
        await pilot.press("backspace")
        await pilot.pause()
        app.picker.take_first()
        await pilot.pause()
        assert app.picked == ["Kim"]


async def test_a_draft_keeps_who_was_chosen() -> None:
    async with (app := Host()).run_test() as pilot:
        assert app.picker.draft() == app.picker.blank_draft()
        await pilot.press(*"petr")
        await pilot.pause()
        typed = app.picker.draft()
        assert typed == {"client": "petr", "client record": ""}
        app.picker.take_first()
        draft = app.picker.draft()
    async with (app := Host()).run_test() as pilot:
        app.picker.restore(draft)
        await pilot.pause()
        assert app.picker.picked is not None
        assert app.picker.picked.record == item("Petrov").record
        app.picker.restore(typed)
        assert app.picker.value == "petr"


async def test_a_refusal_stays_when_the_search_answers_after_it() -> None:
    async with (app := Host(answers=False)).run_test() as pilot:
        await pilot.press(*"ivan")
        app.picker.note("There is no number.", is_wrong=True)
        app.answer()
        await pilot.pause()
        assert "! There is no number." in str(app.picker.query_one(Static).render())
        assert app.lines()
        await pilot.press("o")
        app.answer()
        await pilot.pause()
        assert "! There" not in str(app.picker.query_one(Static).render())
