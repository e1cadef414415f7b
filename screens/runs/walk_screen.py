"""Walks through a run: the client, the script, the outcome by one key, the next (ACT-16)."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from textual import events

from domain.errors import BadInput
from domain.i18n import _
from domain.text import one_line
from screens.activities.explain import read_next
from screens.program import with_keys
from screens.runs.shown_run import GoneBy, ShownRun
from services.activities.outcomes import CALL_BACK, Outcome
from services.activities.walking import RunStep, Turn, finish_step, hold_step, leave_step
from widgets.facts import FactsPane

MOST_BACK = 20
"""Activities among which that is looked for of which a step was taken back."""


class WalkScreen(ShownRun):
    """One activity of a run after the other, each dealt with by a key."""

    _asked: tuple[UUID, Outcome] | None = None
    """The activity, and its outcome, that waits for its next step to be typed."""
    closing_said = ""
    """What is to be said of the run that was closed here, "" where none was."""
    _early: str | None = None
    """What is typed of a note while no activity is there to be noted on; None: no note is."""

    def on_key(self, event: events.Key) -> None:
        """Mark the activity as done, with the outcome of the digit that is pressed.

        What is typed of a note that cannot be typed yet is no command.
        """
        if self._is_early():
            event.stop()
            if event.is_printable:
                self._early = f"{self._early}{event.character or ''}"
                self._at_hand()
            else:
                self._early = None
            return
        if not self.is_typing and event.key.isdecimal() and self._shown is not None:
            event.stop()
            outcomes = self._outcomes(self._shown.run)
            if 0 < int(event.key) <= len(outcomes):
                outcome = outcomes[int(event.key) - 1]
                # Letters that were typed before the digit are still on their way to the line.
                self._fields.call_when_typed(lambda: self._choose(outcome))

    def _is_early(self) -> bool:
        """Whether a note is typed that there is nothing to be noted on yet."""
        return self._early is not None and (self.is_busy or self.step is None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let keys of a note that cannot be typed yet do nothing."""
        return not self._is_early() and super().check_action(action, parameters)

    def _choose(self, outcome: Outcome) -> None:
        """Mark the activity as done; one who is to be called again is planned for first."""
        step = self._at_hand()
        if step is None:
            return
        if outcome.code == CALL_BACK and not self._fields.value("next"):
            self._asked = (step.activity, outcome)
            self._fields.offer_next()
            said = _("{outcome}: when? Enter plans it, empty for not at all; Esc chooses anew.")
            self.say(said.format(outcome=outcome.label))
        else:
            self._finish(outcome)

    def shown_now(self) -> None:
        """Take up a note that was begun while the activity was on its way."""
        super().shown_now()
        early, self._early = self._early, None
        if early is not None and self.step is not None:
            self._fields.open("note").insert(early)

    def action_outcome(self) -> None:
        """Say how outcomes are chosen."""
        self.say(_("Press the digit of the outcome."))

    def action_done(self) -> None:
        """Mark the activity as done, without an outcome."""
        self._fields.call_when_typed(lambda: self._finish(None))

    def _finish(self, outcome: Outcome | None) -> None:
        step = self._at_hand()
        if step is None:
            return
        try:
            following = read_next(self.context, self._fields.value("next"))
        except BadInput as error:
            self._fields.open("next").note(str(error), is_wrong=True)
            return
        context, wanted, note = self.context, self._wanted, self._fields.value("note")
        label = outcome.label if outcome else _("Done")
        who = self.client.title if self.client else step.subject
        said = _("{outcome}: {client}. u takes it back.").format(
            outcome=label, client=one_line(who, 40)
        )
        self._go_on(
            lambda: finish_step(context, wanted, step.activity, outcome, note, following),
            lambda: self._passed(step, said, is_done=True),
        )

    def _at_hand(self) -> RunStep | None:
        """Return the activity that is shown, unless the next one is on its way."""
        if not self.is_busy and self.step is None:
            self.say(_("There is nothing to be done now."))
        return None if self.is_busy else self.step

    def _passed(self, step: RunStep, sentence: str, *, is_done: bool) -> None:
        self._gone_by.append(GoneBy(step.activity, is_done, self._fields.forget()))
        self.say(sentence)

    def action_skip(self) -> None:
        """Leave the activity for the end."""
        if (step := self._at_hand()) is not None:
            behind = self._wanted.behind | {step.activity}
            self._wanted = replace(self._wanted, behind=behind)
            context, wanted = self.context, self._wanted
            self._go_on(
                lambda: leave_step(context, wanted),
                lambda: self.say(_("Left for the end.")),
            )

    def action_later(self) -> None:
        """Put the activity off to another time."""
        from screens.activities.postpone_dialog import PostponeDialog

        if (step := self._at_hand()) is not None:
            said = _("Put off. u takes it back.")
            dialog = PostponeDialog([step.activity], step.subject)
            self.app.push_screen(
                dialog, lambda result: self._left(step, said, result, is_done=False)
            )

    def action_form(self) -> None:
        """Mark the activity as done by the form."""
        from screens.activities.finish_dialog import FinishDialog

        if (step := self._at_hand()) is not None:
            title = self.client.title if self.client else ""
            said = _("Done: {subject}. u takes it back.").format(subject=title or step.subject)
            dialog = FinishDialog([step.activity], step.subject, title)
            self.app.push_screen(
                dialog, lambda result: self._left(step, said, result, is_done=True)
            )

    def _left(self, step: RunStep, sentence: str, result: object, *, is_done: bool) -> None:
        """Show the next one after a dialog has dealt with this one."""
        if result is not None:
            context, wanted = self.context, self._wanted
            self._go_on(
                lambda: leave_step(context, wanted),
                lambda: self._passed(step, sentence, is_done=is_done),
            )

    def undone(self, what: str) -> None:
        """Show the activity again of which a step was taken back."""
        super().undone(what)
        self._go_on(self._back)

    def _back(self) -> Turn:
        """Return the last activity that was dealt with and is to be done again by now."""
        for place, one in reversed([*enumerate(self._gone_by)][-MOST_BACK:]):
            # What was put off was open before, too: it comes back where that was the last step.
            if one.is_done or place == len(self._gone_by) - 1:
                step = hold_step(self.context, self._wanted.run, one.activity)
                if step is not None:
                    del self._gone_by[place]
                    self._fields.keep(one.activity, one.typed)
                    return Turn(step)
        return self._next()

    def action_note(self) -> None:
        """Write a note."""
        if self._at_hand() is not None:
            self._fields.open("note")
        else:
            self._early = ""

    def action_following(self) -> None:
        """Plan the next step."""
        if self._at_hand() is not None:
            self._fields.open("next")
        elif not self.is_busy:
            self._early = ""

    def action_line(self) -> None:
        """Leave the line that is typed into, so that keys choose the outcome again, or open one."""
        if (outcome := self._waiting()) is not None:
            self._asked = None
            self.set_focus(None)
            self._fields.call_when_typed(lambda: self._finish(outcome))
        elif self.is_typing:
            self.set_focus(None)
        else:
            self.action_note()

    def action_call(self) -> None:
        """Dial the first number, then the next one."""
        from screens.calls.dialing import dial

        if self._at_hand() is None:
            return
        phones = self._shown.found.header.phones if self._shown and self._shown.found else ()
        if not phones:
            self.say(_("No number is known."))
            return
        dial(self.app, self.context, phones[self._dialled % len(phones)].value)
        self._dialled += 1

    def action_client(self) -> None:
        """Open the card of the client."""
        from screens.cards.opening import open_card

        if self.client is not None:
            open_card(self.app, self.client)

    def action_ahead(self) -> None:
        """Go on with what is planned for later days."""
        self._wanted = replace(self._wanted, is_ahead=True)
        if self.step is None:
            self._go_on(self._next)
        else:
            self.say(_("What is planned for later days comes after the rest."))

    def action_close(self) -> None:
        """Close the run, and go back."""
        if self._shown is not None:
            self.ask_to_close(self._shown.run, self._run_closed)

    def _run_closed(self, said: str) -> None:
        self.closing_said = said
        self.dismiss()

    def action_scroll(self, step: int) -> None:
        """Show more of the script."""
        script = self.query_one("#script", FactsPane)
        script.scroll_to(y=script.top + step, animate=False)

    def action_back(self) -> None:
        """Leave the line that is typed into; else pause."""
        if not self.is_typing:
            if not self.cancel_long():
                self.dismiss()
            return
        if self._waiting() is not None:
            self._asked = None
            self._fields.withdraw_next()
        self.set_focus(None)
        said = _("It is kept. A digit is the outcome now, {back} pauses the run.")
        self.say(with_keys(self, said, back="run.back"))

    def _waiting(self) -> Outcome | None:
        """Return the outcome whose next step is being typed, None where none waits for it."""
        step = self.step
        if self._asked is None or step is None or not self.is_typing:
            return None
        activity, outcome = self._asked
        return outcome if activity == step.activity else None

    def action_undo(self) -> None:
        """Take back the last step, where it is one of this run."""
        from services.undo import undo

        context, run = self.context, self._wanted.run

        def take_back() -> None:
            self.perform(lambda: undo(context, run=run), self.undone)

        # The digit of an outcome that was pressed before is no binding, and comes later than one.
        self.call_later(self._fields.call_when_typed, take_back)
