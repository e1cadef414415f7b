"""What a person does to a layout, step by step (FEATURES DOC-01, DOC-02, DOC-06).

Each step takes a layout in which every field has a place (`Layout.completed`) and returns another.
Names of fields and titles of sections that it does not have raise KeyError: whoever asks has just
shown them.
"""

from __future__ import annotations

from dataclasses import replace

from domain.records.layouts import Layout, Section


def move_field(layout: Layout, name: str, step: int) -> Layout:
    """Move a field one place up (-1) or down (1), at the end of a section into the next one."""
    place, at = _place_of(layout, name)
    members = list(layout.sections[place].fields)
    if 0 <= at + step < len(members):
        members.insert(at + step, members.pop(at))
        return _with(layout, place, members)
    beside = place + step
    if not 0 <= beside < len(layout.sections):
        return layout
    others = list(layout.sections[beside].fields)
    others.insert(len(others) if step < 0 else 0, members.pop(at))
    return _with(_with(layout, place, members), beside, others)


def move_section(layout: Layout, title: str, step: int) -> Layout:
    """Move a section one place up (-1) or down (1)."""
    sections = list(layout.sections)
    place = _section_place(layout, title)
    if 0 <= place + step < len(sections):
        sections.insert(place + step, sections.pop(place))
    return replace(layout, sections=tuple(sections))


def group_field(layout: Layout, name: str, title: str) -> Layout:
    """Put a field at the end of the section with this title, which is made where it is new.

    A new one stands behind that in which the field was. A section without fields goes.
    """
    place, at = _place_of(layout, name)
    members = list(layout.sections[place].fields)
    if layout.sections[place].title == title:
        return layout
    del members[at]
    moved = _with(layout, place, members)
    titles = [section.title for section in moved.sections]
    if title in titles:
        beside = titles.index(title)
        moved = _with(moved, beside, [*moved.sections[beside].fields, name])
    else:
        sections = list(moved.sections)
        sections.insert(place + 1, Section(title, (name,)))
        moved = replace(moved, sections=tuple(sections))
    return moved if members else remove_section(moved, layout.sections[place].title)


def remove_section(layout: Layout, title: str) -> Layout:
    """Take away a section; its fields go to the end of the one before, of the first to the next.

    The last one stays.
    """
    place = _section_place(layout, title)
    if len(layout.sections) == 1:
        return layout
    members, beside = layout.sections[place].fields, place - 1 if place else 1
    others = layout.sections[beside].fields
    joined = _with(layout, beside, [*others, *members] if place else [*members, *others])
    kept = [section for at, section in enumerate(joined.sections) if at != place]
    return replace(joined, sections=tuple(kept))


def rename_section(layout: Layout, title: str, new: str) -> Layout:
    """Give a section another title."""
    place = _section_place(layout, title)
    sections = list(layout.sections)
    sections[place] = replace(sections[place], title=new)
    return replace(layout, sections=tuple(sections))


def rename_field(layout: Layout, name: str, label: str) -> Layout:
    """Give a field a name of one's own, or with "" its first one again."""
    labels = {one: text for one, text in layout.labels.items() if one != name}
    return replace(layout, labels=labels | ({name: label} if label else {}))


def hide(layout: Layout, *names: str) -> Layout:
    """Show fields no longer, in the header neither: they keep their places there until then."""
    return replace(layout, hidden=layout.hidden | set(names))


def show(layout: Layout, *names: str) -> Layout:
    """Show fields again."""
    return replace(layout, hidden=layout.hidden - set(names))


def pin(layout: Layout, name: str) -> Layout:
    """Put a field at the end of the header, where it is shown in any case."""
    if name in layout.header:
        return show(layout, name)
    return show(replace(layout, header=(*layout.header, name)), name)


def unpin(layout: Layout, name: str) -> Layout:
    """Take a field from the header."""
    return replace(layout, header=tuple(one for one in layout.header if one != name))


def print_field(layout: Layout, name: str, *, is_printed: bool) -> Layout:
    """Mark a field as printed, or as one of the screen only."""
    return replace(layout, printed={**layout.printed, name: is_printed})


def _place_of(layout: Layout, name: str) -> tuple[int, int]:
    """Return the place of the section of a field, and that of the field within it."""
    for place, section in enumerate(layout.sections):
        if name in section.fields:
            return place, section.fields.index(name)
    raise KeyError(name)


def _section_place(layout: Layout, title: str) -> int:
    for place, section in enumerate(layout.sections):
        if section.title == title:
            return place
    raise KeyError(title)


def _with(layout: Layout, place: int, fields: list[str]) -> Layout:
    sections = list(layout.sections)
    sections[place] = replace(sections[place], fields=tuple(fields))
    return replace(layout, sections=tuple(sections))
