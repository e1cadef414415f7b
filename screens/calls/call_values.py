"""The names under which a call in progress keeps what is in its form."""

from __future__ import annotations

from typing import Final

CLIENT: Final = "client"
CLIENT_RECORD: Final = "client record"
NOTES: Final = "notes"
OUTCOME: Final = "outcome"
NEXT: Final = "next"
DEAL: Final = "deal"
STAGE: Final = "stage"
PLANNED: Final = "planned"

PLANNED_KEY: Final = "planned key"
"""The activity that the call was opened from."""

HUNG_UP_AT: Final = "hung up at"
"""When the clock was stopped, in seconds since the call began."""

CONTENT: Final = (NOTES, OUTCOME, NEXT, STAGE)
"""What makes a call worth keeping when its form is left."""
