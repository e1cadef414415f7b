"""Makes the rows of deals and activities with the clients of the same base."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Final, NamedTuple

from domain.money import MILLION
from domain.text import fold
from services.seeding.clients import Clients
from services.seeding.leads import Leads
from services.seeding.people import LANGUAGE_TURNS, Language, languages
from services.seeding.rows import (
    DONE_OF,
    HOUR_MICROS,
    MINUTE_MICROS,
    SECOND_MICROS,
    Batch,
    KeySeries,
    Period,
    Plan,
    batches,
    changed_at,
    day_start,
    pick,
)
from storage.values import moment_out

_NOBODY: Final = -1
_PLANNED: Final = ("call",) * 10 + ("meeting",) * 3 + ("letter",) * 3 + ("task",) * 3
_KINDS: Final = (*_PLANNED, "event")
"""What was done: events happen, and are not planned."""

_MEETING_MINUTES: Final = 60
"""How long a meeting is planned to take."""

_ABOUT_LEADS: Final = 0.15
"""The share of activities that are about leads, where there are any."""

_FIRST_DAY, _LAST_DAY = -14, 240
"""Deadlines of open activities, in days from today."""


class _Subject(NamedTuple):
    """What an activity is about: the records it is linked with, the main one first."""

    language: Language
    records: tuple[tuple[str, bytes], ...]


class _Done(NamedTuple):
    """An activity that is done, as the one that follows it must know it."""

    key: bytes
    kind: str
    text: str
    about: _Subject
    reached: bool


class Work:
    """Deals, then activities. The client of each deal is kept in flat arrays."""

    def __init__(self, plan: Plan, random: Random, clients: Clients, leads: Leads) -> None:
        self._plan = plan
        self._random = random
        self._clients = clients
        self._leads = leads
        self._deal_keys = KeySeries(random)
        self._role_keys = KeySeries(random)
        self._activity_keys = KeySeries(random)
        self._link_keys = KeySeries(random)
        self._participant_keys = KeySeries(random)
        self._deal_period = Period(plan.midnight, 400, 2, plan.deals)
        self._activity_period = Period(plan.midnight, 400, 16, plan.activities)
        self._contacts_of = array("i", [_NOBODY]) * plan.deals
        self._companies_of = array("i", [_NOBODY]) * plan.deals
        days = range(_FIRST_DAY, _LAST_DAY + 1)
        starts = {day: day_start(plan.midnight, day) for day in days}
        self._midnights = {day: moment_out(start) for day, start in starts.items()}
        self._dates = {day: start.date().isoformat() for day, start in starts.items()}
        self._working_days = [d for d, start in starts.items() if d > 0 and start.weekday() < 5]

    def deal_key(self, number: int) -> bytes:
        """Return the key of a deal."""
        return self._deal_keys.key(number, self._deal_period.made_at(number))

    def first_activity_key(self) -> bytes:
        """Return the key of the first activity."""
        return self._activity_keys.key(0, self._activity_period.made_at(0))

    def deals(self) -> Iterator[Batch]:
        """Make the deals."""
        return batches(self._plan.deals, self._deal)

    def activities(self) -> Iterator[Batch]:
        """Make the activities: as many open ones as planned, and before every third a done one."""
        return batches(self._plan.activities, self._activity)

    def _activity(self, number: int, batch: Batch) -> None:
        made = self._activity_period.made_at(number)
        is_third = number % DONE_OF == DONE_OF - 1
        done = self._done_activity(batch, made) if is_third else None
        self._open_activity(batch, made, done)

    def _deal(self, number: int, batch: Batch) -> None:
        random, plan = self._random, self._plan
        draw = random.random
        made = self._deal_period.made_at(number)
        key = self.deal_key(number)
        contact, company, language = self._client(number)
        business = language.business
        pieces = int(draw() ** 2 * 80) + 1
        least, most = business.price_range
        amount = pieces * int(least + draw() ** 2 * (most - least)) * MILLION
        lead = None if contact == _NOBODY else self._clients.lead_of(contact)
        if lead is not None:
            self._leads.add_result(batch, lead, "deal", key, made)
        title = business.deal.format(pick(random, business.products), pieces)
        meaning = pick(random, ("in_progress",) * 6 + ("won",) * 3 + ("lost",))
        is_open = meaning == "in_progress"
        distance = int(draw() * 120) - 10 if is_open else -int(draw() * 100) - 1
        changed = changed_at(random, made, days=2)
        batch.rows["deal"].append(
            (
                key,
                plan.user,
                made,
                changed,
                title,
                fold(title),
                amount if draw() < 0.95 else None,
                business.currency,
                pick(random, plan.choices.stages[meaning]),
                changed,
                int(draw() * 10) * 10 if is_open and draw() < 0.1 else None,
                (plan.midnight.date() + timedelta(days=distance)).isoformat(),
                None if company == _NOBODY else self._clients.company_key(company),
                pick(random, plan.choices.deal_types),
                pick(random, plan.choices.sources),
                plan.user,
                pick(random, business.comments) if draw() < 0.2 else "",
                lead,
            )
        )
        people = [] if contact == _NOBODY else [contact]
        if people and draw() < 0.2:
            people.append(int(draw() * plan.contacts))
        for sort, person in enumerate(dict.fromkeys(people)):
            batch.rows["deal_contact"].append(
                (self._role_keys.next_key(made), key, self._clients.contact_key(person), "", sort)
            )

    def _client(self, deal: int) -> tuple[int, int, Language]:
        """Draw the main contact of a deal and the company where that one works."""
        draw, plan, clients = self._random.random, self._plan, self._clients
        contact = company = _NOBODY
        language = languages()[pick(self._random, LANGUAGE_TURNS)]
        if plan.contacts:
            contact = int(draw() * plan.contacts)
            language = clients.language_of_contact(contact)
            work_place = clients.company_of(contact)
            company = _NOBODY if work_place is None else work_place
        elif plan.companies:
            company = int(draw() * plan.companies)
            language = clients.language_of_company(company)
        self._contacts_of[deal] = contact
        self._companies_of[deal] = company
        return contact, company, language

    def _about(self) -> _Subject:
        """Draw what an activity is about: a deal with its client, or a client alone."""
        draw, plan, clients = self._random.random, self._plan, self._clients
        if self._leads.open_count and draw() < _ABOUT_LEADS:
            lead = self._leads.drawn(self._random)
            return _Subject(self._leads.language_of(lead), (("lead", self._leads.key(lead)),))
        if plan.deals and draw() < 0.5:
            deal = int(draw() * plan.deals)
            contact, company = self._contacts_of[deal], self._companies_of[deal]
            record = ("deal", self.deal_key(deal))
            if contact != _NOBODY:
                language = clients.language_of_contact(contact)
                return _Subject(language, (("contact", clients.contact_key(contact)), record))
            if company != _NOBODY:
                language = clients.language_of_company(company)
                return _Subject(language, (("company", clients.company_key(company)), record))
            return _Subject(languages()[0], (record,))
        if plan.contacts and (draw() < 0.95 or not plan.companies):
            contact = int(draw() * plan.contacts)
            person = ("contact", clients.contact_key(contact))
            return _Subject(clients.language_of_contact(contact), (person,))
        if plan.companies:
            company = int(draw() * plan.companies)
            firm = ("company", clients.company_key(company))
            return _Subject(clients.language_of_company(company), (firm,))
        return _Subject(languages()[0], ())

    def _done_activity(self, batch: Batch, made: int) -> _Done:
        random, plan = self._random, self._plan
        draw = random.random
        about = self._about()
        business = about.language.business
        kind = pick(random, _KINDS)
        text = pick(random, business.subjects[kind])
        key = self._activity_keys.next_key(made)
        done_at = self._activity_period.working_time(random, made, days=10)
        reached = kind != "call" or draw() < 0.6
        talked = kind in ("call", "meeting")
        meaning = "reached" if reached else "not_reached"
        seconds = int((20 if kind == "call" else 3_600) * (1 + draw() * 9)) if reached else 0
        batch.rows["activity"].append(
            (
                *(key, plan.user, made, done_at, kind, text, self._direction(kind)),
                done_at - seconds * SECOND_MICROS if talked else None,
                *(None, None, None, None, draw() < 0.1, plan.user, done_at),
                pick(random, plan.choices.outcomes[meaning]) if talked else None,
                pick(random, business.results) if talked and reached else "",
                *(seconds if talked and reached else None, None, 1, None),
            )
        )
        self._link(batch, key, made, kind, about)
        return _Done(key, kind, text, about, reached)

    def _open_activity(self, batch: Batch, made: int, done: _Done | None) -> None:
        random, plan = self._random, self._plan
        draw = random.random
        follows = done if done and done.kind == "call" and draw() < 0.8 else None
        if follows:
            about, kind, text = follows.about, follows.kind, follows.text
        else:
            about, kind = self._about(), pick(random, _PLANNED)
            text = pick(random, about.language.business.subjects[kind])
        key = self._activity_keys.next_key(made)
        due_at, due_on = self._deadline()
        attempt = 1 if follows is None or follows.reached else 2 + int(draw() ** 3 * 4)
        minutes = 15 if due_at and draw() < 0.2 else None
        remind_at = due_at - minutes * MINUTE_MICROS if due_at and minutes else None
        batch.rows["activity"].append(
            (
                *(key, plan.user, made, made, kind, text, self._direction(kind)),
                due_at if kind == "meeting" else None,
                *(due_at, due_on, minutes, remind_at),
                *(draw() < 0.1, plan.user, None, None, "", None),
                *(follows.key if follows else None, attempt),
                _MEETING_MINUTES if kind == "meeting" and due_at else None,
            )
        )
        self._link(batch, key, made, kind, about)

    def _deadline(self) -> tuple[int | None, str | None]:
        """Draw a deadline: a moment, as stored, or a day, or neither."""
        draw = self._random.random
        share = draw()
        if share < 0.03:
            day = -int(draw() ** 2 * -_FIRST_DAY) - 1
        elif share < 0.05:
            day = 0
        elif share < 0.15:
            return None, None
        else:
            day = self._working_days[int(draw() ** 2 * len(self._working_days))]
        if draw() < 0.3:
            return None, self._dates[day]
        quarters = int(draw() * 40)
        return self._midnights[day] + 9 * HOUR_MICROS + quarters * HOUR_MICROS // 4, None

    def _direction(self, kind: str) -> str:
        if kind not in ("call", "letter"):
            return ""
        return "incoming" if self._random.random() < 0.3 else "outgoing"

    def _link(self, batch: Batch, key: bytes, made: int, kind: str, about: _Subject) -> None:
        for sort, record in enumerate(about.records):
            batch.rows["activity_link"].append((self._link_keys.next_key(made), key, *record, sort))
        if kind == "meeting" and about.records and about.records[0][0] == "contact":
            batch.rows["activity_participant"].append(
                (self._participant_keys.next_key(made), key, *about.records[0], 0)
            )
