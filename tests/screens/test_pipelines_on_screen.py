"""Pipelines in the settings: their stages, what each asks for, and the funnel beside."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager

import pytest
from desk import Desk, at, in_settings

from screens.settings.pipelines import BAR_CELLS, PipelinesScreen
from screens.tick_dialog import TickDialog
from services.activities.templates import add_template
from services.context import Context
from services.deals.pipelines import StageView, find_pipeline, find_stage, list_pipelines
from services.deals.shaping import stage_tasks
from services.records.use_cases import add_record
from widgets.bars import StatusLine
from widgets.facts import FactsPane

SIZES = [(120, 40), (80, 24), (40, 30)]


class Pipelines(Desk):
    """The program with the pipelines in view."""

    @property
    def page(self) -> PipelinesScreen:
        return next(s for s in self.app.screen_stack if isinstance(s, PipelinesScreen))

    def said(self) -> str:
        return self.page.query_one(StatusLine).text

    def facts(self) -> str:
        return str(self.page.query_one(FactsPane).blocks)

    async def go_to_stage(self, pipeline: str, label: str) -> None:
        """Put the cursor on a stage of a pipeline."""
        await self.press("h")
        self.page.groups.move_to(pipeline)
        await self.pilot.pause()
        await self.press("enter")
        assert self.page.pipeline is not None
        (code,) = [one.code for one in self.page.pipeline.stages if one.label == label]
        self.page.members.move_to(code)
        await self.until(lambda: self.facts().startswith(f"(Block(title='{label}'"))

    async def tick(self, *labels: str) -> None:
        """Tick lines of the dialog that is open, or take their ticks away, and keep that."""
        await self.until(lambda: isinstance(self.app.screen, TickDialog))
        dialog = self.app.screen
        assert isinstance(dialog, TickDialog)
        codes = {label: code for code, label in dialog.choices.items()}
        for label in labels:
            dialog.line_list.move_to(codes[label])
            await self.press("space")
        await self.press("enter")
        await self.until(lambda: self.app.screen is self.page)


def among_pipelines(
    context: Context, size: tuple[int, int] = (120, 40)
) -> AbstractAsyncContextManager[Pipelines]:
    """Open the program and go to the pipelines by keys."""
    return in_settings(context, "pipelines", PipelinesScreen, Pipelines, size)


def stage(context: Context, code: str) -> StageView:
    return find_stage(context, code)


@pytest.mark.row("IMPL-06", "REP-04", "IMPL-01")
@pytest.mark.parametrize("size", SIZES)
async def test_the_funnel_stands_beside_the_stages(context: Context, size: tuple[int, int]) -> None:
    for code, amount, currency in (("new", "7", "EUR"), ("new", "5", "EUR"), ("won", "3", "KZT")):
        data = {"title": "Chairs", "stage": code, "amount": amount, "currency": currency}
        add_record(context, "deal", data)
    async with among_pipelines(at(context), size) as desk:
        await desk.press("enter")
        await desk.until(lambda: "Funnel" in desk.facts())
        await desk.until_shown("New request", "Finding the need")
        assert f"('New request', '{'█' * BAR_CELLS} 2 · 12 €')" in desk.facts().replace(
            "\\xa0", " "
        )
        assert "left out, no rate: KZT" in desk.facts()
        await desk.press("h", "j")
        await desk.until(lambda: "('Request', '0')" in desk.facts())
        add_record(context, "deal", {"title": "Lamps", "stage": "goods_request"})
        desk.app.notice_changes()
        await desk.until(lambda: f"('Request', '{'█' * BAR_CELLS} 1')" in desk.facts())


@pytest.mark.row("DEAL-02")
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_pipeline_is_added_renamed_moved_and_taken_out_of_use(
    context: Context, size: tuple[int, int]
) -> None:
    ours = at(context)
    async with among_pipelines(ours, size) as desk:
        await desk.open("n")
        await desk.press("ctrl+s")
        await desk.until_shown("A pipeline needs a name")
        await desk.put("label", "Lease")
        await desk.put("like", "3")
        await desk.save()
        await desk.until_said("Added")
        assert [one.label for one in list_pipelines(ours)][-1] == "Lease"
        assert len(find_pipeline(ours, "lease").stages) == 8
        await desk.until_shown("Lease", "First request")
        await desk.press("less_than_sign")
        await desk.until_said("Moved")
        assert [one.code for one in list_pipelines(ours)][3] == "lease"
        await desk.open("e")
        await desk.put("label", "Long lease")
        await desk.save()
        await desk.until_said("Changed")
        assert find_pipeline(ours, "lease").label == "Long lease"
        await desk.press("x")
        await desk.until_said("out of use")
        assert "lease" not in [one.code for one in list_pipelines(ours)]
        await desk.press("r")
        await desk.until_said("no other name")
        await desk.press("delete")
        await desk.until_said("A pipeline is not deleted")
        await desk.press("u")
        await desk.until(lambda: "lease" in [one.code for one in list_pipelines(ours)])


@pytest.mark.row("IMPL-06", "CALL-10", "DEAL-15")
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_stage_says_what_is_to_be_done_and_said(
    context: Context, size: tuple[int, int]
) -> None:
    ours = at(context)
    async with among_pipelines(ours, size) as desk:
        await desk.go_to_stage("services", "Service")
        await desk.open("e")
        assert desk.form()["hint"] == "The work is done; keep the client informed."
        await desk.put("hint", "Tell the client each Friday.")
        await desk.put("script", "How does it go?")
        await desk.put("check_list", "Act drafted")
        await desk.put("probability", "much")
        await desk.go_to("hint")
        await desk.press("ctrl+s")
        await desk.until_shown("! “much” is not understood as a number")
        assert desk.field() == "probability", "what is said stands under the field"
        await desk.put("probability", "88")
        await desk.save()
        await desk.until_said("Changed")
        shown = stage(ours, "service_work")
        assert (shown.hint, shown.script) == ("Tell the client each Friday.", "How does it go?")
        assert (shown.check_list, shown.probability) == (("Act drafted",), 88)
        await desk.until(lambda: "Tell the client each Friday." in desk.facts())
        assert desk.page.value is not None
        assert desk.page.value.code == "service_work", "the cursor stays on its stage"
        await desk.press("u")
        await desk.until(lambda: stage(ours, "service_work").probability == 85)


@pytest.mark.row("IMPL-02", "IMPL-07")
async def test_needed_fields_and_tasks_are_ticked(context: Context) -> None:
    ours = at(context)
    async with among_pipelines(ours) as desk:
        await desk.press("f")
        await desk.until_said("Go to a stage first")
        await desk.go_to_stage("general", "Offer")
        await desk.press("f")
        await desk.tick("Amount", "Company")
        await desk.until_said("Changed")
        assert stage(ours, "offer").needs == ("amount", "company")
        await desk.until(lambda: "Amount, Company" in desk.facts())
        await desk.press("t")
        await desk.until_said("There is no template for everybody yet")
        add_template(context, {"title": "Send papers", "is_shared": True})
        await desk.press("t")
        await desk.tick("Send papers")
        await desk.until_said("Changed")
        assert [one.title for one in stage_tasks(ours, stage(ours, "offer").id)] == ["Send papers"]
        await desk.until(lambda: "Send papers" in desk.facts())
        await desk.press("f")
        await desk.until(lambda: isinstance(desk.app.screen, TickDialog))
        await desk.press("space", "escape")
        assert stage(ours, "offer").needs == ("amount", "company")


@pytest.mark.row("DEAL-02")
async def test_stages_are_added_moved_and_deleted_with_a_place_for_their_deals(
    context: Context,
) -> None:
    ours = at(context)
    add_record(ours, "deal", {"title": "Lamp", "stage": "shop_paid"})
    async with among_pipelines(ours) as desk:
        await desk.go_to_stage("shop", "Paid")
        await desk.open("n")
        await desk.put("label", "Packed")
        await desk.put("probability", "93")
        await desk.save()
        await desk.until_said("Added")
        assert find_pipeline(ours, "shop").stages[-1].label == "Packed"
        await desk.press("less_than_sign")
        await desk.until(lambda: find_pipeline(ours, "shop").stages[-2].label == "Packed")
        await desk.until_idle()
        await desk.go_to_stage("shop", "Paid")
        await desk.press("delete")
        await desk.until_shown("1 deal is at “Paid”: say to which stage it goes.", "To stage")
        await desk.until_dialog()
        await desk.put("to", "Packed")
        await desk.save()
        await desk.until_said("“Paid” is deleted")
        assert [one.label for one in find_pipeline(ours, "shop").stages][2] != "Paid"


@pytest.mark.row("DEAL-02")
async def test_others_see_the_pipelines_and_are_told_who_may_change_them(other: Context) -> None:
    async with among_pipelines(at(other)) as desk:
        for key in ("n", "e", "y", "x", "greater_than_sign"):
            desk.page.say("")
            await desk.press(key)
            await desk.until_said("Only an administrator may change dictionaries")
        await desk.go_to_stage("services", "Service")
        for key in ("n", "e", "f", "t", "x"):
            desk.page.say("")
            await desk.press(key)
            await desk.until_said("anna")
