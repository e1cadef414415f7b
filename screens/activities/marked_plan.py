"""A task for all that is marked, in whatever lists (FEATURES TASK-01, exam A4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain.i18n import _
from screens.service_screen import ServiceScreen
from services.activities.elements import MOST_ELEMENTS, Marks, elements_of, too_many_elements


def plan_for_marks(
    screen: ServiceScreen[Any], marks: Marks, number: int, forget_marks: Callable[[], None]
) -> None:
    """Open the form of a task for all `number` that are marked, and say what came of it.

    `forget_marks` is called once it is planned.
    """
    from screens.activities.task_forms import TasksForm

    if number > MOST_ELEMENTS:
        # All of a list may be a million, which nobody waits for to be refused.
        screen.say(too_many_elements(), "error")
        return
    elements = screen.read(lambda: elements_of(screen.context, marks))
    if elements is None:
        return
    if not elements:
        screen.say(_("What is marked is with nobody."))
        return
    form = TasksForm(elements)

    def tell(key: object) -> None:
        if key is not None:
            forget_marks()
            screen.say(form.said_when_saved())

    screen.app.push_screen(form, tell)
