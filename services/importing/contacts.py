"""Import the contacts of an address book (FEATURES IMPEX-03)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from services.context import Context
from services.formats.cards import BrokenCard, Card, Photo
from services.importing.card_rows import NewContacts, import_record_row
from services.importing.card_update import update_contact
from services.importing.matching import CardMatcher, Match
from services.importing.report import Halves, ImportReport, Progress, until_cancelled
from storage.files import FileStore
from storage.tables import Attachment, ImportRecord, ImportRun
from storage.unit import Unit


def import_contacts(
    context: Context,
    path: Path,
    progress: Progress = lambda count: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> ImportReport:
    """Read an address book into contacts, as one use case that can be undone.

    The same file read again creates nothing; a card that changed updates its contact alone, and
    there only what changed on the card. `is_cancelled` says whether the person has ended it. Raises
    UnusableFile where nothing can be read, and Cancelled; nothing is changed then.
    """
    from services.formats.vcard import read_vcards

    # The file is read to its end before the database is locked, so that others can go on working.
    report, halves = ImportReport(), Halves(progress)
    items = halves.counted(until_cancelled(is_cancelled, read_vcards(path)))
    cards = list(_readable(items, FileStore(context.database.path), report))
    if cards:
        halves.skip(report.failed)
        _CardImport(context, "vcard", path.name, report, halves, is_cancelled).run(cards)
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


class _CardImport:
    """One reading of one file, within one unit."""

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
        self._remembered: list[dict[str, Any]] = []
        self._photos: list[tuple[UUID, Photo]] = []

    def run(self, cards: list[Card]) -> None:
        """Write the cards, and what came of them into the report."""
        with self._context.database.write(self._context.actor, "import_contacts") as unit:
            unit.is_cancelled = self._is_cancelled
            run = ImportRun(
                source=self._source,
                file_name=self._file_name,
                started_by=self._context.actor.user_id,
            )
            matcher = CardMatcher(
                unit.connection, self._source, self._file_name, self._context.region
            )
            fresh = self._without_unchanged(matcher, cards)
            new = NewContacts(self._context, unit.connection)
            self._halves.skip(len(cards) - len(fresh))
            matches = {name: matcher.match_person(card) for name, card in fresh.items()}
            counted = self._halves.counted(fresh.items())
            for fingerprint, card in until_cancelled(self._is_cancelled, counted):
                match = matches[fingerprint] or matcher.match_renamed(card)
                self._write(unit, new, run.id, card, fingerprint, match)
            if not self._remembered:
                return
            self._report.made["company"] = new.made
            run.created, run.updated = self._report.created, self._report.updated
            run.skipped, run.failed = self._report.skipped, self._report.failed
            unit.add(run)
            for table, rows in new.rows.items():
                unit.insert_many(table, rows)
            unit.insert_many("import_record", self._remembered)
            self._attach_photos(unit)

    def _without_unchanged(self, matcher: CardMatcher, cards: list[Card]) -> dict[str, Card]:
        """Return the cards that do not read as last time, each once, by their fingerprints."""
        fresh: dict[str, Card] = {}
        for card in cards:
            fingerprint = card.fingerprint()
            if matcher.claim_unchanged(fingerprint) or fingerprint in fresh:
                self._report.skipped += 1
            else:
                fresh[fingerprint] = card
        return fresh

    def _write(
        self,
        unit: Unit,
        new: NewContacts,
        run: UUID,
        card: Card,
        fingerprint: str,
        match: Match | None,
    ) -> None:
        if match is None:
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
                unit.session.delete(unit.session.get_one(ImportRecord, key))
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
