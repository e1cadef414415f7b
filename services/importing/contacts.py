"""Import the contacts of an address book (FEATURES IMPEX-03)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from services.changes import last_change
from services.context import Context
from services.formats.cards import BrokenCard, Card, Photo
from services.importing.card_rows import NewContacts, import_record_row
from services.importing.card_update import update_contact
from services.importing.matching import CardMatcher, Match
from services.importing.parts import written_in_parts
from services.importing.report import Halves, ImportReport, Progress, until_cancelled
from storage.files import FileStore
from storage.tables import Attachment, Contact, ImportRecord, ImportRun
from storage.unit import Unit


def import_contacts(
    context: Context,
    path: Path,
    progress: Progress = lambda count: None,
    is_cancelled: Callable[[], bool] = lambda: False,
    *,
    is_alone: bool = False,
) -> ImportReport:
    """Read an address book into contacts, as one use case that can be undone.

    The same file read again creates nothing; a card that changed updates its contact alone, and
    there only what changed on the card. It is written in parts, so that others wait for a moment
    only, but where the database `is_alone`: no one else has it. `is_cancelled` says whether the
    person has ended it: what is written then stays, and reading the file again goes on. Raises
    UnusableFile where nothing can be read, and Cancelled, which says whether anything was changed.
    """
    from services.formats.vcard import read_vcards

    # The file is read to its end before the database is locked, so that others can go on working.
    report, halves = ImportReport(), Halves(progress)
    items = halves.counted(until_cancelled(is_cancelled, read_vcards(path)))
    cards = list(_readable(items, FileStore(context.database.path), report))
    if cards:
        halves.skip(report.failed)
        _CardImport(context, "vcard", path.name, report, halves, is_cancelled).run(
            cards, is_alone=is_alone
        )
    return report


def _readable(
    items: Iterable[Card | BrokenCard], store: FileStore, report: ImportReport
) -> Iterator[Card]:
    """Return the cards that could be read, their photos put into the store."""
    for item in items:
        if isinstance(item, BrokenCard):
            report.errors.append((item.number, item.reason))
        elif item.photo is None:
            yield item
        else:
            store.put(item.photo.data)
            yield replace(item, photo=Photo(b"", item.photo.media_type, item.photo.sha256))


class _Matched(NamedTuple):
    """The cards to be written: what each stands for, by the fingerprint of each."""

    matcher: CardMatcher
    cards: dict[str, Card]
    matches: dict[str, Match | None]
    unchanged: int
    """How many cards read as last time."""


class _CardImport:
    """One reading of one file."""

    def __init__(
        self,
        context: Context,
        source: str,
        file_name: str,
        report: ImportReport,
        halves: Halves,
        is_cancelled: Callable[[], bool],
    ) -> None:
        self._context = context
        self._halves = halves
        self._source = source
        self._file_name = file_name
        self._report = report
        self._is_cancelled = is_cancelled
        self._run = ImportRun(source=source, file_name=file_name, started_by=context.actor.user_id)
        self._has_begun = False
        self._remembered: list[dict[str, Any]] = []
        self._photos: list[tuple[UUID, Photo]] = []

    def run(self, cards: list[Card], *, is_alone: bool) -> None:
        """Write the cards, and what came of them into the report."""
        context = self._context
        read_until, matched = last_change(context), self._matched(cards)
        with written_in_parts(
            context, "import_contacts", self._is_cancelled, is_alone=is_alone
        ) as parts:
            if last_change(context) != read_until:
                matched = self._matched(cards)
            self._report.skipped += matched.unchanged
            self._halves.skip(matched.unchanged)
            self._new = NewContacts(context, parts.unit.connection)
            counted = self._halves.counted(matched.cards.items())
            for fingerprint, card in until_cancelled(self._is_cancelled, counted):
                if parts.is_long:
                    self._store(parts.unit)
                    parts.go_on()
                    # What others wrote meanwhile is to be found.
                    parts.unit.session.expire_all()
                    self._new = NewContacts(context, parts.unit.connection)
                match = matched.matches[fingerprint] or matched.matcher.match_renamed(card)
                self._write(parts.unit, card, fingerprint, match)
            self._store(parts.unit)
            if self._has_begun:
                self._run.created, self._run.updated = self._report.created, self._report.updated
                self._run.skipped, self._run.failed = self._report.skipped, self._report.failed

    def _matched(self, cards: list[Card]) -> _Matched:
        """Find out what the cards stand for, of which each counts once."""
        matcher = CardMatcher(
            self._context.database.reader(), self._source, self._file_name, self._context.region
        )
        fresh: dict[str, Card] = {}
        for card in until_cancelled(self._is_cancelled, cards):
            fingerprint = card.fingerprint()
            if not matcher.claim_unchanged(fingerprint):
                fresh.setdefault(fingerprint, card)
        people = until_cancelled(self._is_cancelled, fresh.items())
        matches = {name: matcher.match_person(card) for name, card in people}
        return _Matched(matcher, fresh, matches, len(cards) - len(fresh))

    def _store(self, unit: Unit) -> None:
        """Write what was collected."""
        if not self._remembered:
            return
        if not self._has_begun:
            unit.add(self._run)
            self._has_begun = True
        self._report.made.setdefault("company", []).extend(self._new.made)
        for table, rows in self._new.rows.items():
            unit.insert_many(table, rows)
        unit.insert_many("import_record", self._remembered)
        self._attach_photos(unit)
        self._remembered.clear()
        self._photos.clear()

    def _write(
        self,
        unit: Unit,
        card: Card,
        fingerprint: str,
        match: Match | None,
    ) -> None:
        new, run = self._new, self._run.id
        if match is None or not _is_there(unit, match.contact):
            contact = new.add(card)
            self._report.created += 1
        else:
            contact = match.contact
            # A company that a new contact brings is found by a known one, and the other way round.
            unit.insert_many("company", new.rows["company"])
            new.rows["company"].clear()
            if update_contact(self._context, unit, match, card):
                self._report.updated += 1
            else:
                self._report.skipped += 1
            for key in match.replaced:
                if (record := unit.get(ImportRecord, key)) is not None:
                    unit.session.delete(record)
            unit.session.flush()
        self._remembered.append(import_record_row(run, self._source, card, fingerprint, contact))
        if card.photo is not None and (
            match is None or match.previous is None or match.previous.photo != card.photo
        ):
            self._photos.append((contact, card.photo))

    def _attach_photos(self, unit: Unit) -> None:
        store = FileStore(self._context.database.path)
        for contact, photo in self._photos:
            path = store.path(photo.sha256)
            unit.add(
                Attachment(
                    record_kind="contact",
                    record_id=contact,
                    name=f"photo.{photo.media_type.rpartition('/')[2]}",
                    media_type=photo.media_type,
                    size=path.stat().st_size,
                    sha256=photo.sha256,
                    role="photo",
                    created_by=self._context.actor.user_id,
                    created_at=datetime.now(UTC),
                )
            )


def _is_there(unit: Unit, contact: UUID) -> bool:
    """Say whether a contact that was matched is still there: others write between the parts."""
    found = unit.get(Contact, contact)
    return found is not None and found.deleted_at is None
