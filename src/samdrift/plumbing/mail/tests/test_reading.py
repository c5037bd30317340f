"""Any bytes are a letter: charsets, encodings, parts, names, headers."""

import base64
import codecs
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from samdrift.plumbing.mail import headers, parts, reading
from samdrift.plumbing.mail.letters import Address

HEAD = b"From: Eva <eva@kommun.se>\r\nSubject: Hej\r\n"


def read(content_type, body, *more):
    told = [HEAD, b"Content-Type: " + content_type + b"\r\n", *(each + b"\r\n" for each in more)]
    return reading.read(b"".join((*told, b"\r\n", body)))


@pytest.mark.parametrize(
    ("charset", "body", "text"),
    [
        (b"utf-8", "Räksmörgås €".encode(), "Räksmörgås €"),
        (b"iso-8859-1", "Räksmörgås".encode("latin-1"), "Räksmörgås"),
        (b"iso-8859-1", "”Räksmörgås” – €".encode("cp1252"), "”Räksmörgås” – €"),
        (b"us-ascii", "Räksmörgås".encode(), "Räksmörgås"),
        (b"us-ascii", "Räksmörgås".encode("cp1252"), "Räksmörgås"),
        (b"utf-8", "Räksmörgås".encode("cp1252"), "Räksmörgås"),
        (b"finns-inte", "Räksmörgås".encode(), "Räksmörgås"),
        (b"finns-inte", "Räksmörgås".encode("cp1252"), "Räksmörgås"),
        (b"unknown-8bit", "Räksmörgås".encode(), "Räksmörgås"),
        (b"utf-7", "Räksmörgås".encode("utf-7"), "Räksmörgås"),
        (b"utf-16", "Räksmörgås".encode("utf-16"), "Räksmörgås"),
        (b"utf-16", "Ät en hel räksmörgås igen".encode(), "Ät en hel räksmörgås igen"),
        (b"cp037", "Ät en hel räksmörgås igen".encode("cp1252"), "Ät en hel räksmörgås igen"),
        (b"cp037", "Räksmörgås".encode("cp037"), "Räksmörgås"),
        (b"", "Räksmörgås".encode("utf-16"), "Räksmörgås"),
        (b"", codecs.BOM_UTF16_LE + b"Skrivaren, igen", "\xff\xfeSkrivaren, igen"),
        (b"rot13", "Räksmörgås".encode(), "Räksmörgås"),
        (b"idna", "Räksmörgås".encode(), "Räksmörgås"),
        (b"gb2312", "中文".encode("gb2312"), "中文"),
        (b"koi8-r", "Привет".encode("koi8-r"), "Привет"),
        (b"", "Räksmörgås".encode(), "Räksmörgås"),
    ],
)
def test_text_is_read_whatever_it_is_said_to_be(charset, body, text):
    letter = read(b"text/plain; charset=" + charset, body, b"Content-Transfer-Encoding: 8bit")

    assert letter.text == text


def test_a_charset_that_is_wrong_is_told():
    letter = read(b"text/plain; charset=utf-8", "å".encode("cp1252"))

    assert letter.troubles == ("Teckenkodningen utf-8 stämmer inte med innehållet",)


def test_nil_and_lone_surrogates_become_signs_that_a_database_takes():
    letter = read(b"text/plain; charset=utf-8", b"a\x00b\x1bc")

    assert letter.text == "a\ufffdb\ufffdc"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("=?utf-8?q?R=C3=A4ksm=C3=B6rg=C3=A5s?=", "Räksmörgås"),
        ("=?iso-8859-1?Q?R=E4ksm=F6rg=E5s?=", "Räksmörgås"),
        ("=?utf-8?B?UsOka3Ntw7ZyZ8Olcw==?=", "Räksmörgås"),
        ("=?utf-8?B?UsOka3Ntw7ZyZ8Olcw?=", "Räksmörgås"),
        ("=?UTF-8*sv?Q?R=C3=A4k?=", "Räk"),
        ("=?utf-8?q?Hej_d?=\r\n =?utf-8?q?u?=", "Hej du"),
        ("SV: =?utf-8?q?Hej?= du", "SV: Hej du"),
        ("=?utf-8?q?Hej du?=", "Hej du"),
        ("=?finns-inte?q?Hej?=", "Hej"),
        ("=?utf-8?x?Hej?=", "=?utf-8?x?Hej?="),
        ("=?utf-8?q?Hej", "=?utf-8?q?Hej"),
        ("=?iso-8859-1?q?=93Hej=94?=", "“Hej”"),
        ("Rad ett\r\n\trad två", "Rad ett rad två"),
        ("", ""),
    ],
)
def test_a_header_is_read_however_it_is_encoded(written, told):
    assert headers.words(written) == told


def test_raw_letters_in_headers_are_read_as_what_they_are():
    for charset in ("utf-8", "cp1252"):
        raw = "From: Åsa Öberg <asa@kommun.se>\r\nSubject: Hjälp\r\n\r\nx".encode(charset)

        letter = reading.read(raw)

        assert (letter.sender, letter.subject) == (Address("Åsa Öberg", "asa@kommun.se"), "Hjälp")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Eva <eva@k.se>", [("Eva", "eva@k.se")]),
        ('"Ek, Eva" <eva@k.se>, bo@k.se', [("Ek, Eva", "eva@k.se"), ("", "bo@k.se")]),
        ("eva@k.se (Eva Ek)", [("Eva Ek", "eva@k.se")]),
        ("=?utf-8?q?=C3=85sa?= <asa@k.se>", [("Åsa", "asa@k.se")]),
        ("Eva eva@k.se", [("", "eva@k.se")]),
        ("<<eva@k.se>>", [("", "eva@k.se")]),
        ("undisclosed-recipients:;", []),
        ("Eva <eva>", []),
        ("", []),
    ],
)
def test_addresses_are_found_however_they_are_written(written, told):
    assert [(each.name, each.address) for each in headers.addresses([written])] == told


def test_ids_of_letters_are_found_with_and_without_angles():
    told = headers.message_ids(["<a@b> <c@d>\r\n <a@b>", "ej@vinklar, <e@f>", "g@h i@j"])

    assert told == ("a@b", "c@d", "e@f", "g@h", "i@j")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Thu, 12 Mar 2015 10:20:00 +0100", datetime(2015, 3, 12, 9, 20, tzinfo=UTC)),
        ("12 Mar 2015 10:20:00", datetime(2015, 3, 12, 10, 20, tzinfo=UTC)),
        ("i går", None),
        ("Thu, 99 Mar 2015 10:20:00 +0100", None),
        ("Thu, 12 Mar 2015 10:20:00 +99999999", None),
    ],
)
def test_a_moment_is_read_or_is_none(written, told):
    assert headers.moment(written) == told


def test_the_first_of_doubled_headers_counts_and_all_are_kept():
    letter = reading.read(b"Subject: ett\r\nSubject: tv\xc3\xa5\r\nFrom: a@b.se\r\n\r\n")

    assert letter.subject == "ett"
    assert letter.all_headers("subject") == ("ett", "två")


def test_a_letter_without_headers_keeps_its_text():
    assert reading.read(b"\r\nbara text\r\n").text.strip() == "bara text"


@pytest.mark.parametrize(
    ("body", "encoding", "text"),
    [
        (b"UsOka3Ntw7ZyZ8Olcw==", b"base64", "Räksmörgås"),
        (b"UsOka3Nt\r\nw7ZyZ8Olcw", b"base64", "Räksmörgås"),
        (b"UsOka3N!tw7ZyZ8Olcw==\r\n", b"BASE64", "Räksmörgås"),
        (b"R=C3=A4k=\r\nsm=C3=B6rg=C3=A5s", b"quoted-printable", "Räksmörgås"),
        (b"R=C3=A4k=ZZ", b"quoted-printable", "Räk=ZZ"),
        ("Räk".encode(), b"finns-inte", "Räk"),
    ],
)
def test_a_part_is_decoded_as_far_as_it_can_be(body, encoding, text):
    letter = read(b"text/plain; charset=utf-8", body, b"Content-Transfer-Encoding: " + encoding)

    assert letter.text.strip() == text


def test_flowed_text_is_joined_and_its_quotes_are_kept():
    body = b"En lang \r\nrad.\r\n\r\n> citat \r\n> mer\r\n-- \r\nEva"

    letter = read(b"text/plain; format=flowed", body)

    assert letter.text == "En lang rad.\n\n> citat mer\n-- \nEva"


def whole():
    message = EmailMessage()
    message["From"] = "eva@kommun.se"
    message["Subject"] = "Bild"
    message.set_content("Se bilden.")
    message.add_alternative('<p>Se <img src="cid:bild1"></p>', subtype="html")
    message.get_payload()[1].add_related(b"PNG", "image", "png", cid="<bild1>")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="avtal.pdf")
    return message


def test_text_html_pictures_and_attachments_are_told_apart():
    letter = reading.read(whole().as_bytes())

    assert letter.text.strip() == "Se bilden."
    assert letter.html.strip() == '<p>Se <img src="cid:bild1"></p>'
    told = [(a.name, a.kind, a.content_id, a.is_inline, a.content) for a in letter.attachments]
    assert told == [
        ("bilaga-1.png", "image/png", "bild1", True, b"PNG"),
        ("avtal.pdf", "application/pdf", "", False, b"%PDF"),
    ]


def test_an_attached_letter_is_kept_whole_under_its_subject():
    inner = whole()
    outer = EmailMessage()
    outer["From"] = "bo@kommun.se"
    outer.set_content("Se bifogat.")
    outer.add_attachment(inner)

    letter = reading.read(outer.as_bytes())

    (attached,) = letter.attachments
    assert (attached.name, attached.kind) == ("Bild.eml", "message/rfc822")
    assert reading.read(attached.content).text.strip() == "Se bilden."


@pytest.mark.parametrize(
    ("kind", "seal"),
    [
        (b"application/pkcs7-signature", "smime-signed"),
        (b"application/pgp-signature", "pgp-signed"),
        (b"application/ms-tnef", "tnef"),
        (b"text/calendar", "calendar"),
    ],
)
def test_what_is_signed_or_an_invitation_is_told_and_kept(kind, seal):
    body = (
        b"--x\r\nContent-Type: text/plain\r\n\r\nHej\r\n--x\r\nContent-Type: "
        + kind
        + b"\r\n\r\nNYCKEL\r\n--x--\r\n"
    )

    letter = read(b"multipart/mixed; boundary=x", body)

    assert (letter.text, letter.seals) == ("Hej", (seal,))
    assert [each.content for each in letter.attachments] == [b"NYCKEL"]


def test_parts_that_are_not_there_leave_the_text():
    letter = read(b"multipart/mixed; boundary=finns-inte", b"All text \xe4r kvar")

    assert letter.text == "All text är kvar"


def test_only_html_becomes_text():
    letter = read(b"text/html; charset=utf-8", "<p>Hej</p><p>då&nbsp;å</p>".encode())

    assert letter.text == "Hej\n\ndå å"


def test_nesting_without_end_is_read_to_a_limit():
    body = b"".join(b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (n, n + 1)
                    for n in range(100))  # fmt: skip

    letter = read(b"multipart/mixed; boundary=b0", body)

    assert "fler delar" in " ".join(letter.troubles) or letter.size > 0


@pytest.mark.parametrize(
    ("said", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\eva\\avtal.pdf", "avtal.pdf"),
        ("", "bilaga-3.pdf"),
        ("..", "bilaga-3.pdf"),
        ("a\tb\r\nc.pdf", "a b c.pdf"),
        ("faktura\u202efdp.exe", "fakturafdp.exe"),
        ("CON.pdf", "_CON.pdf"),
        ("=?utf-8?q?r=C3=A4kning.pdf?=", "räkning.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_an_attachments_name_is_safe(said, safe):
    assert parts.safe_name(said, "application/pdf", 3) == safe


def test_bytes_that_break_the_library_are_a_letter_all_the_same(monkeypatch):
    def broken(*_args, **_kwargs):
        raise RecursionError

    monkeypatch.setattr(reading, "message_from_bytes", broken)

    letter = reading.read(b"Subject: x\r\n\r\n\xc3\xa5")

    assert letter.text.endswith("å")
    assert letter.troubles == ("Brevet kunde inte tolkas (RecursionError)",)


def test_a_base64_part_with_text_behind_it_loses_nothing():
    told = base64.b64encode("Räk".encode()) + b"==\r\nSkannad av filtret\r\n"

    letter = read(b"text/plain; charset=utf-8", told, b"Content-Transfer-Encoding: base64")

    assert "Räk" in letter.text
    assert "Skannad av filtret" in letter.text


@pytest.mark.parametrize("charset", ["unicode_escape", "raw-unicode-escape", "Unicode-Escape"])
def test_what_is_said_to_be_escaped_is_read_as_it_stands(charset):
    path = r"C:\new\q \N{} \777"
    name = f"Content-Disposition: attachment; filename*={charset}''a%5Cnq.txt"

    text = reading.read(f"Content-Type: text/plain; charset={charset}\r\n\r\n{path}".encode())
    subject = reading.read(f"Subject: =?{charset}?q?a=5Cnq?=\r\n\r\nx".encode())
    file = reading.read(f"{name}\r\n\r\nx".encode())

    assert text.text == path
    assert subject.subject == r"a\nq"
    assert [each.name for each in file.attachments] == ["nq.txt"]
