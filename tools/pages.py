"""Writes the pages of the docs that the program itself makes: `python -m tools.pages`.

`docs/keys.md` comes from the registry of actions, `docs/activities.svg` is a picture of the demo.
"""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from screens.actions import TARGETS, actions_of
from screens.help import LIST_KEYS

DOCS = Path(__file__).parent.parent / "docs"
PICTURE_SIZE = (120, 34)
ZONE = ZoneInfo("Europe/Warsaw")
MOMENT = datetime(2026, 11, 23, 14, 32, tzinfo=ZONE)
"""The picture always shows the same moment, so that it changes only with the program."""

_INTRODUCTION = """\
# Keys

Made from the registry of actions by `make pages`.

The table `[keys]` of the settings file gives an action other keys, by its name; several are
separated by commas:

```toml
[keys]
"activities.done" = "d,f5"
```
"""


def keys_page() -> str:
    """Return the page of keys, in English."""
    lines = [_INTRODUCTION]
    for target, title in TARGETS.items():
        rows = [(a.shown_key, a.sentence, a.name) for a in actions_of(target)]
        lines += [f"## {title}", "", "| key | what it does | name |", "|---|---|---|"]
        lines += [f"| `{key}` | {sentence} | {name} |" for key, sentence, name in rows]
        lines.append("")
    lines += ["## In every list", "", "| key | what it does |", "|---|---|"]
    lines += [f"| `{keys}` | {sentence} |" for keys, sentence in LIST_KEYS]
    return "\n".join(lines) + "\n"


async def picture() -> str:
    """Return a picture of My activities on the demo base, as SVG."""
    from crm_tui.app import CrmApp
    from crm_tui.settings import Settings
    from services.context import Context
    from services.identity import sign_in
    from services.seeding.demo import make_demo
    from storage.database import Database

    with tempfile.TemporaryDirectory() as folder:
        database = Database.open(Path(folder) / "demo.db")
        actor = replace(sign_in(database), name="Anna P")
        context = Context(database, actor, ZONE, clock=lambda zone: MOMENT.astimezone(zone))
        make_demo(context)
        app = CrmApp(context, Settings())
        async with app.run_test(size=PICTURE_SIZE) as pilot:
            while not app.is_complete:
                await pilot.pause(0.05)
            await pilot.press("down", "down")
            await pilot.pause(0.5)
            svg = app.export_screenshot(title="crm")
        database.close()
    return svg


def main() -> None:
    """Write the pages."""
    (DOCS / "keys.md").write_text(keys_page(), encoding="utf-8")
    (DOCS / "activities.svg").write_text(asyncio.run(picture()), encoding="utf-8")


if __name__ == "__main__":
    main()
