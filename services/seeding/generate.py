"""Makes all rows of a made-up base, kind by kind, in batches that fit into memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from random import Random

from domain.catalog.tax_rates import TAX_RATES
from domain.catalog.units import UNITS
from domain.i18n import _
from domain.pipelines import GENERAL
from domain.shipped import shipped_id
from services.seeding.clients import Clients
from services.seeding.goods import Goods
from services.seeding.leads import Leads
from services.seeding.rows import Batch, Choices, Plan
from services.seeding.work import Work
from storage.reads.dictionary_values import (
    STAGE_VALUES,
    StoredValue,
    read_choices,
    read_values,
)

MEANINGS_OF_STAGES = ("in_progress", "won", "lost")
MEANINGS_OF_OUTCOMES = ("reached", "not_reached")
MEANINGS_OF_LEAD_STATUSES = ("open", "junk", "converted")


class Generator:
    """One run. Everything it makes follows from the plan and from `source`, a text."""

    def __init__(self, plan: Plan, source: str) -> None:
        random = Random(source)  # noqa: S311 - nothing here is secret, and it must be repeatable
        self._plan = plan
        own = Random(f"{source}/leads")  # noqa: S311 - as above
        self._leads = Leads(plan, own)
        self._clients = Clients(plan, random, self._leads)
        self._work = Work(plan, random, self._clients, self._leads)
        self._goods = Goods(plan, Random(f"{source}/goods"))  # noqa: S311 - as above

    @classmethod
    def fresh(cls, plan: Plan, seed: int, connection: sqlite3.Connection) -> Generator:
        """Return the first run with this seed on this day of which the base has nothing yet."""
        run = 0
        while True:
            generator = cls(plan, f"{seed}/{plan.midnight.date().isoformat()}/{run}")
            if not generator._is_in(connection):
                return generator
            run += 1

    def stages(self) -> Iterator[tuple[str, int, Iterator[Batch]]]:
        """Return for each kind its name in the interface language, how many, and the batches."""
        yield _("Companies"), self._plan.companies, self._clients.companies()
        yield _("Contacts"), self._plan.contacts, self._clients.contacts()
        yield _("Leads"), self._leads.open_count, self._leads.leads()
        yield _("Deals"), self._plan.deals, self._work.deals()
        yield _("Activities"), self._plan.activities, self._work.activities()
        yield _("Sections"), self._plan.sections, self._goods.sections()
        yield _("Products"), self._plan.products, self._goods.products()

    def _is_in(self, connection: sqlite3.Connection) -> bool:
        """Whether the base has the first record of any kind of this run, and so its keys."""
        firsts = (
            ("company", self._plan.companies, self._clients.company_key(0)),
            ("contact", self._plan.contacts, self._clients.contact_key(0)),
            ("lead", self._leads.open_count, self._leads.key(self._leads.converted)),
            ("deal", self._plan.deals, self._work.deal_key(0)),
            ("activity", self._plan.activities, self._work.first_activity_key()),
            ("section", self._plan.sections, self._goods.section_key(0)),
            ("product", self._plan.products, self._goods.product_key(0)),
        )
        return any(
            count and connection.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', (key,)).fetchone()
            for table, count, key in firsts
        )


def choices_of(connection: sqlite3.Connection) -> Choices:
    """Return the stages and values of dictionaries that the base has."""
    stages = read_values(connection, STAGE_VALUES, shipped_id("pipeline", GENERAL.code).bytes)
    outcomes = _values(connection, "outcome")
    statuses = _values(connection, "lead_status")
    return Choices(
        company_types=_keys(_values(connection, "company_type")),
        contact_types=_keys(_values(connection, "contact_type")),
        deal_types=_keys(_values(connection, "deal_type")),
        industries=_keys(_values(connection, "industry")),
        sources=_keys(_values(connection, "source")),
        junk_reasons=_keys(_values(connection, "junk_reason")),
        lead_statuses={m: _keys(statuses, m) for m in MEANINGS_OF_LEAD_STATUSES},
        outcomes={meaning: _keys(outcomes, meaning) for meaning in MEANINGS_OF_OUTCOMES},
        stages={meaning: _keys(stages, meaning) for meaning in MEANINGS_OF_STAGES},
        units=_keys(_values(connection, UNITS)),
        tax_rates=_keys(_values(connection, TAX_RATES)),
    )


def _values(connection: sqlite3.Connection, dictionary: str) -> list[StoredValue]:
    return [value for value in read_choices(connection, dictionary) if value.is_active]


def _keys(values: Sequence[StoredValue], wanted: str | None = None) -> Sequence[bytes | None]:
    return [value.id for value in values if wanted in (None, value.meaning)] or [None]
