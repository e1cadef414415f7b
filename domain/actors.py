"""Who acts: every service call takes one of these."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at work.

    `department_path` lists the person's department and those above it, the nearest first.
    """

    user_id: UUID
    login: str
    name: str
    is_admin: bool = False
    department_path: tuple[UUID, ...] = ()
    roles: frozenset[str] = frozenset()
