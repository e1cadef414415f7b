"""Commands for deals on their way: pipelines, what is at each stage, and how deals are moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.arguments import FormatOption, ShowsByDefault, read_key
from crm_tui.cli.exchange import EXIT_LEFT_OUT
from crm_tui.cli.output import Format, print_csv, print_json, print_table
from crm_tui.cli.run import say
from crm_tui.cli.session import session
from domain.errors import BadInput
from domain.i18n import _, ngettext

if TYPE_CHECKING:
    from services.deals.funnel import Funnel, StageTotal

pipelines = typer.Typer(
    help="Pipelines of deals: what is at each stage; added, renamed, put in order.",
    rich_markup_mode=None,
    cls=ShowsByDefault,
)
PipelineArgument = Annotated[
    str, typer.Argument(metavar="PIPELINE", help="By code or name, such as services.")
]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=VALUE", help="What the stage needs, such as amount=100."),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    app.add_typer(pipelines, name="pipeline")
    app.command("move")(move)


def move(
    deal: Annotated[list[str], typer.Argument(metavar="DEAL... STAGE", help="Keys, and a stage.")],
    set_: SetOption = None,
    reason: Annotated[
        str, typer.Option("--reason", help="Why it is lost; see “crm dictionary list lost_reason”.")
    ] = "",
) -> None:
    """Bring deals to a stage, of the pipeline in which the first one is unless it is named by code.

    What the stage needs and a deal lacks is given with --set.
    """
    from services.deals.moving import move_deals
    from services.deals.pipelines import find_stage

    if len(deal) < 2:
        raise BadInput(_("Name a deal by its key, and the stage to bring it to."))
    context, keys = session().context, [read_key(text) for text in deal[:-1]]
    values: dict[str, object] = _values(set_ or [])
    if reason:
        values["lost_reason"] = reason
    stage = find_stage(context, deal[-1], beside=keys[0])
    outcome = move_deals(context, keys, stage.id, values=values, renews_reason=bool(reason))
    moved = ngettext(
        "{count} deal moved to “{stage}”.", "{count} deals moved to “{stage}”.", outcome.moved
    )
    sentence = outcome.explain()
    if not outcome.moved and not sentence:
        moved = _("Nothing was moved: all are at “{stage}” already.")
    print(moved.format(count=outcome.moved, stage=stage.label))
    if sentence:
        say(sentence)
        raise typer.Exit(EXIT_LEFT_OUT)


def _values(given: Sequence[str]) -> dict[str, object]:
    """Return the fields named in `FIELD=VALUE`. Raises BadInput."""
    values: dict[str, object] = {}
    for text in given:
        name, sign, value = text.partition("=")
        if not sign:
            raise BadInput(
                _("“{text}” names no value: write it like {example}.").format(
                    text=text, example="amount=100"
                ),
                "set",
            )
        values[name.strip()] = value
    return values


@pipelines.command("show")
def show(
    pipeline: Annotated[str, typer.Argument(metavar="[PIPELINE]", help="The first without.")] = "",
    format: FormatOption = Format.table,  # noqa: A002
) -> None:
    """Show how many deals are at each stage of a pipeline, and what they come to."""
    from domain.money import format_amount
    from services.deals.funnel import read_funnel
    from services.deals.pipelines import find_pipeline

    context = session().context
    funnel = read_funnel(context, find_pipeline(context, pipeline))
    if format is Format.json:
        print_json(_as_json(funnel))
    elif format is Format.csv:
        names = ["stage", "label", "meaning", "count", "currency", "base", "weighted", "sums"]
        rows = [
            [
                one.stage.code,
                one.stage.label,
                one.stage.meaning,
                str(one.count),
                funnel.currency,
                f"{one.base.amount:f}",
                f"{one.weighted.amount:f}",
                "; ".join(f"{amount:f} {code}" for code, amount in one.amounts.items()),
            ]
            for one in funnel.stages
        ]
        print_csv(names, rows)
    else:
        titles = [_("Stage"), _("Deals"), _("Sums"), funnel.currency, "%", _("Weighted")]
        print_table([*titles], [_row(funnel, one) for one in funnel.stages])
        print(
            ngettext(
                "{pipeline}: {count} deal, {sum}; forecast {weighted}.",
                "{pipeline}: {count} deals, {sum}; forecast {weighted}.",
                funnel.count,
            ).format(
                pipeline=funnel.pipeline.label,
                count=funnel.count,
                sum=format_amount(funnel.base.amount, funnel.currency),
                weighted=format_amount(funnel.weighted.amount, funnel.currency),
            )
        )
    for sentence in left_out(funnel):
        say(sentence)


def left_out(funnel: Funnel) -> list[str]:
    """Return sentences on the currencies that no rate tells of (FEATURES CUR-04)."""
    from services.currencies.rates import missing_rate

    context = session().context
    today = context.now().date()
    return [
        missing_rate(context, currency, funnel.currency, today) for currency in funnel.base.left_out
    ]


def _row(funnel: Funnel, one: StageTotal) -> list[str]:
    from domain.money import format_amount

    return [
        one.stage.label,
        str(one.count),
        " · ".join(format_amount(amount, code) for code, amount in one.amounts.items()),
        format_amount(one.base.amount, funnel.currency) if one.amounts else "",
        f"{one.stage.probability} %",
        format_amount(one.weighted.amount, funnel.currency) if one.amounts else "",
    ]


def _as_json(funnel: Funnel) -> Mapping[str, object]:
    def plain(amounts: Mapping[str, Decimal]) -> Mapping[str, str]:
        return {code: f"{amount:f}" for code, amount in amounts.items()}

    return {
        "pipeline": funnel.pipeline.code,
        "label": funnel.pipeline.label,
        "currency": funnel.currency,
        "count": funnel.count,
        "base": f"{funnel.base.amount:f}",
        "weighted": f"{funnel.weighted.amount:f}",
        "left_out": plain(funnel.base.left_out),
        "stages": [
            {
                "id": str(one.stage.id),
                "code": one.stage.code,
                "label": one.stage.label,
                "meaning": one.stage.meaning,
                "probability": one.stage.probability,
                "count": one.count,
                "sums": plain(one.amounts),
                "base": f"{one.base.amount:f}",
                "weighted": f"{one.weighted.amount:f}",
                "left_out": plain(one.base.left_out),
            }
            for one in funnel.stages
        ],
    }


@pipelines.command("list")
def list_(format: FormatOption = Format.table) -> None:  # noqa: A002
    """List the pipelines in their order, those out of use last."""
    from services.deals.pipelines import list_pipelines

    known = list_pipelines(session().context, with_inactive=True)
    if format is Format.json:
        print_json(
            [
                {
                    "id": str(one.id),
                    "code": one.code,
                    "label": one.label,
                    "is_active": one.is_active,
                    "stages": [stage.code for stage in one.stages],
                }
                for one in known
            ]
        )
    elif format is Format.csv:
        rows = [[one.code, one.label, str(one.is_active).lower()] for one in known]
        print_csv(["code", "label", "is_active"], rows)
    else:
        print_table(
            [_("Pipeline"), _("Code"), _("Stages"), _("In use")],
            [
                [one.label, one.code, str(len(one.in_use)), _("yes") if one.is_active else _("no")]
                for one in known
            ],
        )


@pipelines.command("add")
def add(
    label: Annotated[str, typer.Argument(metavar="NAME", help="What it is called.")],
    like: Annotated[
        str, typer.Option("--like", metavar="PIPELINE", help="Begin with the stages of this one.")
    ] = "",
) -> None:
    """Add a pipeline behind the others, and print its code."""
    from services.deals.shaping import add_pipeline

    print(add_pipeline(session().context, label, like).code)


@pipelines.command("rename")
def rename(
    pipeline: PipelineArgument,
    label: Annotated[
        str, typer.Argument(metavar="NAME", help="Without it the name that it came with.")
    ] = "",
) -> None:
    """Give a pipeline another name, or that which it came with."""
    from services.deals.shaping import rename_pipeline

    rename_pipeline(session().context, pipeline, label)


@pipelines.command("move")
def move_pipeline(
    pipeline: PipelineArgument,
    place: Annotated[int, typer.Argument(metavar="PLACE", min=1, help="1 is the first.")],
) -> None:
    """Put a pipeline at another place; deals begin in the first one."""
    from services.deals.shaping import move_pipeline as put

    put(session().context, pipeline, place - 1)


@pipelines.command("deactivate")
def deactivate(pipeline: PipelineArgument) -> None:
    """Take a pipeline out of use; deals that are in it stay there."""
    from services.deals.shaping import set_pipeline_active

    set_pipeline_active(session().context, pipeline, is_active=False)


@pipelines.command("activate")
def activate(pipeline: PipelineArgument) -> None:
    """Take a pipeline that was out of use back into it."""
    from services.deals.shaping import set_pipeline_active

    set_pipeline_active(session().context, pipeline, is_active=True)
