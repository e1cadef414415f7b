"""The pipelines of deals that every new database comes with (FEATURES DEAL-02, DEAL-23, IMPL-01).

Codes of stages are unique over all pipelines, so that a code alone names a stage. Names and hints
are message ids.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from domain.dictionaries import STAGES
from domain.i18n import N_

IN_PROGRESS, WON, LOST = "in_progress", "won", "lost"
"""What a stage means: the deal is under way, or is over with success or without."""

STALE_DAYS: Final = 30
"""After so many days at a stage where it is under way a deal is stale, unless the stage says
otherwise."""

STALE_SETTING: Final = "stale_days."
"""How the setting begins that holds the days of a stage; its key in capital hex digits follows."""


def stale_setting(stage: UUID) -> str:
    """Return the name of the setting that holds after how many days deals of a stage are stale."""
    return STALE_SETTING + stage.hex.upper()


def stale_before(now: datetime, days: int) -> datetime:
    """Return the moment before which a deal came to its stage that was there for `days` days.

    Days end at midnight of the time zone of `now`; each is taken for 24 hours.
    """
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    return midnight.astimezone(UTC) - timedelta(days=days)


class ShippedStage(NamedTuple):
    """A stage of a shipped pipeline; `probability` in percent.

    `needs` are the fields that a deal is to have there (IMPL-02), `check_list` what is to be
    fulfilled by then (DEAL-15).
    """

    code: str
    name: str
    probability: int
    meaning: str = IN_PROGRESS
    hint: str = ""
    needs: tuple[str, ...] = ()
    check_list: tuple[str, ...] = ()


class ShippedPipeline(NamedTuple):
    """A shipped pipeline and its stages in order."""

    code: str
    name: str
    stages: tuple[ShippedStage, ...]


_FULFILLED = (
    N_("The client has got all that was agreed"),
    N_("Both sides have signed the closing documents"),
    N_("All is paid"),
)

GENERAL: Final = ShippedPipeline(
    "general",
    N_("General sale"),
    (
        ShippedStage("new", N_("New request"), 10),
        ShippedStage("need", N_("Finding the need"), 25),
        ShippedStage("offer", N_("Offer"), 50),
        ShippedStage("agreeing", N_("Agreeing"), 75),
        ShippedStage("won", N_("Won"), 100, WON, check_list=_FULFILLED),
        ShippedStage("lost", N_("Lost"), 0, LOST),
    ),
)

GOODS: Final = ShippedPipeline(
    "goods",
    N_("Sale of goods"),
    (
        ShippedStage(
            "goods_request", N_("Request"), 10, hint=N_("Find out who asks, and for what.")
        ),
        ShippedStage("goods_potential", N_("Potential deal"), 20),
        ShippedStage(
            "goods_offer", N_("Invoice and offer"), 40, hint=N_("Send both, and call the next day.")
        ),
        ShippedStage("goods_contract", N_("Contract"), 60, needs=("amount", "close_date")),
        ShippedStage("goods_documents", N_("Internal documents"), 70),
        ShippedStage("goods_shipment", N_("Shipment"), 80),
        ShippedStage("goods_payment", N_("Payment"), 90),
        ShippedStage("goods_won", N_("Closed and won"), 100, WON, check_list=_FULFILLED),
        ShippedStage("goods_lost", N_("Lost"), 0, LOST),
    ),
)

SERVICES: Final = ShippedPipeline(
    "services",
    N_("Services"),
    (
        ShippedStage(
            "service_request", N_("First request"), 10, hint=N_("Find out who asks, and for what.")
        ),
        ShippedStage(
            "service_need",
            N_("Finding the need"),
            25,
            hint=N_("Ask what is to be solved, by when, who decides, what it may cost."),
        ),
        ShippedStage(
            "service_offer",
            N_("Preparing the offer"),
            40,
            hint=N_("Make the offer out of what the client said, and send it."),
        ),
        ShippedStage(
            "service_agreeing",
            N_("Agreeing the offer"),
            60,
            hint=N_("Answer doubts; settle the sum and the day."),
            needs=("amount", "close_date"),
        ),
        ShippedStage(
            "service_work",
            N_("Service"),
            85,
            hint=N_("The work is done; keep the client informed."),
        ),
        ShippedStage(
            "service_closing",
            N_("Closing documents and review"),
            95,
            hint=N_("Have the act signed, and ask for a review."),
        ),
        ShippedStage("service_won", N_("Closed and won"), 100, WON, check_list=_FULFILLED),
        ShippedStage("service_lost", N_("Lost"), 0, LOST),
    ),
)

SHOP: Final = ShippedPipeline(
    "shop",
    N_("Online shop"),
    (
        ShippedStage("shop_order", N_("New order"), 30),
        ShippedStage("shop_confirmed", N_("Confirmed"), 60, needs=("amount",)),
        ShippedStage("shop_paid", N_("Paid"), 90),
        ShippedStage("shop_sent", N_("On its way"), 95),
        ShippedStage("shop_won", N_("Received"), 100, WON, check_list=_FULFILLED[:1]),
        ShippedStage("shop_lost", N_("Cancelled"), 0, LOST),
    ),
)

PIPELINES: Final = (GENERAL, GOODS, SERVICES, SHOP)
"""The shipped pipelines in order; deals begin in the first one unless another is named."""

SHIPPED_STAGES: Final = {stage.code: stage for one in PIPELINES for stage in one.stages}
"""The shipped stages by their codes."""


def stages_of(pipeline: str) -> str:
    """Return the code of the dictionary that the stages of a pipeline, by its code, are kept as."""
    return STAGES if pipeline == GENERAL.code else f"{STAGES}.{pipeline}"
