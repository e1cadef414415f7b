"""The bar of stages at any width."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from widgets.stage_line import fit_stages
from widgets.tab_line import Tab

TITLES = st.lists(st.text("abcd жё界", min_size=1, max_size=24), min_size=1, max_size=12)


@given(TITLES, st.integers(0, 11), st.integers(1, 200))
def test_the_present_stage_is_always_there_and_all_fits(
    titles: list[str], place: int, width: int
) -> None:
    stages = [Tab(str(number), title) for number, title in enumerate(titles)]
    present = stages[place % len(stages)]
    fitted = fit_stages(stages, present.name, width)
    assert present.name in [name for name, _text in fitted]
    assert sum(cell_len(text) for _name, text in fitted) + 3 * (len(fitted) - 1) <= width
    assert [name for name, _text in fitted] == sorted((n for n, _t in fitted), key=int)


def test_titles_of_others_are_cut_before_any_is_left_out() -> None:
    stages = [Tab("a", "New request"), Tab("b", "Offer"), Tab("c", "Agreeing")]
    assert fit_stages(stages, "b", 80) == [
        ("a", "New request"),
        ("b", "[Offer]"),
        ("c", "Agreeing"),
    ]
    assert fit_stages(stages, "b", 24) == [("a", "New …"), ("b", "[Offer]"), ("c", "Agre…")]
    assert fit_stages(stages, "b", 10) == [("b", "[Offer]")]
