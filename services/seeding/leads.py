"""Makes the rows of leads: some became a contact of the same base, some are junk, most are open."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final, NamedTuple

from domain.records.fields import FieldType
from domain.text import fold
from services.seeding.belongings import Belongings, Owner
from services.seeding.people import LANGUAGE_TURNS, Language, Person, draw_person, languages
from services.seeding.rows import (
    DAY_MICROS,
    Batch,
    KeySeries,
    Period,
    Plan,
    Values,
    batches,
    changed_at,
    pick,
)

_CONVERTED_OF: Final = 6
"""Of how many leads one is converted."""

_JUNK: Final = 0.15
_IN_PROCESSING: Final = 0.5
_DAYS_TO_CONVERT: Final = 9
"""Days from the first word of a lead to the contact that it becomes."""

_CHANNELS: Final = (
    ("google", "cpc", "https://office.example/?from=search"),
    ("yandex", "cpc", "https://office.example/chairs"),
    ("newsletter", "email", "https://office.example/offer"),
    ("facebook", "social", "https://office.example/"),
)


class Origin(NamedTuple):
    """The lead that a contact was: its key, and when it was first heard of, as stored."""

    key: bytes
    made: int


class Leads:
    """Leads by their numbers, from 0; the converted ones are the first, spread over all contacts.

    It draws from a source of its own, so that the other records of a base do not depend on it.
    """

    def __init__(self, plan: Plan, random: Random) -> None:
        self._plan = plan
        self._random = random
        self._languages = languages()
        self._keys = KeySeries(random)
        self._point_keys = KeySeries(random)
        self._result_keys = KeySeries(random)
        self._belongings = Belongings(random, plan.region)
        self.converted = min(plan.leads // _CONVERTED_OF, plan.contacts)
        self._step = plan.contacts // self.converted if self.converted else 0
        self._period = Period(plan.midnight, 180, 0, plan.leads)

    @property
    def open_count(self) -> int:
        """How many leads are made by themselves, without a contact."""
        return self._plan.leads - self.converted

    def key(self, number: int) -> bytes:
        """Return the key of a lead that is made by itself."""
        return self._keys.key(number, self._period.made_at(number))

    def language_of(self, number: int) -> Language:
        """Return the language in which a lead that is made by itself is dealt with."""
        return self._languages[LANGUAGE_TURNS[number % len(LANGUAGE_TURNS)]]

    def drawn(self, random: Random) -> int:
        """Return the number of one of the leads that are made by themselves."""
        return self.converted + int(random.random() * self.open_count)

    def origin_of(self, contact: int, made: int) -> Origin | None:
        """Return the lead that became this contact, written at `made`; None where none did."""
        if not self._step or contact % self._step or contact // self._step >= self.converted:
            return None
        number = contact // self._step
        first_heard = made - (1 + number % _DAYS_TO_CONVERT) * DAY_MICROS
        return Origin(self._keys.key(number, first_heard), first_heard)

    def add_result(self, batch: Batch, lead: bytes, kind: str, record: bytes, made: int) -> None:
        """Tell that a lead was converted into a record, at `made`."""
        key = self._result_keys.next_key(made)
        batch.rows["lead_result"].append((key, lead, kind, record, True))

    def add_converted(
        self, batch: Batch, origin: Origin, person: Person, made: int, points: list[Values]
    ) -> None:
        """Make the lead that a contact was, with the same ways to reach it."""
        choices = self._plan.choices
        status = pick(self._random, choices.lead_statuses["converted"])
        self._row(batch, origin.key, origin.made, made, person, "", status, made, None)
        for point in points:
            key = self._point_keys.next_key(origin.made)
            batch.rows["contact_point"].append((key, "lead", origin.key, *point[3:]))

    def leads(self) -> Iterator[Batch]:
        """Make the leads that nobody has converted."""
        return batches(
            self.open_count, lambda number, batch: self._lead(self.converted + number, batch)
        )

    def _lead(self, number: int, batch: Batch) -> None:
        random, choices = self._random, self._plan.choices
        draw = random.random
        made = self._period.made_at(number)
        key = self._keys.key(number, made)
        language = self.language_of(number)
        share = draw()
        is_junk = share < _JUNK
        meaning = "junk" if is_junk else "open"
        statuses = choices.lead_statuses[meaning]
        status = statuses[min(len(statuses) - 1, 1)] if share < _IN_PROCESSING else statuses[0]
        reason = pick(random, choices.junk_reasons) if is_junk else None
        person = draw_person(random, language) if draw() < 0.85 else None
        title = self._company_title(language) if person is None or draw() < 0.5 else ""
        changed = changed_at(random, made, days=4)
        self._row(batch, key, made, changed, person, title, status, None, reason)
        owner = Owner("lead", key, made, language)
        if draw() < 0.9:
            self._belongings.phone(batch, owner, 0, office=person is None)
        if draw() < 0.4:
            name = f"lead{number}@post.example"
            self._belongings.point(batch, owner, 1, FieldType.EMAIL, "work", name)

    def _row(
        self,
        batch: Batch,
        key: bytes,
        made: int,
        changed: int,
        person: Person | None,
        company: str,
        status: bytes | None,
        converted_at: int | None,
        reason: bytes | None,
    ) -> None:
        random, plan = self._random, self._plan
        draw = random.random
        source, medium, address = pick(random, _CHANNELS) if draw() < 0.3 else ("", "", "")
        names = (person.first, person.middle, person.last) if person else ("", "", "")
        is_nobodys = converted_at is None and draw() < 0.2
        batch.rows["lead"].append(
            (
                *(key, plan.user, made, changed, *names, company),
                person.folded if person else fold(company),
                *(status, reason, converted_at, pick(random, plan.choices.sources)),
                *(source, medium, address, None if is_nobodys else plan.user),
            )
        )

    def _company_title(self, language: Language) -> str:
        words = (pick(self._random, language.beginnings), pick(self._random, language.endings))
        name = " ".join(word.text for word in words)
        return pick(self._random, language.business.titles).format(name)
