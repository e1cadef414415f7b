"""What tests of files share: a record, a file on the disk, the names of what is attached."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from services.context import Context
from services.records.use_cases import add_record


@pytest.fixture
def activity(context: Context) -> UUID:
    """An activity to attach files to."""
    return add_record(context, "activity", {"subject": "x"})


@pytest.fixture
def offer(tmp_path: Path) -> Path:
    """A file on the disk."""
    path = tmp_path / "Предложение.pdf"
    path.write_bytes(b"%PDF offer")
    return path
