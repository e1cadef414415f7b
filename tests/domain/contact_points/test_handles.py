"""Names in social networks and messengers, and sites: what is one and the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contact_points.handles import NETWORKS, parse_handle, show_handle
from domain.contact_points.sites import show_site, site_key
from domain.reach import reach_key, show_reach, typed_keys
from domain.records.fields import FieldType


@pytest.mark.row("CONT-01")
@pytest.mark.parametrize(
    ("typed", "key", "shown"),
    [
        ("https://www.Facebook.com/Ivan?x=1", "facebook:ivan", "Facebook Ivan"),
        ("facebook.com/profile.php?id=1000017", "facebook:1000017", "Facebook 1000017"),
        ("m.facebook.com/ivan.petrov", "facebook:ivanpetrov", "Facebook ivanpetrov"),
        ("fb: ivan.petrov", "facebook:ivanpetrov", "Facebook ivanpetrov"),
        ("t.me/ivan", "telegram:ivan", "Telegram @ivan"),
        ("@ivan", "telegram:ivan", "Telegram @ivan"),
        ("https://telegram.me/s/ivan/", "telegram:ivan", "Telegram @ivan"),
        ("tg://resolve?domain=ivan", "telegram:ivan", "Telegram @ivan"),
        ("тг @ivan", "telegram:ivan", "Telegram @ivan"),
        ("telegram: https://t.me/ivan", "telegram:ivan", "Telegram @ivan"),
        ("t.me/+79161234567", "telegram:+79161234567", "Telegram +7 916 123-45-67"),
        ("vk.com/id1", "vk:id1", "VK id1"),
        ("https://m.vk.ru/durov#x", "vk:durov", "VK durov"),
        ("wa.me/79161234567", "whatsapp:+79161234567", "WhatsApp +7 916 123-45-67"),
        ("whatsapp 8 (916) 123-45-67", "whatsapp:+79161234567", "WhatsApp +7 916 123-45-67"),
        (
            "https://api.whatsapp.com/send?phone=48601234567&text=hi",
            "whatsapp:+48601234567",
            "WhatsApp +48 601 234 567",
        ),
        ("viber://chat?number=%2B79161234567", "viber:+79161234567", "Viber +7 916 123-45-67"),
        ("skype:ivan.p?call", "skype:ivan.p", "Skype ivan.p"),
        ("https://pl.linkedin.com/in/Ivan-P/", "linkedin:ivan-p", "LinkedIn Ivan-P"),
        ("linkedin.com/company/acme", "linkedin:company/acme", "LinkedIn company/acme"),
        ("instagram.com/ivan/?hl=ru", "instagram:ivan", "Instagram @ivan"),
        ("x.com/ivan", "twitter:ivan", "X @ivan"),
        ("https://twitter.com/@ivan", "twitter:ivan", "X @ivan"),
        ("ok.ru/profile/123", "ok:123", "OK 123"),
        ("youtube.com/@ivan", "youtube:ivan", "YouTube @ivan"),
        ("xmpp:ivan@host.org/phone", "xmpp:ivan@host.org", "XMPP ivan@host.org"),
    ],
)
def test_somebody_in_a_network_is_one_person_however_written(
    typed: str, key: str, shown: str
) -> None:
    handle = parse_handle(typed)
    assert handle is not None
    assert (handle.key, show_handle(handle)) == (key, shown)


@pytest.mark.parametrize(
    "typed",
    ["", "t.me", "https://t.me/", "skype:", "ivan@gmail.com", "rom.ru/ivan", "Ivan: call",
     "instagram.com/p/Cxyz", "facebook.com/sharer.php?u=x", "+7 916 123-45-67", "http://[::1]/x"],
)  # fmt: skip
def test_what_names_nobody_in_a_network_is_no_handle(typed: str) -> None:
    assert parse_handle(typed) is None


def test_the_kind_of_a_name_alone_tells_its_network() -> None:
    assert reach_key(FieldType.MESSENGER, "@ivan", "instagram") == "instagram:ivan"
    assert reach_key(FieldType.MESSENGER, "@ivan", "work") == "telegram:ivan"


@given(st.sampled_from(sorted(NETWORKS)), st.from_regex(r"[a-zA-Z]\w{2,20}", fullmatch=True))
def test_a_normal_form_stands_for_itself(network: str, name: str) -> None:
    handle = parse_handle(f"{network}:{name}")
    assert handle is not None
    again = parse_handle(handle.key)
    assert again is not None
    assert again.key == handle.key
    for host in NETWORKS[network].hosts:
        linked = parse_handle(f"https://www.{host}/{name}?x=1")
        assert linked is None or linked.network == network


@given(st.text())
def test_any_text_is_read_without_a_fault(text: str) -> None:
    for type_ in (FieldType.EMAIL, FieldType.SITE, FieldType.MESSENGER):
        assert isinstance(reach_key(type_, text), str)
        assert isinstance(show_reach(type_, text), str)
    assert all(typed_keys(text, "RU"))


@pytest.mark.row("CONT-01")
@pytest.mark.parametrize(
    "typed",
    ["romashka.ru", "https://www.Romashka.ru/", "http://romashka.ru:80", "//romashka.ru/#top",
     "HTTPS://romashka.ru/?utm_source=ad&fbclid=1", "https://user@romashka.ru."],
)  # fmt: skip
def test_a_site_is_the_same_with_and_without_its_scheme(typed: str) -> None:
    assert site_key(typed) == "romashka.ru"


def test_a_site_in_letters_is_the_same_as_in_ascii() -> None:
    assert site_key("https://xn--80aaxitdbjk.xn--p1ai/o-nas") == site_key("папироска.рф/o-nas")
    assert show_site("http://www.xn--80aaxitdbjk.xn--p1ai/") == "папироска.рф"
    assert site_key("rom.ru/a") != site_key("rom.ru/b")
    assert site_key("rom.ru/?id=1") != site_key("rom.ru/?id=2")


@given(st.from_regex(r"[a-z]{2,9}\.(ru|pl|com)(/[A-Za-z0-9]{1,5}){0,3}", fullmatch=True))
def test_the_form_of_a_site_stands_for_itself(site: str) -> None:
    key = site_key(f"https://www.{site}/")
    assert key == site_key(site) == site_key(key)


def test_a_page_in_a_network_is_the_same_as_site_and_as_messenger() -> None:
    page = reach_key(FieldType.SITE, "https://facebook.com/ivan")
    assert page == reach_key(FieldType.MESSENGER, "facebook: ivan") == "facebook:ivan"
