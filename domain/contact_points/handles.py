"""Names in messengers and social networks, read from links, `network:name` and `@name`.

However somebody is written down there, `t.me/ivan`, `https://telegram.me/Ivan?start=1` and
`telegram: @ivan` are one and the same person: network and name, which `Handle.key` compares.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qs, unquote

from domain.contact_points.phones import digits, format_phone, parse_phone
from domain.text import fold


class Network(NamedTuple):
    """A messenger or social network.

    `hosts` are those of its links, without `www.` and `m.`; `words` other names of it, as people
    type them and as links of programs begin. `by_phone` tells that its people may be known by a
    phone, `has_at` that names are shown with `@`. `skipped` are first parts of a path that stand
    before the name, `kept` those without which the name means somebody else.
    """

    title: str
    hosts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    by_phone: bool = False
    has_at: bool = False
    skipped: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


NETWORKS: dict[str, Network] = {
    "telegram": Network(
        "Telegram",
        ("t.me", "telegram.me", "telegram.dog"),
        ("tg", "тг", "телеграм", "телега"),
        by_phone=True,
        has_at=True,
        skipped=("s",),
        kept=("joinchat", "c"),
    ),
    "whatsapp": Network(
        "WhatsApp",
        ("wa.me", "api.whatsapp.com", "chat.whatsapp.com", "whatsapp.com"),
        ("wa", "wsp", "ватсап", "вотсап", "воцап"),
        by_phone=True,
        kept=("channel", "message"),
    ),
    "viber": Network("Viber", ("viber.com",), ("вайбер",), by_phone=True),
    "signal": Network("Signal", ("signal.me",), ("сигнал",), by_phone=True),
    "max": Network("MAX", ("max.ru",), ("макс",), by_phone=True),
    "skype": Network("Skype", ("join.skype.com",), ("скайп",)),
    "vk": Network("VK", ("vk.com", "vk.ru", "vkontakte.ru"), ("вк", "вконтакте")),
    "ok": Network(
        "OK",
        ("ok.ru", "odnoklassniki.ru"),
        ("одноклассники",),
        skipped=("profile",),
        kept=("group",),
    ),
    "facebook": Network(
        "Facebook",
        ("facebook.com", "fb.com", "fb.me", "m.me", "messenger.com"),
        ("fb", "фейсбук", "messenger"),
        skipped=("t",),
        kept=("groups", "pages", "events", "people"),
    ),
    "instagram": Network(
        "Instagram", ("instagram.com", "instagr.am"), ("ig", "insta", "инстаграм"), has_at=True
    ),
    "twitter": Network("X", ("x.com", "twitter.com"), ("x",), has_at=True),
    "linkedin": Network(
        "LinkedIn",
        ("linkedin.com",),
        ("линкедин",),
        skipped=("in", "pub"),
        kept=("company", "school"),
    ),
    "youtube": Network(
        "YouTube", ("youtube.com",), ("ютуб",), has_at=True, kept=("channel", "c", "user")
    ),
    "tiktok": Network("TikTok", ("tiktok.com",), has_at=True),
    "threads": Network("Threads", ("threads.net", "threads.com"), has_at=True),
    "github": Network("GitHub", ("github.com",)),
    "xmpp": Network("XMPP", (), ("jabber",)),
    "icq": Network("ICQ", ("icq.com", "icq.im"), ("аська",)),
}
"""The networks that are known, by the code that stands before the colon of a normal form."""

_HOSTS = {host: code for code, network in NETWORKS.items() for host in network.hosts}
_WORDS = {word: code for code, network in NETWORKS.items() for word in (code, *network.words)}
_NO_NAMES = frozenset(
    "p reel reels explore share sharer.php watch hashtag search login home feed post posts status "
    "stories story dialog intent photo.php photos wall video videos settings".split()
)
"""First parts of paths that lead to something else than to somebody."""

_IN_QUERY = ("phone", "number", "domain", "id")
"""Where the name stands in links that have none in their path."""

_SPELLED = re.compile(r"([^\s:/@.]+)\s*(?::\s*(?://)?|\s+(?=[@+\d])|\s+)(.+)")
_LINK = re.compile(
    r"(?:https?:)?(?://)?(?:[\w-]+@)?(?P<host>[\w.-]+\.[a-z]{2,})(?::\d+)?(?P<rest>[/?].*)?"
)
_PHONE = re.compile(r"\+?[\d\s()./-]{7,}")
_AT_NAME = re.compile(r"@\w[\w.]*")


class Handle(NamedTuple):
    """Somebody in a network: the code of the network, and the name there in normal form.

    The name has no `@`; one that is a phone has its international form.
    """

    network: str
    name: str

    @property
    def key(self) -> str:
        """What is compared and found: `telegram:ivan`."""
        return f"{self.network}:{fold(self.name)}"


def parse_handle(text: str, region: str = "RU", label: str = "") -> Handle | None:
    """Return who is meant in which network, None where no network is named or its link has no name.

    Read are links with and without a scheme (`https://www.facebook.com/ivan?x`, `wa.me/7916…`),
    links of programs (`tg://resolve?domain=ivan`), a network with a name behind it (`skype:ivan`,
    `telegram @ivan`) and `@ivan` alone: of the network that `label` names, else of Telegram, whose
    names are written so. `region` is that of phones without a country code.
    """
    typed = " ".join(text.split())
    if _AT_NAME.fullmatch(typed):
        return Handle(_WORDS.get(fold(label), "telegram"), typed[1:])
    link = _LINK.fullmatch(typed.lower())
    if link is not None:
        return _from_link(typed, link, region)
    spelled = _SPELLED.fullmatch(typed)
    code = _WORDS.get(fold(spelled[1])) if spelled else None
    if spelled is None or code is None:
        return None
    rest = spelled[2].strip()
    link = _LINK.fullmatch(rest.lower())
    if link is not None and (found := _from_link(rest, link, region)):
        return found
    path, _mark, query = rest.partition("?")
    name = _queried(query) or path.strip("/ ")
    return _handle(code, name, region)


def show_handle(handle: Handle) -> str:
    """Return a name as a person reads it: `Telegram @ivan`, `WhatsApp +7 916 123-45-67`."""
    network = NETWORKS.get(handle.network)
    title = network.title if network else handle.network
    name = handle.name
    if name.startswith("+"):
        name = format_phone(name)
    elif network and network.has_at and "/" not in name:
        name = f"@{name}"
    return f"{title} {name}"


def _from_link(typed: str, link: re.Match[str], region: str) -> Handle | None:
    code = _HOSTS.get(_bare_host(link["host"]))
    if code is None:
        return None
    network = NETWORKS[code]
    rest = typed[link.start("rest") :] if link["rest"] else ""
    path, _mark, query = rest.partition("#")[0].partition("?")
    parts = [part for part in unquote(path).split("/") if part]
    if parts and parts[0].lower() in network.skipped:
        parts = parts[1:]
    first = parts[0].lower() if parts else ""
    if not parts or first.endswith((".php", "send")):
        return _handle(code, _queried(query), region) if first not in _NO_NAMES else None
    if first in _NO_NAMES:
        return None
    return _handle(code, "/".join(parts[:2]) if first in network.kept else parts[0], region)


def _bare_host(host: str) -> str:
    """Return a host without what stands before it for telephones and countries."""
    for beginning in ("www.", "m.", "mobile.", "touch.", "web."):
        host = host.removeprefix(beginning)
    if host.endswith(".linkedin.com"):
        host = "linkedin.com"
    return host


def _queried(query: str) -> str:
    values = parse_qs(query)
    return next((values[name][0].strip() for name in _IN_QUERY if name in values), "")


def _handle(code: str, name: str, region: str) -> Handle | None:
    name = unquote(name).strip().lstrip("@").strip()
    network = NETWORKS[code]
    if network.by_phone and _PHONE.fullmatch(name):
        number = parse_phone(name, region)
        # In links a number stands in international form without its plus.
        abroad = number if number.e164 else parse_phone(f"+{digits(name)}", region)
        name = abroad.e164 or f"+{digits(name)}"
    if code == "facebook" and "/" not in name:
        name = name.replace(".", "")  # Facebook takes no notice of points in names
    if code == "xmpp":
        name = name.partition("/")[0]
    return Handle(code, name) if name and not name.isspace() else None
