"""The demo: the clients and the work of somebody who sells office furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from domain.activities import CO_EXECUTOR, OBSERVER
from domain.ids import id_made_at
from domain.leads import CONVERTED
from domain.parts import Requisites
from domain.records.fields import FieldType
from domain.records.kinds import KINDS
from services.context import Context
from services.identity import SYSTEM
from services.seeding.demo_catalog import make_catalog, of_catalog
from services.seeding.demo_clients import COMPANIES, CONTACTS, DEALS, LEADS, PRODUCTS, REQUISITES
from services.seeding.demo_documents import make_documents
from services.seeding.demo_rates import demo_rates
from services.seeding.demo_work import COLLEAGUE, DONE, OPEN
from services.seeding.rows import day_start
from services.users import list_users

if TYPE_CHECKING:
    from storage.unit import Unit

DAYS_OF_DEMO: Final = 720
"""How many days ago the demo began: before its oldest record."""

_REACHED = frozenset(("reached", "refused"))
_DEADLINE_BY_DAY = re.compile(r"(?P<days>[+-]?\d+)d(?: (?P<hour>\d\d):(?P<minute>\d\d))?")
_DEADLINE_FROM_NOW = re.compile(r"(?P<sign>[+-])(?:(?P<hours>\d+)h)?(?P<minutes>\d+)?m?")
_PARTS = {CO_EXECUTOR: "co_executors", OBSERVER: "observers"}
_LINE_GOES_ON = re.compile(r"\n +")
_QUARTER = timedelta(minutes=15)


def make_demo(context: Context) -> None:
    """Write the demo's records, as the acting person's own and as of the present moment.

    It is one use case of the program itself, so the person's undo does not take it back.
    """
    # Phones without a prefix are Russian in the tables, wherever the person is.
    context = replace(context, region="RU")
    with context.database.write(SYSTEM, "seed") as unit:
        maker = _Maker(context, unit, context.now())
        maker.make_rates()
        maker.make_colleague()
        maker.make_companies()
        maker.make_requisites()
        maker.make_contacts()
        maker.make_deals()
        products = make_catalog(
            context, unit, lambda kind, data: maker.add(kind, data, days_ago=DAYS_OF_DEMO)
        )
        make_documents(context, unit, context.now(), maker.deals, products)
        maker.make_leads(products)
        maker.make_done()
        maker.make_open()
        # What was made up is no news: the feed begins with the work of the last days.
        unit.date_back(day_start(context.now(), -DAYS_OF_DEMO))


@dataclass(frozen=True, slots=True)
class _Call:
    """A call that took place: its key, which attempt it was, and whether somebody answered."""

    key: UUID
    attempt: int
    reached: bool


def _lines(table: str) -> Iterator[list[str]]:
    for line in _LINE_GOES_ON.sub("", table.strip()).splitlines():
        yield line.split("|")


@dataclass(slots=True)
class _Maker:
    """Writes the tables of the demo. Records made so far are found by what the tables call them."""

    context: Context
    unit: Unit
    now: datetime
    companies: dict[str, UUID] = field(default_factory=dict)
    hosts: dict[UUID, str] = field(default_factory=dict)
    contacts: dict[str, UUID] = field(default_factory=dict)
    deals: dict[str, UUID] = field(default_factory=dict)
    last_calls: dict[str, _Call] = field(default_factory=dict)
    colleague: UUID | None = None
    number: int = 0

    def make_rates(self) -> None:
        """Write what the currencies of the deals were worth."""
        from storage.tables import ExchangeRate

        for rate in demo_rates(self.now):
            self.unit.add(ExchangeRate(**rate._asdict()))

    def make_colleague(self) -> None:
        """Write the colleague, unless somebody works under that login already."""
        from storage.tables import User

        login, name = COLLEAGUE
        known = {user.login: user.id for user in list_users(self.context)}
        self.colleague = known.get(login) or self.unit.add(User(login=login, name=name)).id
        self.unit.session.flush()

    def make_companies(self) -> None:
        """Write the companies."""
        for number, line in enumerate(_lines(COMPANIES)):
            title, type_, industry, phone, host, city, street, employees, comment = line
            key = self.add(
                "company",
                {
                    "title": title,
                    "type": type_,
                    "industry": industry,
                    "phones": [{"value": phone, "label": "work"}],
                    "emails": [{"value": f"info@{host}", "label": "work"}] if host else [],
                    "sites": [f"https://{host}"] if host else [],
                    "city": city,
                    "street": street,
                    "employees": employees,
                    "comment": comment,
                },
                days_ago=700 - number * 20,
            )
            self.companies[title] = key
            self.hosts[key] = host

    def make_requisites(self) -> None:
        """Write the requisites of some companies; the first set of each is the default."""
        from services.parts.rows import write_parts

        sets: dict[UUID, list[Requisites]] = {}
        for title, name, legal_name, tax_id, tax_code, registration, *bank in _lines(REQUISITES):
            bank_name, bank_code, account = bank
            sets.setdefault(self._company(title), []).append(
                Requisites(
                    name=name,
                    legal_name=legal_name,
                    tax_id=tax_id,
                    tax_code=tax_code,
                    registration=registration,
                    bank_name=bank_name,
                    bank_code=bank_code,
                    account=account,
                )
            )
        for key, parts in sets.items():
            write_parts(self.unit, "company", key, FieldType.REQUISITES, parts)

    def make_contacts(self) -> None:
        """Write the contacts."""
        for number, line in enumerate(_lines(CONTACTS)):
            last, first, middle, title, position, phone, mailbox, birthday, comment = line
            company = self._company(title) if title else None
            self.contacts[last] = self.add(
                "contact",
                {
                    "last_name": last,
                    "first_name": first,
                    "middle_name": middle,
                    "companies": [str(company)] if company else [],
                    "position": position,
                    "phones": [{"value": phone, "label": "mobile"}],
                    "emails": self._emails(mailbox, company),
                    "birth_date": self._birthday(birthday),
                    "type": "client",
                    "source": ("fair", "site", "call", "recommendation")[number % 4],
                    "comment": comment,
                },
                days_ago=600 - number * 9,
            )

    def make_deals(self) -> None:
        """Write the deals."""
        for line in _lines(DEALS):
            title, company, contacts, amount, currency, stage, age, close = line
            self.deals[title] = key = self.add(
                "deal",
                {
                    "title": title,
                    "company": str(self._company(company)),
                    "contacts": [str(self.contacts[name]) for name in contacts.split(",")],
                    "amount": amount,
                    "currency": currency,
                    "stage": stage,
                    "lost_reason": "price" if stage.endswith("lost") else None,
                    "close_date": self._day(int(close)),
                    "type": "sale",
                },
                days_ago=int(age),
            )
            # It has been where it is for some of the time since it began.
            since = self.now - timedelta(days=int(age) * 2 // 3)
            self._record("deal", key).stage_at = since

    def make_leads(self, products: Mapping[str, UUID]) -> None:
        """Write the leads; some became what the demo has already.

        `products` are those of the catalog by what lines call them.
        """
        for line in _lines(LEADS):
            days, title, last, first, middle, company, phone, email, whose, *rest = line
            source, status, reason, comment, into = rest
            key = self.add(
                "lead",
                {
                    "title": title,
                    "last_name": last,
                    "first_name": first,
                    "middle_name": middle,
                    "company_title": company,
                    "phones": [{"value": phone, "label": "work"}],
                    "emails": [email] if email else [],
                    "source": source,
                    "status": status if status != CONVERTED else "in_processing",
                    "junk_reason": reason,
                    "comment": comment,
                    "products": of_catalog(PRODUCTS.get(title, ()), products),
                },
                days_ago=int(days),
            )
            if whose == "-":
                self._record("lead", key).responsible_id = None
            if into:
                self._convert(key, *into.split(","))

    def _convert(self, lead: UUID, contact: str, company: str, deal: str) -> None:
        """Let a lead have become a contact, a company and a deal, in the days when these began."""
        from services.leads.converting import Existing, convert_within

        parts = {
            "contact": self.contacts[contact],
            "company": self._company(company),
            "deal": next(key for title, key in self.deals.items() if deal in title),
        }
        changed = {kind: self._record(kind, key).updated_at for kind, key in parts.items()}
        known = {kind: Existing(key) for kind, key in parts.items()}
        convert_within(self.context, self.unit, lead, known, changed["deal"])
        for kind, key in parts.items():
            self._record(kind, key).updated_at = changed[kind]

    def make_done(self) -> None:
        """Write what the person and the colleague have done, as the history of the clients."""
        for line in _lines(DONE):
            kind, days, clock, minutes, outcome, client, deal, direction, result, *whose = line
            hour, minute = map(int, clock.split(":"))
            start = day_start(self.now, -int(days)) + timedelta(hours=hour, minutes=minute)
            lasted = timedelta(minutes=int(minutes or 0))
            data: dict[str, object] = {
                "kind": kind,
                "subject": self._subject_of(deal),
                "direction": direction,
                "start_at": start.isoformat(),
                "done_at": (start + lasted).isoformat(),
                "outcome": outcome,
                "result": result,
                "duration_seconds": int(lasted.total_seconds()) if minutes else None,
            }
            data |= self._links(client, deal)
            last = self.last_calls.get(client) if kind == "call" else None
            follows = last if last and not last.reached else None
            if whose:
                data["responsible"] = COLLEAGUE[0]
            key, attempt = self._add_activity(data, follows, days_ago=int(days) + 1)
            if whose:
                self._record("activity", key).created_by = self.colleague
            if kind == "call":
                self.last_calls[client] = _Call(key, attempt, outcome in _REACHED)

    def make_open(self) -> None:
        """Write what is to be done, also what a colleague does with the person."""
        for line in _lines(OPEN):
            kind, deadline, subject, client, deal, special = line
            data: dict[str, object] = {
                "kind": kind,
                "subject": subject,
                "due": self._deadline(deadline),
                "is_important": special == "important",
                "direction": "outgoing" if kind in ("call", "letter") else None,
            }
            data |= self._links(client, deal)
            follows = self.last_calls[client] if special == "again" else None
            if part := _PARTS.get(special):
                data |= {"responsible": COLLEAGUE[0], part: [self.context.actor.login]}
            key, _attempt = self._add_activity(data, follows, days_ago=5)
            if part:
                self._record("activity", key).created_by = self.colleague

    def _add_activity(
        self, data: Mapping[str, object], follows: _Call | None, *, days_ago: int
    ) -> tuple[UUID, int]:
        """Write an activity, the next attempt of a call that it follows; return key and attempt."""
        from storage.tables import Activity

        key = self.add("activity", data, days_ago=days_ago)
        activity = self.unit.get(Activity, key)
        assert activity is not None
        if follows:
            activity.previous_id, activity.attempt = follows.key, follows.attempt + 1
        return key, activity.attempt

    def add(self, kind: str, data: Mapping[str, object], *, days_ago: int) -> UUID:
        """Write a record as if made some days ago, at ten in the morning, but never after now."""
        from services.records.use_cases import add_within

        filled = {name: value for name, value in data.items() if value not in ("", None, [])}
        made = min(self.now, day_start(self.now, -days_ago) + timedelta(hours=10))
        # By their keys lists tell which records were made before others.
        self.number += 1
        key = id_made_at(made, self.number)
        add_within(self.context, self.unit, kind, filled, key=key)
        record = self._record(kind, key)
        record.created_at = record.updated_at = made
        if kind == "deal":
            record.stage_at = made
        return key

    def _record(self, kind: str, key: UUID) -> Any:
        """Return the row of a record that was made."""
        from storage.tables import MODELS

        return self.unit.get(MODELS[KINDS[kind].table], key)

    def _company(self, name: str) -> UUID:
        """Return the company whose title has `name` in it."""
        return next(key for title, key in self.companies.items() if name in title)

    def _emails(self, mailbox: str, company: UUID | None) -> list[dict[str, str]]:
        if not mailbox:
            return []
        if "@" in mailbox or company is None:
            return [{"value": mailbox, "label": "home"}]
        return [{"value": f"{mailbox}@{self.hosts[company]}", "label": "work"}]

    def _birthday(self, text: str) -> str:
        """Return a birth date as typed; `@+2` is that of somebody who turns 45 in two days."""
        if not text.startswith("@"):
            return text
        day = day_start(self.now, int(text[1:])).date()
        return f"{day.year - 45}-{day:%m-%d}" if (day.month, day.day) != (2, 29) else "--02-29"

    def _subject_of(self, deal: str) -> str:
        return deal.partition(",")[0]

    def _links(self, client: str, deal: str) -> dict[str, object]:
        links: dict[str, object] = {"deals": [str(self.deals[deal])]} if deal else {}
        if client in self.contacts:
            return {"contacts": [str(self.contacts[client])]} | links
        return {"companies": [str(self._company(client))]} | links

    def _day(self, days: int) -> str:
        return day_start(self.now, days).date().isoformat()

    def _deadline(self, text: str) -> str:
        """Return a deadline of the table in ISO form. What would not be today any more is today."""
        if not text:
            return ""
        if by_day := _DEADLINE_BY_DAY.fullmatch(text):
            if by_day["hour"] is None:
                return self._day(int(by_day["days"]))
            start = day_start(self.now, int(by_day["days"]))
            return start.replace(hour=int(by_day["hour"]), minute=int(by_day["minute"])).isoformat()
        from_now = _DEADLINE_FROM_NOW.fullmatch(text)
        assert from_now is not None
        ahead = timedelta(hours=int(from_now["hours"] or 0), minutes=int(from_now["minutes"] or 0))
        moment = self.now - ahead if from_now["sign"] == "-" else self.now + ahead + _QUARTER
        start = day_start(self.now)
        rounded = start + (moment - start) // _QUARTER * _QUARTER
        if rounded.date() > self.now.date():
            return self._day(0)
        return rounded.isoformat()
