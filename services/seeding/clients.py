"""Makes the rows of companies and contacts, with what belongs to them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Final

from domain.money import MILLION
from domain.records.fields import FieldType
from services.seeding.belongings import Belongings, Owner
from services.seeding.leads import Leads
from services.seeding.people import LANGUAGE_TURNS, Language, Person, draw_person, languages
from services.seeding.rows import (
    Batch,
    KeySeries,
    Period,
    Plan,
    batches,
    changed_at,
    pick,
)

_LEAP_YEAR: Final = 2000
_DAYS: Final = tuple(
    (date(_LEAP_YEAR, 1, 1) + timedelta(days=number)).strftime("-%m-%d") for number in range(366)
)
_NO_COMPANY: Final = -1
_MAIL_HOSTS: Final = ("mail.example", "post.example", "box.example", "letters.example")
"""Hosts below `.example`, where nobody ever gets a letter (RFC 2606, section 2)."""

_SHORT_NAMES: Final = 2_000
"""Companies up to about which two words are enough to tell most of them apart."""


class Clients:
    """Companies and contacts by their numbers, from 0.

    What must be known of them later is kept in flat arrays: the first word of each company's name,
    the main company and the language of each contact. Companies are made first.
    """

    def __init__(self, plan: Plan, random: Random, leads: Leads) -> None:
        self._plan = plan
        self._random = random
        self._leads = leads
        self._languages = languages()
        self._company_keys = KeySeries(random)
        self._contact_keys = KeySeries(random)
        self._link_keys = KeySeries(random)
        self._belongings = Belongings(random, plan.region)
        self._company_period = Period(plan.midnight, 1100, 40, plan.companies)
        self._contact_period = Period(plan.midnight, 1095, 35, plan.contacts)
        self._beginnings = array("B", bytes(plan.companies))
        self._companies_of = array("i", [_NO_COMPANY]) * plan.contacts
        self._languages_of = array("B", bytes(plan.contacts))

    def company_key(self, number: int) -> bytes:
        """Return the key of a company."""
        return self._company_keys.key(number, self._company_period.made_at(number))

    def contact_key(self, number: int) -> bytes:
        """Return the key of a contact."""
        return self._contact_keys.key(number, self._contact_period.made_at(number))

    def lead_of(self, contact: int) -> bytes | None:
        """Return the key of the lead that a contact was, None where it was none."""
        origin = self._leads.origin_of(contact, self._contact_period.made_at(contact))
        return origin.key if origin else None

    def company_of(self, contact: int) -> int | None:
        """Return the number of a contact's main company, None without one."""
        company = self._companies_of[contact]
        return None if company == _NO_COMPANY else company

    def language_of_contact(self, contact: int) -> Language:
        """Return the language in which a contact is dealt with."""
        return self._languages[self._languages_of[contact]]

    def language_of_company(self, company: int) -> Language:
        """Return the language in which a company is dealt with."""
        return self._languages[LANGUAGE_TURNS[company % len(LANGUAGE_TURNS)]]

    def companies(self) -> Iterator[Batch]:
        """Make the companies."""
        return batches(self._plan.companies, self._company)

    def contacts(self) -> Iterator[Batch]:
        """Make the contacts."""
        return batches(self._plan.contacts, self._contact)

    def _company(self, number: int, batch: Batch) -> None:
        random, plan = self._random, self._plan
        draw = random.random
        language = self.language_of_company(number)
        business = language.business
        made = self._company_period.made_at(number)
        key = self._company_keys.key(number, made)
        title, folded = self._company_title(number, language)
        turnover = int(draw() * 900 + 1) * 100_000 * MILLION if draw() < 0.3 else None
        batch.rows["company"].append(
            (
                key,
                plan.user,
                made,
                changed_at(random, made, days=40),
                title,
                folded,
                _mostly_first(random, plan.choices.company_types),
                pick(random, plan.choices.industries),
                turnover,
                "" if turnover is None else business.currency,
                int(draw() ** 3 * 900) + 1 if draw() < 0.5 else None,
                plan.user,
                pick(random, business.comments) if draw() < 0.1 else "",
            )
        )
        owner = Owner("company", key, made, language)
        host = self._host(number)
        if draw() < 0.9:
            self._belongings.phone(batch, owner, 0, office=True)
        if draw() < 0.6:
            self._belongings.point(batch, owner, 1, FieldType.EMAIL, "work", f"info@{host}")
        if draw() < 0.4:
            self._belongings.point(batch, owner, 2, FieldType.SITE, "work", f"https://{host}")
        if draw() < 0.7:
            self._belongings.address(batch, owner, "work")

    def _company_title(self, number: int, language: Language) -> tuple[str, str]:
        """Return a title and its search form. The more companies, the longer their names."""
        random = self._random
        place = int(random.random() * len(language.beginnings))
        self._beginnings[number] = place
        words = [language.beginnings[place]]
        if random.random() < self._plan.companies / (self._plan.companies + _SHORT_NAMES):
            words.append(pick(random, language.beginnings))
        words.append(pick(random, language.endings))
        name = ("-" if random.random() < 0.3 else " ").join([word.text for word in words])
        title = pick(random, language.business.titles).format(name)
        return title, "".join([word.folded for word in words])

    def _host(self, company: int) -> str:
        beginning = self.language_of_company(company).beginnings[self._beginnings[company]]
        return f"{beginning.latin}{company}.example"

    def _contact(self, number: int, batch: Batch) -> None:
        random, plan = self._random, self._plan
        draw = random.random
        made = self._contact_period.made_at(number)
        key = self._contact_keys.key(number, made)
        company, language = self._place(number)
        business = language.business
        works = company != _NO_COMPANY
        person = draw_person(random, language)
        origin = self._leads.origin_of(number, made)
        batch.rows["contact"].append(
            (
                key,
                plan.user,
                made,
                changed_at(random, made, days=35),
                person.first,
                person.middle,
                person.last,
                person.folded,
                _birth_date(random) if draw() < 0.5 else "",
                pick(random, business.positions) if works and draw() < 0.8 else "",
                pick(random, business.departments) if works and draw() < 0.1 else "",
                _mostly_first(random, plan.choices.contact_types),
                pick(random, plan.choices.sources),
                plan.user,
                pick(random, business.comments) if draw() < 0.15 else "",
                origin.key if origin else None,
            )
        )
        if works:
            self._work_places(batch, key, made, company)
        owner = Owner("contact", key, made, language)
        points = batch.rows["contact_point"]
        before = len(points)
        self._ways_to_reach(batch, owner, person, company)
        if origin:
            self._leads.add_converted(batch, origin, person, made, points[before:])
            self._leads.add_result(batch, origin.key, "contact", key, made)
        if draw() < 0.25:
            self._belongings.address(batch, owner, "home")

    def _place(self, contact: int) -> tuple[int, Language]:
        """Draw the main company of a contact, and the language that goes with it."""
        draw = self._random.random
        turn, company = int(draw() * len(LANGUAGE_TURNS)), _NO_COMPANY
        if self._plan.companies and draw() < 0.8:
            turn = company = int(draw() * self._plan.companies)
        language = LANGUAGE_TURNS[turn % len(LANGUAGE_TURNS)]
        self._companies_of[contact] = company
        self._languages_of[contact] = language
        return company, self._languages[language]

    def _work_places(self, batch: Batch, contact: bytes, made: int, company: int) -> None:
        """Link a contact with its main company, and one in fifteen with others too."""
        draw = self._random.random
        companies = [company]
        while draw() < 0.07:
            other = int(draw() * self._plan.companies)
            if other not in companies:
                companies.append(other)
        rows = batch.rows["contact_company"]
        for sort, number in enumerate(companies):
            rows.append((self._link_keys.next_key(made), contact, self.company_key(number), sort))

    def _ways_to_reach(self, batch: Batch, owner: Owner, person: Person, company: int) -> None:
        random, belongings = self._random, self._belongings
        draw = random.random
        if draw() < 0.95:
            belongings.phone(batch, owner, 0, office=False)
        if draw() < 0.15:
            belongings.phone(batch, owner, 1, office=True)
        if draw() < 0.7:
            at_work = company != _NO_COMPANY and draw() < 0.6
            host = self._host(company) if at_work else pick(random, _MAIL_HOSTS)
            mail = f"{_mailbox(random, person)}@{host}"
            label = "work" if at_work else "home"
            belongings.point(batch, owner, 2, FieldType.EMAIL, label, mail)
        if draw() < 0.05:
            name = f"telegram:{_mailbox(random, person)}"
            belongings.point(batch, owner, 3, FieldType.MESSENGER, "other", name)


def _mostly_first(random: Random, keys: Sequence[bytes | None]) -> bytes | None:
    return keys[int(random.random() ** 3 * len(keys))]


def _birth_date(random: Random) -> str:
    """Return a birth date; one in ten has no year."""
    draw = random.random
    day = _DAYS[int(draw() * len(_DAYS))]
    if draw() < 0.1:
        return f"-{day}"
    year = 1946 + int(draw() * 60)
    return f"{year - year % 4 if day == '-02-29' else year}{day}"


def _mailbox(random: Random, person: Person) -> str:
    number = int(random.random() * 400)
    tail = str(number) if number >= 100 else ""
    first = person.latin_first[:1] if number % 2 else person.latin_first
    return f"{first}.{person.latin_last}{tail}"
