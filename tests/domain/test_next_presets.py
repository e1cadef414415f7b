"""One letter stands for a usual next step, in every language and keyboard layout."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from gettext import NullTranslations
from zoneinfo import ZoneInfo

import pytest

from crm_tui.translations import load
from domain import i18n
from domain.dates.when import When, parse_when
from domain.i18n import LANGUAGES
from domain.key_layouts import in_other_layout
from domain.next_presets import NEXT_PRESETS, preset_of
from services.activities.planning import _KIND_WORDS

WEDNESDAY = datetime(2026, 5, 6, 14, 37, tzinfo=ZoneInfo("Europe/Warsaw"))


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each interface language in turn, in force."""
    load(request.param)
    yield request.param
    i18n.install("en", NullTranslations())


@pytest.mark.row("CALL-05")
def test_the_letters_stand_for_the_usual_times() -> None:
    meant = {p.letter: parse_when(p.text_at(WEDNESDAY), WEDNESDAY) for p in NEXT_PRESETS}
    assert meant == {
        "q": When(date(2026, 5, 6), time(14, 52)),
        "h": When(date(2026, 5, 6), time(15, 37)),
        "t": When(date(2026, 5, 7), time(10)),
        "d": When(date(2026, 5, 7), time(14, 37)),
        "m": When(date(2026, 5, 11), time(10)),
        "w": When(date(2026, 5, 13), time(10)),
    }


def test_every_language_has_a_letter_of_its_own_for_each(language: str) -> None:
    letters = [preset.letter for preset in NEXT_PRESETS]
    assert len(set(letters)) == len(NEXT_PRESETS)
    for preset in NEXT_PRESETS:
        assert preset.letter == preset.letter.lower()
        assert len(preset.letter) == 1
        assert preset.label
        assert preset_of(preset.letter) is preset_of(f" {preset.letter.upper()} ") is preset


def test_a_letter_works_with_the_keyboard_in_the_other_layout(language: str) -> None:
    own = {preset.letter for preset in NEXT_PRESETS}
    for preset in NEXT_PRESETS:
        other = in_other_layout(preset.letter)
        if other and other not in own:
            assert preset_of(other) is preset


def test_english_letters_work_where_the_language_leaves_them_free(language: str) -> None:
    own = {preset.letter for preset in NEXT_PRESETS}
    taken = own | {in_other_layout(letter) for letter in own}
    for preset in NEXT_PRESETS:
        if preset.code not in taken:
            assert preset_of(preset.code) is preset


@pytest.mark.parametrize("text", ["", " ", "x", "tt", "t10", "1", "ё"])
def test_other_texts_are_no_letter(text: str) -> None:
    assert preset_of(text) is None


def test_no_letter_is_a_kind_of_activity(language: str) -> None:
    assert not {preset.letter for preset in NEXT_PRESETS} & set(_KIND_WORDS)
