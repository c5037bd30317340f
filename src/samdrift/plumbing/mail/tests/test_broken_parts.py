"""Letters of parts in parts, their boundaries, kinds and charsets wrong: every word is kept."""

import random

import pytest

from samdrift.plumbing.mail import reading
from samdrift.plumbing.mail.tests.test_any_letter import IS_WHOLE, look_through

ROUNDS = 60_000 if IS_WHOLE else 1_500

WHOLES = (b"mixed", b"alternative", b"related", b"signed", b"report", b"encrypted", b"digest")
KINDS = (
    b"",
    b"text/plain",
    b"text/plain; charset=utf-16",
    b"text/plain; charset=\"utf-32be\"",
    b"text/plain; charset=iso-2022-kr",
    b"text/html",
    b"text/html; charset=cp037",
    b"text/calendar",
    b"text/x-okand",
    b"application/pdf",
    b"application/ms-tnef",
    b"image/png",
    b"message/rfc822",
    b"message/delivery-status",
    b"message/external-body; access-type=x",
    b"message/partial; id=1; number=1; total=2",
)  # fmt: skip
FURTHER = (
    b"Content-Disposition: attachment",
    b"Content-Disposition: inline; filename=\"a.txt\"",
    b"Content-Transfer-Encoding: 7bit",
    b"Content-Transfer-Encoding: finns-inte",
    b"Content-Transfer-Encoding: quoted-printable",
    b"Content-ID: <>",
    b"\xff\xfe: \x00",
    b"utan kolon",
    b": x",
)  # fmt: skip


class Letters:
    """Makes letters by chance, the same each time, and knows the words it laid in each."""

    def __init__(self, seed):
        self._chance = random.Random(seed)  # noqa: S311  The same each time.
        self.words = []
        self.raw = b"From: eva@kommun.se\r\nMIME-Version: 1.0\r\n" + self._part(3)

    def _part(self, depth):
        is_whole = depth > 0 and self._chance.random() < 0.6
        return self._whole(depth) if is_whole else self._leaf()

    def _word(self):
        self.words.append(b"ord%08d" % self._chance.randrange(10**8))
        return self.words[-1]

    def _whole(self, depth):
        """Return parts within a boundary that is not always the one they are said to have."""
        boundary = self._chance.choice((b"x", b"y", b"x x"))
        said = self._chance.choice((boundary,) * 4 + (b"z", b""))
        kind = b"Content-Type: multipart/" + self._chance.choice(WHOLES)
        lines = [kind + b'; boundary="' + said + b'"', *self._further(0.1), b""]
        if self._chance.random() < 0.1:
            lines.append(self._word())
        for _ in range(self._chance.randint(0, 3)):
            lines += [b"--" + boundary + self._chance.choice((b"", b"", b" ", b"--"))]
            lines += [self._part(depth - 1)]
        if self._chance.random() < 0.7:
            lines.append(b"--" + boundary + b"--")
        if self._chance.random() < 0.1:
            lines.append(self._word())
        return b"\r\n".join(lines)

    def _leaf(self):
        kind = self._chance.choice(KINDS)
        lines = [b"Content-Type: " + kind] if kind else []
        lines += self._further(0.3)
        if self._chance.random() < 0.8:
            lines.append(b"")
        return b"\r\n".join([*lines, "Skrivaren på plan två, ".encode() + self._word() + b" igen."])

    def _further(self, often):
        return [self._chance.choice(FURTHER)] if self._chance.random() < often else []


def told_of(letter):
    """Return all that somebody who has the letter before them can read of it."""
    told = [letter.text, letter.html, *(value for _, value in letter.headers)]
    files = [each.content for each in letter.attachments]
    return b"\n".join([*(each.encode() for each in told), *files])


@pytest.mark.proof
def test_no_word_is_lost_however_parts_are_broken():
    lost = {}
    for seed in range(ROUNDS):
        made = Letters(seed)
        told = told_of(look_through(made.raw))
        if missing := [word for word in made.words if word not in told]:
            lost[seed] = (missing, made.raw)

    assert lost == {}


WITHIN = b"Content-Type: text/plain\r\n\r\nHej"


def read(*lines):
    head = (b"From: eva@kommun.se", b'Content-Type: multipart/mixed; boundary="x"', b"")
    return reading.read(b"\r\n".join((*head, *lines)))


def test_what_stands_outside_the_parts_comes_along_as_files():
    letter = read("Före på rad ett".encode(), b"--x", WITHIN, b"--x--", "Efter på rad två".encode())

    assert letter.text == "Hej"
    assert [(each.name, each.content.decode()) for each in letter.attachments] == [
        ("utanfor-delarna-1.txt", "Före på rad ett"),
        ("utanfor-delarna-2.txt", "Efter på rad två"),
    ]


def test_what_tells_old_programs_of_parts_is_no_file():
    letter = read(b"This is a multi-part message in MIME format.", b"--x", WITHIN, b"--x--", b"")

    assert (letter.text, letter.attachments, letter.troubles) == ("Hej", (), ())


def test_where_the_end_stands_first_the_whole_letter_comes_along():
    letter = read(b"--x--", "Skrivaren på plan två".encode())

    (whole,) = letter.attachments
    assert (whole.name, whole.kind) == ("brevet.eml", "message/rfc822")
    assert "Skrivaren på plan två" in whole.content.decode()
    assert letter.troubles == (
        "Brevets delar är trasigt avgränsade; hela brevet ligger bland filerna",
    )
