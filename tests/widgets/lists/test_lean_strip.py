"""A lean strip shows the same as Textual's own, in fewer bytes."""

from __future__ import annotations

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import Monochrome
from textual.strip import Strip

from widgets.lists.lean_strip import LeanStrip, changed_span, same_blank_end

WIDTH = 60
CONSOLE = Console(color_system="truecolor", force_terminal=True, legacy_windows=False)
FLAGS = st.none() | st.booleans()
COLORS = st.sampled_from([None, "red", "default", "#102030", "#e0e0e0"])
STYLES = st.none() | st.builds(
    Style, color=COLORS, bgcolor=COLORS, bold=FLAGS, italic=FLAGS, underline=FLAGS, reverse=FLAGS
)
PIECES = st.tuples(st.text("aЖ ", max_size=8), STYLES)
SEGMENTS = st.lists(PIECES.map(lambda piece: Segment(*piece)), max_size=7)


def screen(text: str) -> list[pyte.screens.Char]:
    shown = pyte.Screen(WIDTH, 1)
    pyte.Stream(shown).feed(text)
    return [shown.buffer[0][x] for x in range(WIDTH)]


@given(SEGMENTS)
def test_every_cell_looks_as_textual_paints_it(segments: list[Segment]) -> None:
    lean = LeanStrip(segments).render(CONSOLE)
    assert screen(lean) == screen(Strip(segments).render(CONSOLE))


@given(SEGMENTS)
def test_nothing_is_left_switched_on(segments: list[Segment]) -> None:
    strip = LeanStrip(segments)
    after = screen(f"{strip.render(CONSOLE)}x")[strip.cell_length]
    assert after == pyte.screens.Char("x")


def test_bold_off_keeps_dim() -> None:
    segments = [Segment("a", Style(bold=True, dim=True)), Segment("b", Style(dim=True))]
    assert LeanStrip(segments).render(CONSOLE) == "\x1b[1;2ma\x1b[22;2mb\x1b[m"


def test_only_what_changes_is_said() -> None:
    back = "#121212"
    segments = [
        Segment("name ", Style(color="#e0e0e0", bgcolor=back)),
        Segment("late", Style(color="#ff0000", bgcolor=back)),
        Segment(" today", Style(color="#e0e0e0", bgcolor=back, bold=True)),
    ]
    lean = LeanStrip(segments).render(CONSOLE)
    assert lean.count("48;2;18;18;18") == 1
    assert len(lean) < 0.75 * len(Strip(segments).render(CONSOLE))


def test_filters_are_applied_once_and_stay_lean() -> None:
    strip = LeanStrip([Segment("late", Style(color="#ff0000"))])
    grey = strip.apply_filter(Monochrome(), Color(0, 0, 0))
    assert isinstance(grey, LeanStrip)
    triplet = next(iter(grey)).style.color.triplet
    assert triplet.red == triplet.green == triplet.blue


@given(SEGMENTS, SEGMENTS, STYLES, STYLES)
def test_a_line_without_the_blanks_that_are_there_already_shows_the_same(
    old: list[Segment], new: list[Segment], old_end: Style | None, new_end: Style | None
) -> None:
    before = LeanStrip([*old, Segment(" " * (WIDTH - LeanStrip(old).cell_length), old_end)], WIDTH)
    after = LeanStrip([*new, Segment(" " * (WIDTH - LeanStrip(new).cell_length), new_end)], WIDTH)
    part = after.crop(0, WIDTH - same_blank_end(after, before))
    whole = after.render(CONSOLE)
    assert screen(f"{before.render(CONSOLE)}\x1b[1;1H{part.render(CONSOLE)}") == screen(whole)
    assert len(part.render(CONSOLE)) <= len(whole)


@given(SEGMENTS, st.integers(0, WIDTH), st.integers(0, WIDTH))
def test_a_part_of_a_line_is_what_textual_cuts_and_lean(
    segments: list[Segment], start: int, end: int
) -> None:
    part = LeanStrip(segments).crop(start, end)
    assert part.text == Strip(segments).crop(start, end).text
    assert part.cell_length == Strip(segments).crop(start, end).cell_length
    assert isinstance(part, LeanStrip)


LINES = st.lists(PIECES.map(lambda piece: Segment(*piece)), min_size=1, max_size=2)


@given(LINES, LINES, LINES, LINES)
def test_what_differs_is_all_that_need_be_painted(
    start: list[Segment], one: list[Segment], other: list[Segment], end: list[Segment]
) -> None:
    width = max(Strip(one).cell_length, Strip(other).cell_length)
    new, old = (
        LeanStrip([*start, *Strip(middle).adjust_cell_length(width), *end])
        for middle in (one, other)
    )
    first, stop = changed_span(new, old)
    assert 0 <= first <= stop <= new.cell_length
    before, now = screen(old.render(CONSOLE)), screen(new.render(CONSOLE))
    assert before[:first] == now[:first]
    assert before[stop:] == now[stop:]
