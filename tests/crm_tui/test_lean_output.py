"""What is sent in fewer bytes shows the same on the screen."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from crm_tui.lean_output import PLAIN, LeanOutput, Look, change, styled

WIDTH, HEIGHT = 12, 5
CONSOLE = Console(color_system="truecolor", force_terminal=True, legacy_windows=False)

COLORS = ["39", "31", "97", "38;5;7", "38;2;1;2;3", "49", "44", "100", "48;5;7", "48;2;1;2;3"]
ATTRIBUTES = ["", "0", "1", "3", "4", "5", "7", "9", "22", "23", "24", "25", "27", "29"]
STYLES = st.lists(st.sampled_from(COLORS + ATTRIBUTES), max_size=4).map(
    lambda codes: f"\x1b[{';'.join(codes)}m"
)
MOVES = st.builds(
    lambda end, y, x: f"{end}\x1b[{y};{x}H",
    st.sampled_from(["", "\n"]),
    st.integers(1, HEIGHT - 1),
    st.integers(1, WIDTH),
)
TEXTS = st.text("aЖ ", min_size=1, max_size=3) | st.sampled_from(["\x1b[K", "\x1b[2X", "\x1b[2J"])
OUTPUTS = st.lists(st.lists(STYLES | MOVES | TEXTS, max_size=12).map("".join), max_size=4)


def shown(outputs: list[str]) -> list[pyte.screens.Char]:
    screen = pyte.Screen(WIDTH, HEIGHT)
    screen.reset_mode(pyte.modes.DECAWM)  # as Textual sets the terminal up
    stream = pyte.Stream(screen)
    for output in outputs:
        stream.feed(output)
    cells = [screen.buffer[y][x] for y in range(HEIGHT) for x in range(WIDTH)]
    return [*cells, screen.cursor.attrs._replace(data=" ")]


@given(OUTPUTS)
def test_the_screen_shows_the_same(outputs: list[str]) -> None:
    lean = LeanOutput()
    shortened = [lean.shorten(output) for output in outputs]
    assert shown(shortened) == shown(outputs)
    assert shown(["".join(shortened)]) == shown(outputs)


@given(st.lists(st.tuples(st.text("aЖ ", max_size=4), STYLES), max_size=6))
def test_it_is_never_longer(pieces: list[tuple[str, str]]) -> None:
    output = "".join(f"{style}{text}\x1b[0m" for text, style in pieces)
    assert len(LeanOutput().shorten(output)) <= len(output)


def test_lines_in_one_style_name_their_colors_once() -> None:
    style = Style(color="#e0e0e0", bgcolor="#121212")
    line = Strip([Segment("call", style)]).render(CONSOLE)
    output = "\n".join(f"\x1b[{y};1H{line}\x1b[{y};12H" for y in range(1, 4))
    assert LeanOutput().shorten(output) == (
        "\x1b[1;1H\x1b[38;2;224;224;224;48;2;18;18;18mcall"
        "\x1b[2;1Hcall\x1b[3;1Hcall\x1b[3;12H\x1b[m"
    )


def test_what_is_neither_a_style_nor_a_move_is_sent_as_it_is() -> None:
    output = "\x1b[?2026h\x1b]0;crm\x07one\ntwo\r\n\x1b[6n\x1b[1A"
    assert LeanOutput().shorten(output) == output


@pytest.mark.parametrize("code", ["53", "4:3", "58;5;1", "73"])
def test_what_no_code_is_known_to_switch_off_is_switched_off_by_a_reset(code: str) -> None:
    assert change(styled(PLAIN, f"1;{code}"), styled(PLAIN, "1")) in ("\x1b[0;1m", "\x1b[55m")


@given(OUTPUTS)
def test_without_colours_none_are_sent(outputs: list[str]) -> None:
    lean = LeanOutput(with_colors=False)
    cells = shown([lean.shorten(output) for output in outputs])
    assert {(cell.fg, cell.bg) for cell in cells} == {("default", "default")}
    assert [cell.data for cell in cells] == [cell.data for cell in shown(outputs)]


@pytest.mark.parametrize(
    ("front", "ground", "code"),
    [
        ("224;224;224", "18;18;18", ""),
        ("203;203;203", "45;45;45", ""),
        ("121;121;121", "39;39;39", "2"),  # a hint in an empty field
        ("234;234;234", "101;101;101", "7"),  # the row under the cursor
        ("18;18;18", "224;224;224", "7"),  # the cursor in a field
        ("186;60;91", "18;18;18", ""),  # what is overdue
    ],
)
def test_what_shades_have_told_is_told_by_attributes(front: str, ground: str, code: str) -> None:
    sent = LeanOutput(with_colors=False).shorten(f"\x1b[38;2;{front};48;2;{ground}mtext\x1b[0m")
    assert sent == (f"\x1b[{code}mtext\x1b[m" if code else "text")


@pytest.mark.parametrize(
    ("style", "code"),
    [
        ("38;5;254;48;5;233", ""),
        ("38;5;243;48;5;235", "2"),
        ("38;5;255;48;5;241", "7"),
        ("38;5;231;48;5;59", "7"),
        ("97;40", ""),
        ("31;40", ""),
        ("90;40", "2"),
        ("30;47", "7"),
    ],
)
def test_terminals_of_fewer_colours_are_told_the_same(style: str, code: str) -> None:
    sent = LeanOutput(with_colors=False).shorten(f"\x1b[{style}mtext\x1b[0m")
    assert sent == (f"\x1b[{code}mtext\x1b[m" if code else "text")


def test_bold_and_dim_go_off_together() -> None:
    both = Look("", "", frozenset("12"))
    assert change(both, Look("31", "44", frozenset("2"))) == "\x1b[0;2;31;44m"
    assert change(both._replace(color="31"), Look("31", "", frozenset("2"))) == "\x1b[22;2m"


def test_a_frame_is_sent_at_once_and_all_else_as_it_comes() -> None:
    lean = LeanOutput()
    sent = [lean.pass_on(text) for text in ("a", "\x1b[?2026h", "b", "c", "\x1b[?2026l", "d")]
    assert sent == ["a", "", "", "", "\x1b[?2026hbc\x1b[?2026l", "d"]
