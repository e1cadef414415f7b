"""Reading vCards: what each exporter writes, and what the user finds in the contact."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from vcard_helpers import labelled, read_all, read_one

from services.formats.cards import Card, Organisation, PostalAddress

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 3


@pytest.mark.row("IMPEX-03")
def test_outlook_21(tmp_path: Path) -> None:
    card = read_one(
        tmp_path,
        "N;LANGUAGE=en-us:Kowalska;Anna;Maria;Ms.;PhD\n"
        "FN:Ms. Anna Maria Kowalska PhD\n"
        "ORG:Bakery, The;Sales;North\n"
        "TITLE:Buyer\n"
        "ROLE:Purchasing\n"
        "NOTE;ENCODING=QUOTED-PRINTABLE:First line=0D=0A=\n"
        "Second line\n"
        "TEL;WORK;VOICE:(22) 555-10-20\n"
        "TEL;WORK;FAX:(22) 555-10-21\n"
        "TEL;CELL;VOICE:+48 600 100 200\n"
        "X-MS-TEL;VOICE;CALLBACK:(22) 555-10-22\n"
        "ADR;WORK;PREF:;Suite 7;Long St. 5;Warsaw;Mazovia;00-001;Poland\n"
        "LABEL;WORK;PREF;ENCODING=QUOTED-PRINTABLE:Long St. 5=0D=0A=\n"
        "00-001 Warsaw\n"
        "BDAY:19791230\n"
        "EMAIL;PREF;INTERNET:anna@example.com\n"
        "X-MS-IMADDRESS:anna.im@example.com\n"
        "X-MS-MANAGER:Big Boss\n"
        "REV:20240102T030405Z",
        version="2.1",
    )
    assert (card.last_name, card.first_name, card.middle_name) == ("Kowalska", "Anna", "Maria")
    assert (card.prefix, card.suffix, card.formatted_name) == ("Ms.", "PhD", "")
    assert card.organisations == (Organisation("Bakery, The", "Sales, North"),)
    assert card.position == "Buyer, Purchasing"
    assert card.note == "First line\nSecond line"
    assert labelled(card.phones) == [
        ("(22) 555-10-20", "work"),
        ("(22) 555-10-21", "work fax"),
        ("+48 600 100 200", "mobile"),
        ("(22) 555-10-22", "callback"),
    ]
    assert card.addresses == (
        PostalAddress("work", "Long St. 5, Suite 7", "Warsaw", "Mazovia", "00-001", "Poland"),
    )
    assert card.birth_date == "1979-12-30"
    assert labelled(card.emails) == [("anna@example.com", "other")]
    assert labelled(card.messengers) == [("im:anna.im@example.com", "other")]
    assert labelled(card.remarks) == [("Big Boss", "manager")]
    assert card.revised == "20240102T030405Z"


@pytest.mark.row("IMPEX-03")
def test_apple_30_with_groups_and_a_photo(tmp_path: Path) -> None:
    packed = base64.b64encode(PNG).decode()
    folded = "\n ".join(packed[place : place + 74] for place in range(0, len(packed), 74))
    card = read_one(
        tmp_path,
        "N:Петров;Иван;Сергеевич,Младший;;\n"
        "FN:Иван Сергеевич Младший Петров\n"
        "item1.TEL:8 (495) 123-45-67\n"
        "item1.X-ABLabel:_$!<AssistantPhone>!$_\n"
        "item2.TEL:8 (495) 123-45-68\n"
        "item2.X-ABLabel:Дача\n"
        "TEL;type=HOME;type=FAX:8 (495) 123-45-69\n"
        "TEL;type=IPHONE;type=CELL;type=VOICE;type=pref:\u202a+7 916 000 00 01\u202c\n"
        "item3.URL;type=pref:http\\://example.com\n"
        "item3.X-ABLabel:_$!<HomePage>!$_\n"
        "item4.ADR;type=HOME;type=pref:;;Ленина 1\\nкв. 2;Москва;;101000;Россия\n"
        "item5.X-ABDATE;type=pref:2001-06-07\n"
        "item5.X-ABLabel:_$!<Anniversary>!$_\n"
        "IMPP;X-SERVICE-TYPE=Skype;type=HOME:skype:ivan.petrov\n"
        "X-SOCIALPROFILE;type=twitter:http://twitter.com/ivan\n"
        "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29\n"
        "CATEGORIES:VIP,Клиенты\n"
        f"PHOTO;ENCODING=b;TYPE=JPEG:{folded}\n"
        "UID:1234-ABCD",
    )
    assert (card.last_name, card.first_name) == ("Петров", "Иван")
    assert card.middle_name == "Сергеевич Младший"
    assert labelled(card.phones) == [
        ("+7 916 000 00 01", "mobile"),
        ("8 (495) 123-45-67", "assistant phone"),
        ("8 (495) 123-45-68", "Дача"),
        ("8 (495) 123-45-69", "home fax"),
    ]
    assert labelled(card.sites) == [
        ("http://example.com", "home page"),
        ("http://twitter.com/ivan", "twitter"),
    ]
    assert card.addresses[0].street == "Ленина 1, кв. 2"
    assert labelled(card.messengers) == [("skype:ivan.petrov", "home")]
    assert labelled(card.remarks) == [("2001-06-07", "anniversary")]
    assert card.birth_date == "--02-29"
    assert card.categories == ("VIP", "Клиенты")
    assert card.uid == "1234-ABCD"
    assert card.photo is not None
    assert (card.photo.data, card.photo.media_type) == (PNG, "image/png")


@pytest.mark.row("IMPEX-03")
def test_version_40(tmp_path: Path) -> None:
    card = read_one(
        tmp_path,
        "FN:Zofia Nowak\n"
        "N:Nowak;Zofia;;dr,inż.;MBA\n"
        'TEL;VALUE=uri;TYPE="work,voice":tel:+48-22-100-20-30;ext=7\n'
        'TEL;VALUE=uri;PREF=1;TYPE="cell,text":tel:+48-600-300-400\n'
        "TEL;TYPE=home:sip:zofia@example.com\n"
        "EMAIL;PREF=2:second@example.com\n"
        "EMAIL;PREF=1;TYPE=work:first@example.com\n"
        'ADR;LABEL="Rynek 1^nKraków";TYPE=home:;;;;;;\n'
        "PHOTO:https://example.com/z.jpg\n"
        "IMPP:xmpp:zofia@chat.example.com\n"
        "BDAY:1985-04\n"
        "GENDER:F",
        version="4.0",
    )
    assert (card.prefix, card.suffix) == ("dr, inż.", "MBA")
    assert labelled(card.phones) == [
        ("+48-600-300-400", "mobile"),
        ("+48-22-100-20-30 ext. 7", "work"),
    ]
    assert [point.value for point in card.messengers] == [
        "sip:zofia@example.com",
        "xmpp:zofia@chat.example.com",
    ]
    assert labelled(card.emails) == [("first@example.com", "work"), ("second@example.com", "other")]
    assert card.addresses == (PostalAddress("home", "Rynek 1, Kraków"),)
    assert card.photo_uri == "https://example.com/z.jpg"
    assert (card.birth_date, card.gender) == ("1985-04", "F")


def test_a_soft_break_cuts_a_character_in_two(tmp_path: Path) -> None:
    card = read_one(
        tmp_path,
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=D0=B0=D0=BD=D0=BE=D0=\n"
        "=B2;=D0=98=D0=B2=D0=B0=D0=BD;;;\n"
        "TEL;CELL:123",
        version="2.1",
    )
    assert (card.last_name, card.first_name) == ("Иванов", "Иван")


def test_indented_lines_after_soft_breaks_are_folding(tmp_path: Path) -> None:
    card = read_one(
        tmp_path,
        "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=D0=9F=D1=\n =80=D0=B8=D0=\n =B2\nTEL:1",
        version="2.1",
    )
    assert card.note == "Прив"


def test_a_fold_cuts_a_character_in_two(tmp_path: Path) -> None:
    text = "NOTE:Ёжик".encode()
    card = read_one(tmp_path, text[:6] + b"\r\n " + text[6:])
    assert card.note == "Ёжик"


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("windows-1251", "Щукин № 5"),
        ("koi8-r", "Щукин"),
        ("iso-8859-2", "Żółć"),
        ("windows-1250", "Żółć – ok"),
        ("iso-8859-1", "Ångström"),
        ("Shift_JIS", "能登表"),
        ("utf-8", "Щукин"),
    ],
)
@pytest.mark.parametrize("is_quoted", [True, False])
def test_declared_character_sets(tmp_path: Path, charset: str, text: str, is_quoted: bool) -> None:
    raw = text.encode(charset)
    encoding = b""
    if is_quoted:
        raw = b"".join(b"=%02X" % byte for byte in raw)
        encoding = b"ENCODING=QUOTED-PRINTABLE;"
    line = b"N;%sCHARSET=%s:%s;B;;;" % (encoding, charset.encode(), raw)
    card = read_one(tmp_path, line, version="2.1")
    assert (card.last_name, card.first_name) == (text, "B")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1251", "koi8-r"]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\r\r\n"])
def test_encodings_and_line_ends_of_the_file(tmp_path: Path, encoding: str, newline: str) -> None:
    lines = ["BEGIN:VCARD", "VERSION:3.0", "N:Сидоров;Пётр;;;", "NOTE:один ", " два", "END:VCARD"]
    [card] = read_all(tmp_path, (newline.join(lines) + newline).encode(encoding))
    assert isinstance(card, Card)
    assert (card.last_name, card.first_name, card.note) == ("Сидоров", "Пётр", "один два")


def test_polish_file_of_windows(tmp_path: Path) -> None:
    card = read_one(tmp_path, "N:Wiśniewska;Małgorzata;;;\nORG:Żabka Łódź".encode("windows-1250"))
    assert (card.last_name, card.first_name) == ("Wiśniewska", "Małgorzata")
    assert card.organisations[0].title == "Żabka Łódź"


@pytest.mark.parametrize(
    ("charset", "text"),
    [("windows-1251", "доб."), ("koi8-r", "доб."), ("windows-1250", "wewn. ś"), ("cp866", "доб.")],
)
def test_a_charset_declared_beside_a_line_holds_for_it(
    tmp_path: Path, charset: str, text: str
) -> None:
    content = f"N;CHARSET={charset}:A;B\nTEL;WORK:123 {text}\nTEL;CELL:5".encode(charset)
    card = read_one(tmp_path, content, version="2.1")
    assert [point.value for point in card.phones] == [f"123 {text}", "5"]


@pytest.mark.parametrize("is_first", [True, False])
def test_a_charset_declared_in_another_card_holds_for_the_file(
    tmp_path: Path, is_first: bool
) -> None:
    declaring = "BEGIN:VCARD\nN;CHARSET=windows-1251:Щукин;Ян\nEND:VCARD\n"
    plain = "BEGIN:VCARD\nN:A;B\nTEL:123 доб.\nEND:VCARD\n"
    content = declaring + plain if is_first else plain + declaring
    cards = read_all(tmp_path, content.encode("windows-1251"))
    phones = [point.value for card in cards if isinstance(card, Card) for point in card.phones]
    assert phones == ["123 доб."]


def test_the_charset_of_the_card_goes_before_that_of_the_file(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nN;CHARSET={0}:A;B\nTEL:1 доб.\nEND:VCARD\n"
    names = ("windows-1251", "windows-1251", "koi8-r")
    cards = read_all(tmp_path, b"".join(card.format(name).encode(name) for name in names))
    phones = [point.value for card in cards if isinstance(card, Card) for point in card.phones]
    assert phones == ["1 доб."] * 3


@pytest.mark.parametrize("charset", ["utf-8", "shift_jis", "cp037", "nonsense"])
def test_a_charset_of_other_kinds_leaves_the_guess(tmp_path: Path, charset: str) -> None:
    content = f"N;CHARSET={charset}:A;B\nORG:ООО Ромашка".encode("windows-1251")
    card = read_one(tmp_path, content, version="2.1")
    assert card.organisations[0].title == "ООО Ромашка"


def test_a_charset_left_behind_by_an_editor(tmp_path: Path) -> None:
    card = read_one(tmp_path, "N;CHARSET=windows-1251:Кузнецова;Ольга;;;", version="2.1")
    assert (card.last_name, card.first_name) == ("Кузнецова", "Ольга")


def test_a_half_character_at_the_end_spoils_itself_only(tmp_path: Path) -> None:
    card = read_one(tmp_path, "ORG:Ромашка".encode() + b"\xd0")
    assert card.organisations[0].title.startswith("Ромашка")


@pytest.mark.parametrize("end", ["\n\n", "\n"])
@pytest.mark.parametrize("indent", ["", "    "])
def test_base64_blocks_of_21(tmp_path: Path, end: str, indent: str) -> None:
    packed = base64.b64encode(PNG).decode()
    block = "\n".join(indent + packed[place : place + 70] for place in range(0, len(packed), 70))
    card = read_one(
        tmp_path, f"N:A;B\nPHOTO;ENCODING=BASE64;JPEG:\n{block}{end}TEL;CELL:5", version="2.1"
    )
    assert card.photo is not None
    assert card.photo.data == PNG
    assert labelled(card.phones) == [("5", "mobile")]


def test_a_data_uri_photo(tmp_path: Path) -> None:
    packed = base64.b64encode(PNG).decode()
    card = read_one(tmp_path, f"N:A\nPHOTO:data:image/png;base64\\,{packed}", version="4.0")
    assert card.photo is not None
    assert card.photo.data == PNG
    assert card.photo_uri == ""


def test_a_photo_that_forgets_to_say_it_is_base64(tmp_path: Path) -> None:
    card = read_one(tmp_path, f"N:A\nPHOTO;TYPE=PNG:{base64.b64encode(PNG).decode()}")
    assert card.photo is not None
    assert card.photo.data == PNG


def test_escapes(tmp_path: Path) -> None:
    card = read_one(tmp_path, 'N:A\\;B;C\\,D,E;;;\nNOTE:x\\ny\\Nz\\;\\,\\\\n \\"q\\" \\d')
    assert (card.last_name, card.first_name) == ("A;B", "C,D E")
    assert card.note == 'x\ny\nz;,\\n "q" \\d'
    card = read_one(tmp_path, "N:A\\;B\\\\;C,D;;;\nNOTE:C:\\new\\; a", version="2.1")
    assert (card.last_name, card.first_name) == ("A;B\\", "C,D")
    assert card.note == "C:\\new; a"


def test_parameters_of_every_style(tmp_path: Path) -> None:
    card = read_one(
        tmp_path,
        "TEL;TYPE=work,fax:1\n"
        'TEL;TYPE="HOME","VOICE";X-A="a;b:c":2\n'
        "tel;type=cell:3\n"
        "TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=D0=A1=D0=BA=D0=BB=D0=B0=D0=B4):4\n"
        "TEL;TYPE=X-Склад:5\n"
        "TEL;PREF=1:6\n"
        "A.TEL;MAIN:7\n"
        "TEL;CAR;PAGER:8",
    )
    assert labelled(card.phones) == [
        ("6", "other"),
        ("1", "work fax"),
        ("2", "home"),
        ("3", "mobile"),
        ("4", "Склад"),
        ("5", "склад"),
        ("7", "main"),
        ("8", "pager"),
    ]


def test_equal_values_appear_once(tmp_path: Path) -> None:
    card = read_one(
        tmp_path,
        "TEL;HOME:+7 (916) 1234567\nTEL;PREF;CELL:+79161234567\n"
        "EMAIL:A@Example.com\nEMAIL;WORK:a@example.com\nORG:X\nORG:x",
    )
    assert labelled(card.phones) == [("+79161234567", "mobile")]
    assert labelled(card.emails) == [("A@Example.com", "other")]
    assert card.organisations == (Organisation("X"),)


def test_emails_in_other_clothes(tmp_path: Path) -> None:
    card = read_one(
        tmp_path,
        'EMAIL;INTERNET:"Omega"\n  <omega@example.com>\nEMAIL:mailto:b@example.com\n'
        "EMAIL:c@example.com, d@example.com\nEMAIL:no address",
        version="2.1",
    )
    assert [point.value for point in card.emails] == [
        "omega@example.com",
        "b@example.com",
        "c@example.com",
        "d@example.com",
        "no address",
    ]
