"""No letter of any kind breaks anything or loses a word: random bytes, and letters mutated."""

import os
import random
import re
import time
from pathlib import Path

import pytest
from hypothesis import example, settings
from hypothesis import given as given_any
from hypothesis import strategies as st

from samdrift.plumbing.mail import automatic, bounces, reading, replies, safe_html, threads
from samdrift.plumbing.mail.tests import given
from samdrift.plumbing.mail.tests.test_automatic import REPORT
from samdrift.plumbing.mail.tests.test_reading import whole
from samdrift.plumbing.mail.tests.test_safe_html import ATTACKS

IS_WHOLE = os.environ.get("SAMDRIFT_PROOFS") == "whole"
ROUNDS = 60_000 if IS_WHOLE else 1_500

NORDIC = Path(__file__).with_name("nordic_replies.txt").read_text("utf-8").split("#### ")[1:]
UNSAFE = re.compile(r"[\x00\ud800-\udfff]")

HEADERS = [
    b"Content-Type: multipart/mixed; boundary=x",
    b"Content-Type: multipart/alternative; boundary=\"\"",
    b"Content-Type: multipart/mixed",
    b"Content-Type: text/html; charset=utf-7",
    b"Content-Type: text/plain; charset*0*=utf-8''%E5; charset*1=x",
    b"Content-Type: text/plain; charset=\"utf-16\"",
    b"Content-Type: text/plain; charset=idna",
    b"Content-Type: text/plain; charset=unicode_escape",
    b"Content-Type: message/rfc822",
    b"Content-Type: message/delivery-status",
    b"Content-Type: message/external-body; access-type=x",
    b"Content-Type: message/partial; id=1; number=1; total=2",
    b"Content-Type: ;;;",
    b"Content-Type: text",
    b"Content-Type: =?utf-8?q?text/plain?=",
    b"Content-Type: application/ms-tnef; name=winmail.dat",
    b"Content-Transfer-Encoding: base64",
    b"Content-Transfer-Encoding: quoted-printable",
    b"Content-Transfer-Encoding: uuencode",
    b"Content-Transfer-Encoding: \xff",
    b"Content-Disposition: attachment; filename*=utf-8''%E5%00%2F..%2F",
    b"Content-Disposition: attachment; filename*0=\"a\"; filename*2=\"b\"",
    b"Content-Disposition: inline; filename=\"=?x?q?=00?=\"",
    b"Content-ID: <<>>",
    b"From: =?utf-8?b?////?= <@>",
    b"From: \"" + b"(" * 200 + b"\" <a@b>",
    b"From: " + b"(" * 2000,
    b"To: " + b"a@b," * 2000,
    b"To: group: a@b, c@d;",
    b"Subject: =?utf-8?q?" + b"=" * 500 + b"?=",
    b"Subject:\r\n \r\n \r\n x",
    b"Date: Thu, 99 Foo 99999 99:99:99 +9999",
    b"Date: -1 Jan 0 0:0:0 -0000",
    b"References: " + b"<a@b>" * 2000,
    b"Message-ID: <[x]@>",
    b"Message-ID: <\xe5@\x00>",
    b": x",
    b"utan kolon",
    b"\xff\xfe: \x00",
    b"Reply-To: undisclosed-recipients:;",
    b"Return-Path: <>",
    b"Auto-Submitted: ",
]  # fmt: skip


def seeds():
    """Return whole letters of many kinds, the same each time."""
    made = [_bounded_alike(whole().as_bytes()), REPORT % (b"eva@borta.test", b"failed", b"5.1.1")]
    made += [given.raw(text=block.partition("\n")[2]) for block in NORDIC[:20]]
    made += [b"Content-Type: text/html\r\n\r\n" + attack.encode() for attack in ATTACKS]
    made += [header + b"\r\n\r\ntext" for header in HEADERS]
    return made


def _bounded_alike(raw):
    """Return a letter with the boundaries that are drawn at random told in order instead."""
    for place, drawn in enumerate(dict.fromkeys(re.findall(rb"={15}\d+==", raw))):
        raw = raw.replace(drawn, b"==border-%d==" % place)
    return raw


def look_through(raw):
    """Do with a letter all that is done with one, and look for what must not come out of it."""
    letter = reading.read(raw)
    split = replies.split(letter.text)
    safe_html.shown(letter.html, picture=lambda _cid: None)
    automatic.may_answer(letter, own_addresses=given.OWN, installation="x")
    bounces.bounce_of(letter)
    threads.candidates(letter, key="x")
    told = [letter.subject, letter.text, letter.html, letter.message_id, split.reply, split.rest]
    told += [letter.sender.name, letter.sender.address, *letter.references, *letter.troubles]
    told += [
        text
        for attachment in letter.attachments
        for text in (attachment.name, attachment.content_id)
    ]
    told += [text for header in letter.headers for text in header]
    assert not any(UNSAFE.search(each) for each in told)
    assert not any("/" in each.name or "\\" in each.name for each in letter.attachments)
    return letter


def _insert(lines, at, chance):
    lines.insert(chance.choice((0, at)), chance.choice(HEADERS))


def _drop(lines, at, _chance):
    del lines[at]


def _copy(lines, at, chance):
    lines.insert(at, lines[chance.randrange(len(lines))])


def _spoil(lines, at, chance):
    cut = chance.randrange(len(lines[at]) + 1)
    lines[at] = lines[at][:cut] + chance.randbytes(chance.randint(0, 5)) + lines[at][cut:]


def _cut(lines, at, chance):
    lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]


def _repeat(lines, at, chance):
    lines[at : at + 1] = [lines[at]] * chance.randint(2, 30)


def _turn(lines, _at, _chance):
    lines.reverse()


def _shuffle(lines, _at, chance):
    chance.shuffle(lines)


DEEDS = (
    _insert,
    _insert,
    _insert,
    _drop,
    _drop,
    _copy,
    _spoil,
    _spoil,
    _cut,
    _repeat,
    _turn,
    _shuffle,
)


def mutated(raw, chance):
    """Return a letter with something done to it that no one should do to letters."""
    lines = raw.split(b"\n")
    for _ in range(chance.randint(1, 6)):
        if lines:
            chance.choice(DEEDS)(lines, chance.randrange(len(lines)), chance)
    return b"\n".join(lines)


@settings(deadline=None)
@given_any(st.binary(max_size=2000))
def test_any_bytes_are_a_letter(raw):
    look_through(raw)


@settings(deadline=None)
@given_any(st.lists(st.sampled_from(HEADERS), max_size=8), st.binary(max_size=300))
def test_any_headers_over_any_bytes_are_a_letter(headers, body):
    look_through(b"\r\n".join(headers) + b"\r\n\r\n" + body)


@pytest.mark.proof
def test_letters_mutated_in_every_way_are_letters_all_the_same():
    chance = random.Random(20260312)  # noqa: S311  The same each time.
    known = seeds()

    for _ in range(ROUNDS):
        raw = mutated(chance.choice(known), chance)
        letter = look_through(raw)
        assert not any("kunde inte tolkas" in each for each in letter.troubles), (letter, raw)


@settings(deadline=None)
@example([b"\xff\xfe: \x00"] * 6)
@given_any(st.lists(st.sampled_from(HEADERS), max_size=6))
def test_no_headers_make_a_text_lose_its_words(headers):
    words = ["Skrivaren", "på", "plan", "två", "är", "trasig", "igen,", "tyvärr."]
    raw = b"\r\n".join(headers) + b"\r\n\r\n" + " ".join(words).encode()

    letter = reading.read(raw)

    told = letter.text.encode() + b"".join(each.content for each in letter.attachments)
    assert b"trasig igen" in told


@given_any(st.binary(max_size=500))
def test_a_body_without_headers_is_its_text(body):
    letter = reading.read(b"From: a@b.se\r\n\r\n" + b"x" + body)

    assert letter.text.startswith("x")
    assert len(letter.text) >= len(body) // 4


SLOW = [
    b"From: " + b"(" * 20_000,
    b"From: " + b"<" * 20_000,
    b"From: " + b'"' * 20_000,
    b"From: " + b"a@" * 10_000,
    b"From: " + b"\\" * 20_000,
    b"To: " + b"a@b," * 20_000,
    b"Subject: " + b"=?" * 20_000,
    b"Subject: " + b"[# " * 9_000,
    b"References: " + b"<" * 200_000,
    b"Content-Type: text/plain; " + b"a=b;" * 20_000,
    b"Content-Disposition: attachment; " + b"filename*0=a;" * 5_000,
    b"X: y\r\n" * 20_000,
    b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\n" * 20_000,
    b"\r\n" + b"> x\n" * 200_000,
    b"\r\n" + b"Den 3 mars 2015 10:20 skrev\n" * 50_000,
    b"\r\n" + b"On 1\n" * 100_000,
    b"\r\n" + "Från: a\n".encode() * 100_000,
    b"\r\n" + b"_____\nFrom: a\n" * 50_000,
    b"\r\n" + b"```\n" * 50_000,
    b"\r\n" + b"x\n--\n" * 50_000,
    b"\r\n" + b"a@b.se " * 50_000,
    b"\r\n" + b"www.a.se\n" * 50_000,
    b"\r\nMvh\n" + b"_____\n" * 50_000,
    b"\r\nx\n\n" + "Detta mail är\n\n".encode() * 50_000,
    b"\r\n" + b"x\n\nSkickat via mail\n" * 50_000,
    b"\r\n" + b" " * 500_000,
    b"\r\n" + b"skrev: " * 100_000,
    b"Content-Type: text/html\r\n\r\n" + b"<a href='//x'>a.b.c." * 20_000,
    b"Content-Type: text/html\r\n\r\n" + b"<a href=//x>" + b"a." * 100_000 + b"</a>",
    b"Content-Type: text/html\r\n\r\n" + b"<p>x</p>" * 20_000,
]


@pytest.mark.parametrize("raw", SLOW, ids=[each[:30].decode("latin-1") for each in SLOW])
def test_a_letter_made_to_be_slow_is_read_in_seconds(raw):
    began = time.monotonic()

    look_through(raw)

    assert time.monotonic() - began < 10
