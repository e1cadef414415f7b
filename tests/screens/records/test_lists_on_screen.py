"""The lists of clients and activities: kinds, columns, their order, and what stands in a row."""

from __future__ import annotations

import pytest

from domain.records.kinds import KINDS
from screens.records.records_area import KINDS_SHOWN
from services.context import Context
from services.dictionaries.changing import ValueEdit, change_value
from services.users import add_user
from tests.screens.desk import at, plan
from tests.screens.records.clients import add, among_clients


@pytest.mark.row("VIEW-02", "COMP-06", "LEAD-12")
async def test_each_kind_opens_with_its_first_view(context: Context) -> None:
    context = at(context)
    add(context, "contact", "Ivanov")
    add(context, "company", "Vega")
    add(context, "lead", "From the fair")
    add(context, "lead", "A joke", status="junk", junk_reason="spam")
    add(context, "activity", "ask about the contract")
    add(context, "activity", "was asked", done_at="2026-11-20 10:00")
    expected = {
        "contact": ("All", ["Ivanov"], "1 record"),
        "company": ("All", ["Vega"], "1 record"),
        "lead": ("In progress", ["From the fair"], "1 record"),
        "activity": ("To do", ["ask about the contract"], "1 record"),
    }
    async with among_clients(context) as desk:
        for kind in KINDS_SHOWN:
            await desk.show(kind)
            assert (desk.view(), desk.names()) == expected[kind][:2]
            await desk.until(lambda kind=kind: desk.kind_line().rstrip().endswith("1 record"))
            assert f"[{KINDS[kind].plural_label}]" in desk.kind_line()
        await desk.press("right_square_bracket")
        assert desk.area.kind() == "contact"
        await desk.press("left_square_bracket")
        assert desk.area.kind() == "activity"


@pytest.mark.row("LEAD-12")
async def test_junk_leads_are_in_a_view_of_their_own(context: Context) -> None:
    add(context, "lead", "From the fair")
    add(context, "lead", "A joke", status="junk", junk_reason="spam")
    async with among_clients(at(context)) as desk:
        await desk.show("lead")
        assert desk.names() == ["From the fair"]
        await desk.choose_view("Junk leads")
        assert desk.names() == ["A joke"]
        await desk.choose_view("All")
        assert desk.names() == ["A joke", "From the fair"]


@pytest.mark.row("ACT-09", "ACT-11", "A18")
async def test_what_is_next_stands_in_the_row_and_is_marked_when_late(context: Context) -> None:
    context = at(context)
    late = add(context, "company", "Late")
    soon = add(context, "company", "Soon")
    add(context, "company", "Without")
    plan(context, "ask", "2026-11-21 10:00", companies=[str(late)])
    plan(context, "then", "2026-11-25", companies=[str(late)])
    plan(context, "show sofas", "2026-11-24 15:00", companies=[str(soon)])
    async with among_clients(context) as desk:
        await desk.show("company")
        late_row, soon_row, without = desk.rows()
        assert "! ask, 2 d late" in late_row
        assert "! " not in soon_row
        assert "show sofas, tomorrow" in soon_row
        assert "anna" in without
        assert "," not in without
        await desk.choose_view("Without a next step")
        assert desk.names() == ["Without"]


@pytest.mark.row("ACT-11", "A18")
async def test_late_activities_are_marked_in_their_list_and_done_ones_are_not(
    context: Context,
) -> None:
    context = at(context)
    plan(context, "late", "2026-11-21 10:00")
    plan(context, "later", "2026-11-25 10:00")
    plan(context, "was done", "2026-11-20 10:00", done_at="2026-11-20 11:00")
    async with among_clients(context) as desk:
        await desk.show("activity")
        await desk.choose_view("All")
        rows = dict(zip(desk.names(), desk.rows(), strict=True))
        assert [name for name, row in rows.items() if "! " in row] == ["late"]
        # A column that is not shown decides all the same.
        await desk.arrange("Name or title, Deadline")
        assert "Done" not in desk.header()
        rows = dict(zip(desk.names(), desk.rows(), strict=True))
        assert [name for name, row in rows.items() if "! " in row] == ["late"]


@pytest.mark.row("VIEW-01")
@pytest.mark.parametrize("keys", [("right", "left"), ("l", "h"), ("д", "р")])
async def test_columns_scroll_and_the_first_one_stays(
    context: Context, keys: tuple[str, str]
) -> None:
    right, left = keys
    add(
        context,
        "contact",
        "Ivanov",
        phones=["8 916 123-45-67"],
        emails=["p.ivanov@romashka.example"],
        companies=["Vega"],
        city="Moscow",
    )
    async with among_clients(at(context), size=(60, 24)) as desk:
        titles = desk.header()
        assert titles.startswith("Name or title")
        assert "City" not in titles
        for _press in range(9):
            await desk.press(right)
        assert desk.header().startswith("Name or title")
        assert desk.header().endswith("Changed")
        assert "Phones" not in desk.header()
        assert desk.names() == ["Ivanov"]
        assert "Moscow" in desk.rows()[0]
        for _press in range(9):
            await desk.press(left)
        assert desk.header() == titles


async def test_columns_that_are_all_in_view_do_not_scroll(context: Context) -> None:
    add(context, "contact", "Ivanov")
    async with among_clients(at(context)) as desk:
        titles = desk.header()
        await desk.press("right")
        assert desk.header() == titles
        assert desk.said() == "All columns are in view."


@pytest.mark.row("VIEW-01")
@pytest.mark.parametrize("width", [40, 60, 80, 120])
async def test_the_first_column_is_shown_whole_where_there_is_room(
    context: Context, width: int
) -> None:
    name = "Very long name of a company which goes on"
    add(context, "company", name)
    add(context, "company", "Vega")
    async with among_clients(at(context), size=(width, 24)) as desk:
        await desk.show("company")
        shown = desk.names()[1].rstrip("…")
        assert name.startswith(shown)
        assert len(shown) >= min(29, width // 2 - 4)
        assert "Next step" in desk.header()
        await desk.until(lambda: desk.text().splitlines()[1].endswith((" 2", " 2 records")))
        await desk.press("m")
        marked = "+1 · 2" if width <= 60 else "1 marked · 2 records"
        await desk.until(lambda: desk.text().splitlines()[1].endswith(f" {marked}"))
        assert "[Companies]" in desk.text()
        assert all(len(line) <= width for line in desk.text().splitlines())


@pytest.mark.row("VIEW-01", "COMP-06")
async def test_columns_and_order_are_chosen_from_a_list(context: Context) -> None:
    context = at(context)
    for title, turnover, city in (("Alfa", 5, "Omsk"), ("Beta", 90, "Perm"), ("Gama", 7, "Omsk")):
        add(context, "company", title, annual_turnover=turnover, currency="PLN", city=city)
    async with among_clients(context) as desk:
        await desk.show("company")
        await desk.arrange("Name or title, Annual turnover, City", "-Annual turnover")
        assert desk.header().split() == ["Title", "Annual", "turnover", "City"]
        assert desk.names() == ["Beta", "Gama", "Alfa"]
        assert desk.row() == "Beta"
        # The amounts have their currency though its column is not shown.
        assert desk.rows()[0] == "> Beta 90 zł Perm"
        await desk.until(lambda: "3 records · 102 zł" in desk.kind_line())
        await desk.narrow("city:omsk")
        await desk.until(lambda: "2 records · 12 zł" in desk.kind_line())
        await desk.show("contact")
        assert "zł" not in desk.kind_line()


@pytest.mark.row("ACT-08", "B10")
async def test_the_activities_of_a_colleague_are_found_by_sorting_and_by_filtering(
    context: Context,
) -> None:
    context = at(context)
    add_user(context, "celina", "Celina Dul")
    for who in ("boris", "anna", "celina", "boris"):
        plan(context, f"of {who}", "2026-11-25 10:00", responsible=who)
    async with among_clients(context) as desk:
        await desk.show("activity")
        await desk.arrange(sort="Responsible")
        assert desk.names() == ["of anna", "of celina", "of boris", "of boris"]
        await desk.narrow(" responsible:boris")
        assert desk.names() == ["of boris", "of boris"]


@pytest.mark.row("DICT-01", "LEAD-03")
async def test_a_status_is_shown_in_its_colour(context: Context) -> None:
    change_value(context, "lead_status", "in_processing", ValueEdit(color="green"))
    for title in ("Chairs", "Tables"):
        add(context, "lead", title, status="in_processing")
    async with among_clients(context) as desk:
        await desk.show("lead")
        shown = desk.area.record_list
        await desk.press("g")
        lines = [shown.render_line(y) for y in range(1, shown.size.height)]
        line = next(line for line in lines if "In pro" in line.text and line.text[0] != ">")
        (status,) = [segment for segment in line if segment.text.startswith("In pro")]
        green = shown.get_component_rich_style("record-list--good")
        assert status.style is not None
        assert status.style.color == green.color


@pytest.mark.row("ACT-10", "ACT-12", "VIEW-07")
async def test_activities_are_finished_and_put_off_in_their_list(context: Context) -> None:
    context = at(context)
    for name in ("one", "three", "two"):
        plan(context, name, "2026-11-25 10:00")
    async with among_clients(context) as desk:
        await desk.press("x")
        assert desk.said() == "This is for activities: ] goes to their list."
        await desk.show("activity")
        await desk.open("x")
        await desk.until_shown("Done: one")
        await desk.put("result", "agreed")
        await desk.save()
        await desk.until(lambda: desk.names() == ["three", "two"])
        assert desk.said() == "Done. u takes it back."
        await desk.press("m", "m")
        await desk.open("p")
        await desk.until_shown("Later: 2 activities")
        await desk.put("due", "26.11 12:00")
        await desk.save()
        await desk.until(lambda: all("Thu 12:00" in row for row in desk.rows()))
        assert desk.marked() == []
        await desk.press("exclamation_mark")
        await desk.until(lambda: desk.said() == "Important now.")
        await desk.choose_view("Done")
        await desk.press("x")
        await desk.until(lambda: desk.said() == "Open again: one. u takes it back.")
        await desk.choose_view("To do")
        assert "one" in desk.names()
        await desk.press("full_stop")
        await desk.until_shown("Activity: put it off")


@pytest.mark.row("ACT-12", "CALL-01")
async def test_a_planned_call_is_made_from_the_list_of_activities(context: Context) -> None:
    context = at(context)
    ivanov = add(context, "contact", "Ivanov")
    plan(context, "ask about the contract", "2026-11-23 10:00", contacts=[str(ivanov)])
    async with among_clients(context) as desk:
        await desk.show("activity")
        await desk.open("c")
        await desk.until_shown("Ivanov", "ask about the contract")
        await desk.save()
        await desk.until(lambda: desk.area.row_reference() is None)
