"""Commands for the stages of deals: what each asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.arguments import FormatOption, ListsByDefault
from crm_tui.cli.output import Format, print_csv, print_json, print_table
from crm_tui.cli.session import session
from domain.i18n import _

if TYPE_CHECKING:
    from services.deals.pipelines import StageView

stages = typer.Typer(
    help="Stages of deals: what each means and asks for.",
    rich_markup_mode=None,
    cls=ListsByDefault,
)

StageArgument = Annotated[
    str, typer.Argument(metavar="STAGE", help="By code or name, such as offer.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    app.add_typer(stages, name="stage")


@stages.command("list")
def list_stages(
    pipeline: Annotated[str, typer.Argument(metavar="[PIPELINE]", help="All without it.")] = "",
    format: FormatOption = Format.table,  # noqa: A002
) -> None:
    """List the stages of a pipeline, or of all, with what each asks for."""
    from services.deals.pipelines import find_pipeline, list_pipelines

    context = session().context
    chosen = [find_pipeline(context, pipeline)] if pipeline else list_pipelines(context)
    found = [(one, stage) for one in chosen for stage in one.stages]
    if format is Format.table:
        titles = [_("Pipeline"), _("Stage"), _("Code"), _("Meaning"), "%", _("Needs"), _("Tasks")]
        print_table(
            titles,
            [
                [
                    one.label,
                    stage.label,
                    stage.code,
                    stage.meaning_label,
                    f"{stage.probability} %",
                    ", ".join(stage.needs),
                    ", ".join(_tasks(stage)),
                ]
                for one, stage in found
            ],
        )
        return
    shown = [_stage_json(one.code, stage) for one, stage in found]
    if format is Format.json:
        print_json(shown)
    else:
        names = list(shown[0]) if shown else []
        print_csv(names, [[_plain(value) for value in one.values()] for one in shown])


def _tasks(stage: StageView) -> list[str]:
    from services.deals.shaping import stage_tasks

    return [template.title for template in stage_tasks(session().context, stage.id)]


def _stage_json(pipeline: str, stage: StageView) -> dict[str, object]:
    return {
        "id": str(stage.id),
        "pipeline": pipeline,
        "code": stage.code,
        "label": stage.label,
        "meaning": stage.meaning,
        "probability": stage.probability,
        "color": stage.color,
        "is_active": stage.is_active,
        "hint": stage.hint,
        "script": stage.script,
        "needs": list(stage.needs),
        "check_list": list(stage.check_list),
        "stale_days": stage.stale_days,
        "tasks": _tasks(stage),
    }


def _plain(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


@stages.command("change")
def change(
    stage: StageArgument,
    hint: Annotated[
        str | None, typer.Option("--hint", metavar="TEXT", help="What is to be done there.")
    ] = None,
    script: Annotated[
        str | None, typer.Option("--script", metavar="TEXT", help="What is to be said.")
    ] = None,
    needs: Annotated[
        str | None,
        typer.Option("--needs", metavar="FIELDS", help="Such as amount,close_date; empty: none."),
    ] = None,
    check: Annotated[
        list[str] | None,
        typer.Option("--check", metavar="LINE", help="A line of the check list; empty: none."),
    ] = None,
    task: Annotated[
        list[str] | None,
        typer.Option("--task", metavar="TEMPLATE", help="A task made on entering; empty: none."),
    ] = None,
    stale_days: Annotated[
        int | None,
        typer.Option("--stale-days", metavar="DAYS", help="Deals there for so long are stale."),
    ] = None,
) -> None:
    """Change what a stage asks for; for name, order, colour see “crm dictionary --help”."""
    from services.activities.templates import find_template
    from services.deals.pipelines import find_stage
    from services.deals.shaping import StageEdit, change_stage

    context = session().context
    tasks = [find_template(context, one).id for one in task if one] if task else None
    edit = StageEdit(
        hint=hint,
        script=script,
        needs=None if needs is None else [one.strip() for one in needs.split(",") if one.strip()],
        check_list=check or None,
        tasks=tasks,
        stale_days=stale_days,
    )
    change_stage(context, find_stage(context, stage).id, edit)
