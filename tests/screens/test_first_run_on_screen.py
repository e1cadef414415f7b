"""What is asked when the program is opened for the first time, and what comes of the answers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from gettext import NullTranslations
from pathlib import Path

import pytest
from calendars import GOOGLE
from desk import Desk, at, at_desk, count

from crm_tui.app import Ending
from crm_tui.first_run import is_first_run, welcome
from crm_tui.settings import load_settings, settings_path
from domain import i18n
from screens.first_run import Beginning, FirstRun
from services.context import Context
from services.currencies.rates import base_currency, report_currency
from services.records.use_cases import add_record
from services.users import list_users

BOOK = """\
BEGIN:VCARD
VERSION:3.0
N:Kowalska;Łucja;;;
FN:Łucja Kowalska
TEL;TYPE=CELL:501 234 567
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:Nowak;Jan;;;
FN:Jan Nowak
END:VCARD
"""
CARDS = 6000


@pytest.fixture(autouse=True)
def new_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine on which nothing was set yet; whoever follows speaks English again."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    yield
    i18n.install("en", NullTranslations())


@asynccontextmanager
async def welcomed(context: Context, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Desk]:
    """Open the program for the first time, and wait for the questions."""
    assert is_first_run(context)
    async with at_desk(at(context), begin=welcome, size=size) as desk:
        await desk.until(lambda: isinstance(desk.app.screen, FirstRun))
        await desk.until_dialog()
        yield desk


def name_of(context: Context) -> str:
    """Return the name of the person at work, as it is kept."""
    return next(u.name for u in list_users(context) if u.id == context.actor.user_id)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 30)])
async def test_the_answers_are_kept(context: Context, size: tuple[int, int]) -> None:
    async with welcomed(context, size) as desk:
        assert desk.field() == "name"
        # The machine is in Warsaw.
        assert desk.form()["region"] == "PL"
        for field, text in (
            ("name", "Anna Petrova"),
            ("language", "3"),
            ("zone", "warszawa"),
            ("region", "Polska"),
            ("way", "3"),
        ):
            await desk.put(field, text)
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.app.return_value is Ending.RESTART)
        # In the language that was answered.
        assert desk.app.said_at_end.startswith("Sumy i ceny są w PLN")
    settings = load_settings({}, {})
    assert (settings.language, settings.time_zone) == ("pl", "Europe/Warsaw")
    assert settings.region == "PL"
    assert base_currency(context) == report_currency(context) == "PLN"
    assert name_of(context) == "Anna Petrova"
    assert not is_first_run(context)


@pytest.mark.row("IMPEX-03")
async def test_an_address_book_is_read_in(context: Context, tmp_path: Path) -> None:
    book = tmp_path / "contacts.vcf"
    book.write_text(BOOK, encoding="utf-8")
    assert context.region != "PL"
    async with welcomed(context) as desk:
        await desk.put("way", "3")
        dialog = desk.app.screen
        assert isinstance(dialog, FirstRun)
        # Enter comes before the form has been told what was typed.
        dialog.field("way").value = "1"
        dialog.action_go_on()
        assert desk.field() == "path"
        await desk.type(str(book))
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.app.return_value is Ending.RESTART)
        assert desk.app.said_at_end.startswith(
            "2 contacts were read in. ^P finds them, ^L takes a call. Sums and prices are in PLN"
        )
    assert count(context, "contact") == 2
    # Its numbers are of the country that was answered, not of that of the start.
    phones = context.database.reader().execute("SELECT e164 FROM contact_point").fetchall()
    assert [row[0] for row in phones] == ["+48501234567"]


async def test_editing_keys_in_one_go_edit_the_field_they_are_typed_into(
    context: Context,
) -> None:
    async with welcomed(context) as desk:
        assert desk.field() == "name"
        await desk.type("\x15Jan\x7f\x7fun\r\x153\r\r\x15pl\r1\r")
        await desk.until(lambda: desk.field() == "path")
        form = desk.form()
        assert (form["name"], form["region"], form["language"]) == ("Jun", "pl", "Polski")


@pytest.mark.row("PORT-07")
async def test_a_calendar_is_read_in(context: Context, tmp_path: Path) -> None:
    path = tmp_path / "calendar.ics"
    path.write_text(GOOGLE, encoding="utf-8")
    async with welcomed(context) as desk:
        await desk.put("way", "1")
        await desk.press("enter")
        await desk.until(lambda: desk.field() == "path")
        await desk.type(str(path))
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.app.return_value is Ending.RESTART)
        assert desk.app.said_at_end.startswith(
            "3 meetings were read in. “Планёрка с клиентом” recurs: 3 meetings were made, the last "
            "on 25 May 2026."
        )
    assert count(context, "activity") == 3


@pytest.mark.row("CAT-01")
async def test_a_catalog_is_read_in(context: Context, tmp_path: Path) -> None:
    path = tmp_path / "goods.csv"
    path.write_text("Name;Price\nDesk;5\nChair;dear\n", encoding="utf-8")
    async with welcomed(context) as desk:
        await desk.put("way", "1")
        await desk.press("enter")
        await desk.until(lambda: desk.field() == "path")
        await desk.type(str(path))
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.app.return_value is Ending.RESTART)
        assert desk.app.said_at_end.startswith("2 products were read in. Line 3: Chair:")
    assert count(context, "product") == 2


async def test_the_demo_is_looked_at_first(context: Context) -> None:
    async with welcomed(context) as desk:
        await desk.put("way", "demo")
        await desk.put("way", "2")
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.app.return_value is Ending.DEMO)


@pytest.mark.row("CUR-02")
@pytest.mark.parametrize(
    ("locale", "zone", "country", "currency"),
    [
        ("C.UTF-8", "Europe/Warsaw", "PL", "PLN"),
        ("en_US.UTF-8", "Asia/Almaty", "KZ", "KZT"),
        ("ru_RU.UTF-8", "UTC", "RU", "RUB"),
    ],
)
async def test_whoever_leaves_the_questions_is_not_asked_again(
    context: Context,
    monkeypatch: pytest.MonkeyPatch,
    locale: str,
    zone: str,
    country: str,
    currency: str,
) -> None:
    monkeypatch.setenv("LANG", locale)
    monkeypatch.setenv("TZ", zone)
    said = f"of {country}, sums and prices in {currency}: the settings (0) change both."
    async with welcomed(context) as desk:
        await desk.press("escape")
        await desk.until_closed()
        if country == "RU":
            await desk.until_shown("Nothing is planned.", said)
        else:
            await desk.until(lambda: desk.app.return_value is Ending.RESTART)
            assert said in desk.app.said_at_end
    assert load_settings({}, {}).region == country
    assert base_currency(context) == report_currency(context) == currency
    assert not is_first_run(context)


async def test_the_country_that_was_set_counts_before_what_is_likely(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRM_REGION", "DE")
    settings = load_settings({})
    assert is_first_run(context)
    async with at_desk(at(context), begin=welcome, settings=settings) as desk:
        await desk.until(lambda: isinstance(desk.app.screen, FirstRun))
        assert desk.form()["region"] == "DE"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("zone", "Mars/Base", "Mars/Base"),
        ("region", "Pologne", "There is no country “Pologne”."),
        ("language", "xx", "English, Русский, Polski"),
    ],
)
async def test_what_does_not_fit_is_said_under_the_field(
    context: Context, field: str, typed: str, sentence: str
) -> None:
    async with welcomed(context) as desk:
        await desk.put("way", "3")
        await desk.put(field, typed)
        await desk.press("ctrl+s")
        await desk.until_shown("! ")
        await desk.until_shown(sentence)
        assert desk.field() == field


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("/no/such/book.vcf", "There is no file /no/such/book.vcf."),
        ("~nobody-here/book.vcf", "There is no file ~nobody-here/book.vcf."),
        ("/" + "x" * 300, "There is no file"),
        ("", "Type the path"),
    ],
)
async def test_an_address_book_that_is_not_there_is_told(
    context: Context, typed: str, sentence: str
) -> None:
    async with welcomed(context) as desk:
        await desk.put("way", "1")
        await desk.press("enter")
        await desk.until(lambda: desk.field() == "path")
        await desk.type(typed)
        await desk.press("ctrl+s")
        await desk.until_shown(f"! {sentence}")
        assert desk.field() == "path"
        assert not settings_path().exists()


async def test_who_has_worked_already_is_not_asked(context: Context) -> None:
    add_record(context, "contact", {"last_name": "Ivanov"})
    assert not is_first_run(context)


@pytest.mark.row("IMPEX-03")
async def test_escape_ends_the_reading_of_an_address_book(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = at(context)
    book = tmp_path / "book.vcf"
    card = "BEGIN:VCARD\nVERSION:3.0\nN:Name{0};;;;\nFN:Name{0}\nTEL:+7916{0:07}\nEND:VCARD\n"
    book.write_text("".join(card.format(number) for number in range(CARDS)), encoding="utf-8")
    known = {"language": "en", "time_zone": "", "region": "RU"}
    answers: list[Beginning | None] = []
    async with at_desk(context) as desk:
        desk.app.push_screen(FirstRun(lambda _name, _text: None, known), answers.append)
        await desk.until_dialog()
        await desk.put("way", "read")
        await desk.put("path", str(book))
        dialog = desk.app.screen
        assert isinstance(dialog, FirstRun)
        say, told = dialog.say, list[str]()

        def escape_once(sentence: str, *, is_wrong: bool = False) -> None:
            say(sentence, is_wrong=is_wrong)
            told.append(sentence)
            if sentence.endswith("read. Esc ends it.") and len(told) == 1:
                dialog.action_leave()

        monkeypatch.setattr(dialog, "say", escape_once)
        await desk.press("ctrl+s")
        await desk.until_shown("Ended. Nothing was changed.")
        assert count(context, "contact") == 0
        await desk.press("escape")
        await desk.until_closed()
    assert answers == [None]
