"""Commands for leads: convert, and what is done with them on the way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from crm_tui.cli.arguments import FormatOption, JsonOption, KeyArgument, read_json_object, read_key
from crm_tui.cli.exchange import EXIT_LEFT_OUT
from crm_tui.cli.output import Format, print_csv, print_json, print_table
from crm_tui.cli.run import say
from crm_tui.cli.session import session
from domain.errors import BadInput
from domain.i18n import _, ngettext
from domain.leads import RESULTS
from domain.records.kinds import KINDS

if TYPE_CHECKING:
    from services.leads.converting import Part
    from services.leads.picking import LeadOutcome

lead_commands = typer.Typer(
    help="Leads on their way: status, junk, take, pass, similar.", rich_markup_mode=None
)

KeysArgument = Annotated[list[str], typer.Argument(metavar="ID...", help="The keys of leads.")]


def _part_option(kind: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        f"--{kind}", metavar="new|ID|none", help="As the lead suggests it, unless named."
    )
    return option


def register(app: typer.Typer) -> None:
    """Add the commands of this module to `app`."""
    app.command("convert")(convert)
    app.add_typer(lead_commands, name="lead")


def convert(
    lead: KeyArgument,
    contact: Annotated[str, _part_option("contact")] = "",
    company: Annotated[str, _part_option("company")] = "",
    deal: Annotated[str, _part_option("deal")] = "",
    pipeline: Annotated[
        str, typer.Option("--pipeline", metavar="PIPELINE", help="Where a new deal begins.")
    ] = "",
    json: JsonOption = "{}",
    format: FormatOption = Format.table,  # noqa: A002
) -> None:
    """Convert a lead into a contact, a company and a deal; print their keys.

    The JSON holds fields of the new records in place of the lead's own, by kind, such as
    {"deal": {"amount": 1000}}.
    """
    from services.deals.pipelines import find_pipeline
    from services.leads.converting import convert_lead
    from services.leads.proposal import propose

    context, key = session().context, read_key(lead)
    chosen = propose(context, key).chosen
    data = _data_by_kind(read_json_object(json))
    if pipeline:
        first = find_pipeline(context, pipeline).first
        data["deal"] = {"stage": first.code if first else ""} | dict(data.get("deal", {}))
    asked = dict(zip(RESULTS, (contact, company, deal), strict=True))
    parts = {kind: _part(kind, asked[kind] or chosen[kind], data.get(kind)) for kind in RESULTS}
    done = convert_lead(context, key, **parts)
    if format is Format.json:
        print_json({"lead": str(key)} | {k: str(v) for k, v in done.results.items()})
    elif format is Format.csv:
        print_csv(["kind", "id"], [[kind, str(result)] for kind, result in done.results.items()])
    else:
        rows = [[_(KINDS[kind].label), str(result)] for kind, result in done.results.items()]
        print_table([_("Kind"), _("Key")], rows)


def _data_by_kind(data: Mapping[str, object]) -> dict[str, Mapping[str, object]]:
    """Return the fields of each kind. Raises BadInput where something else was given."""
    found: dict[str, Mapping[str, object]] = {}
    for kind, fields in data.items():
        if kind not in RESULTS or not isinstance(fields, dict):
            raise BadInput(
                _("The JSON holds the fields of new records by kind: {example}").format(
                    example='{"contact": {"position": "buyer"}, "deal": {"amount": 1000}}'
                )
            )
        found[kind] = fields
    return found


def _part(kind: str, chosen: str, data: Mapping[str, object] | None) -> Part:
    """Return what the lead becomes of a kind. Raises BadInput where `data` would go nowhere."""
    from services.leads.converting import Existing, New

    if chosen == "new":
        return New(data or {})
    if data is not None:
        raise BadInput(
            _("{kind}: fields go into a new record only; say --{kind} new.").format(kind=kind),
            "json",
        )
    return None if chosen == "none" else Existing(read_key(chosen))


@lead_commands.command("status")
def status(lead: KeyArgument, status: str) -> None:
    """Bring a lead to another status."""
    from services.leads.statuses import set_status

    _tell(set_status(session().context, [read_key(lead)], status))


@lead_commands.command("junk")
def junk(
    leads: KeysArgument,
    reason: Annotated[
        str, typer.Option("--reason", help="See “crm dictionary list junk_reason”.")
    ] = "",
) -> None:
    """Take leads out of the process, and say why."""
    from services.leads.statuses import mark_junk

    _tell(mark_junk(session().context, [read_key(key) for key in leads], reason))


@lead_commands.command("take")
def take(leads: KeysArgument) -> None:
    """Become responsible for leads that are nobody's."""
    from services.leads.passing import take_leads

    _tell(take_leads(session().context, [read_key(key) for key in leads]))


@lead_commands.command("pass")
def pass_(
    leads: KeysArgument,
    to: Annotated[str, typer.Option("--to", metavar="LOGIN", help="Who goes on with them.")],
    status: Annotated[str, typer.Option("--status", help="Their status from now on.")] = "",
    note: Annotated[str, typer.Option("--note", help="Becomes a task of theirs for today.")] = "",
) -> None:
    """Hand leads to a colleague, with another status and a note."""
    from services.leads.passing import pass_on
    from services.users import user_with_login

    context = session().context
    keys = [read_key(key) for key in leads]
    _tell(pass_on(context, keys, user_with_login(context, to), status, note))


@lead_commands.command("similar")
def similar(lead: KeyArgument, format: FormatOption = Format.table) -> None:  # noqa: A002
    """List the contacts and companies that a lead may already be, the likeliest first."""
    from services.leads.proposal import propose

    proposal = propose(session().context, read_key(lead))
    found = [(kind, one) for kind in RESULTS for one in proposal.similar[kind]]
    if format is Format.table:
        rows = [
            [_(KINDS[kind].label), one.record.title, ", ".join(one.why), str(one.record.id)]
            for kind, one in found
        ]
        print_table([_("Kind"), _("Title"), _("Why"), _("Key")], rows)
        return
    names = ["kind", "id", "title", "why", "is_sure"]
    values = [
        [kind, str(one.record.id), one.record.title, ", ".join(one.why), one.is_sure]
        for kind, one in found
    ]
    if format is Format.json:
        print_json([dict(zip(names, row, strict=True)) for row in values])
    else:
        print_csv(names, [[str(cell) for cell in row] for row in values])


def _tell(outcome: LeadOutcome) -> None:
    print(
        ngettext("{count} lead changed.", "{count} leads changed.", outcome.changed).format(
            count=outcome.changed
        )
    )
    if sentence := outcome.explain():
        say(sentence)
        raise typer.Exit(EXIT_LEFT_OUT)
