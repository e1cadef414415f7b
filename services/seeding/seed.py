"""Makes a base up, of any size, for trials."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from sqlite3 import Connection
from typing import TYPE_CHECKING

from domain.errors import BadInput
from domain.i18n import _
from services.context import Context
from services.seeding.bulk import bulk_load, insert_batch
from services.seeding.generate import Generator, choices_of
from services.seeding.goods import COLOR, WIDTH
from services.seeding.rows import Plan, day_start

if TYPE_CHECKING:
    from storage.unit import Unit

LOGGED_LIMIT = 5_000
"""Records up to which a made-up base goes to the change log, as one unit."""

Progress = Callable[[str, int, int], None]
"""Is told what is being made, in the interface language, and how many of how many there are."""


@dataclass(frozen=True, slots=True)
class SeedReport:
    """What was made. `is_logged` tells whether it is in the change log, and so can be undone."""

    contacts: int
    companies: int
    deals: int
    leads: int
    open_activities: int
    done_activities: int
    is_logged: bool
    products: int = 0
    sections: int = 0


def _say_nothing(_what: str, _done: int, _of: int) -> None:
    return None


def seed(
    context: Context,
    *,
    contacts: int,
    companies: int,
    deals: int,
    activities: int,
    seed: int,
    leads: int = 0,
    products: int = 0,
    sections: int = 0,
    progress: Progress = _say_nothing,
) -> SeedReport:
    """Add made-up records to the base, all of them the acting person's.

    `activities` is the number of open ones; a third of that number, rounded down, is made in
    addition as done. About 3 % of the open ones are overdue and 2 % are due today. Links go only
    to records made in the same run. One lead in six was converted into one of the contacts.
    Sections of the catalog are 30 levels deep; products have two prices and two properties, which
    are custom fields that are made where they are missing.

    The same `seed` on the same day and in the same base gives the same records, keys included;
    a run that would repeat an earlier one gives others. A base of `LOGGED_LIMIT` records or more
    has no history but that of its fields: it does not go to the change log and cannot be undone.

    Raises BadInput for a negative number, and UnusableFile when the file cannot be written.
    """
    _check_counts(
        contacts=contacts,
        companies=companies,
        deals=deals,
        leads=leads,
        activities=activities,
        products=products,
        sections=sections,
    )
    reader = context.database.reader()
    plan = Plan(
        contacts=contacts,
        companies=companies,
        deals=deals,
        leads=leads,
        activities=activities,
        user=context.actor.user_id.bytes,
        midnight=day_start(context.now()),
        region=context.region,
        choices=choices_of(reader),
        products=products,
        sections=sections,
    )
    clients = contacts + companies + deals + leads + activities + plan.done_activities
    is_logged = clients + products + sections < LOGGED_LIMIT
    if is_logged:
        with context.database.write(context.actor, "seed") as unit:
            plan = _with_properties(context, unit, plan)
            _load(unit.connection, Generator.fresh(plan, seed, reader), progress)
    else:
        if products:
            with context.database.write(context.actor, "seed") as unit:
                plan = _with_properties(context, unit, plan)
        _load_unlogged(context, Generator.fresh(plan, seed, reader), progress)
    return SeedReport(
        *(contacts, companies, deals, leads, activities, plan.done_activities, is_logged),
        *(products, sections),
    )


def _check_counts(**counts: int) -> None:
    """Raise BadInput for a negative number, under the name of what is made."""
    for name, count in counts.items():
        if count < 0:
            raise BadInput(
                _("The number of {what} cannot be negative: {count}.").format(
                    what=name, count=count
                ),
                name,
            )


def _with_properties(context: Context, unit: Unit, plan: Plan) -> Plan:
    """Make the custom fields of products, unless there are to be none; return what they offer."""
    if not plan.products:
        return plan
    from services.seeding.properties import codes_of, make_properties

    color, _width = make_properties(context, unit, COLOR, WIDTH)
    return replace(plan, colors=tuple(codes_of(unit, color).values()))


def _load_unlogged(context: Context, generator: Generator, progress: Progress) -> None:
    def on_indexes(done: int, of: int) -> None:
        progress(_("Indexes"), done, of)

    def on_search() -> None:
        progress(_("Search index"), 0, 1)

    with bulk_load(context.database, on_indexes, on_search) as connection:
        _load(connection, generator, progress)
    progress(_("Search index"), 1, 1)


def _load(connection: Connection, generator: Generator, progress: Progress) -> None:
    for what, total, parts in generator.stages():
        done = 0
        if total:
            progress(what, done, total)
        for batch in parts:
            insert_batch(connection, batch)
            done += batch.records
            progress(what, done, total)
