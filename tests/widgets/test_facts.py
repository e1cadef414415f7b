"""The pane of facts beside a list."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from widgets.facts import Fact, FactBlock, FactsPane, lay_out

BLOCKS = [
    FactBlock(
        "Ivanov Pyotr [Sergeevich]",
        (
            Fact("Phone", "+7 916 123-45-67"),
            Fact("Next", "! call 2 d late", "alert"),
            Fact("", "wants 5 % if 50 pieces, asks for a drawing first"),
        ),
    ),
    FactBlock("Last", tuple(Fact(f"{day} Nov", "call, first talk") for day in range(1, 30))),
]
TEXTS = st.text("aЖ漢 \n\x1b", max_size=40)


class Host(App[None]):
    def compose(self) -> ComposeResult:
        yield FactsPane(BLOCKS)

    @property
    def pane(self) -> FactsPane:
        return self.query_one(FactsPane)

    def lines(self) -> list[str]:
        return [self.pane.render_line(y).text.rstrip() for y in range(self.pane.size.height)]


async def test_facts_are_shown_as_they_are() -> None:
    async with (app := Host()).run_test(size=(32, 12)):
        assert app.lines()[:7] == [
            "│ Ivanov Pyotr [Sergeevich]",
            "│ Phone +7 916 123-45-67",
            "│ Next  ! call 2 d late",
            "│ wants 5 % if 50 pieces, asks",
            "│ for a drawing first",
            "│",
            "│ Last",
        ]


async def test_long_facts_scroll_and_new_ones_begin_at_the_top() -> None:
    async with (app := Host()).run_test(size=(32, 12)) as pilot:
        app.pane.focus()
        await pilot.press("pagedown", "down")
        assert app.lines()[0].endswith("7 Nov  call, first talk")
        await pilot.press("pagedown", "pagedown", "pagedown")
        assert app.lines()[-1].endswith("29 Nov call, first talk")
        app.pane.show(BLOCKS[:1])
        await pilot.pause()
        assert app.lines()[0] == "│ Ivanov Pyotr [Sergeevich]"
        assert not app.pane.show_vertical_scrollbar
        await pilot.press("pagedown", "up")
        assert app.lines()[0] == "│ Ivanov Pyotr [Sergeevich]"


async def test_the_pane_takes_the_colours_of_a_new_theme() -> None:
    async with (app := Host()).run_test(size=(32, 12)) as pilot:
        before = app.pane.render_line(0)
        app.theme = "textual-light"
        await pilot.pause()
        after = app.pane.render_line(0)
        assert before.text == after.text
        assert before != after


@given(
    st.lists(
        st.builds(
            FactBlock,
            TEXTS,
            st.lists(st.builds(Fact, TEXTS, TEXTS), max_size=3).map(tuple),
        ),
        max_size=3,
    ),
    st.integers(1, 40),
)
def test_no_line_is_too_long(blocks: list[FactBlock], width: int) -> None:
    for line in lay_out(blocks, width):
        assert sum(cell_len(text) for text, _look in line) <= width
