"""Files that are sent: taken in within limits, told for what they are, handed out harmless."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from samdrift.kernel.refusals import Refusal
from samdrift.plumbing import file_kinds, files
from samdrift.plumbing.files import NoSuchFile, StoreAway

MEGABYTE = 1_000_000
MOST_BYTES = 25 * MEGABYTE
"""Of one file, which most mail servers would let through too."""
MOST_AT_ONCE = 10
LONGEST_NAME = 150
COME_AGAIN = {"Retry-After": "60"}
ANYTHING = "application/octet-stream"

_BEGINNINGS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""What a browser shows in the page without harm; an SVG can hold a script and is not one."""


class CannotTake(Refusal):
    """A file that cannot be taken in; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent: what it was called, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is in the store, under its digest, for a row to tell of."""

    name: str
    media_type: str
    size: int
    digest: str


def sent_files(request: HttpRequest) -> Collection[Sent]:
    """Return the files of a form; of one that is too large, no more than tells that it is."""
    return tuple(
        Sent(each.name or "", each.read(MOST_BYTES + 1)) for each in request.FILES.getlist("files")
    )


def take_in(sent: Collection[Sent]) -> tuple[Kept, ...]:
    """Keep files of which rows are about to tell.

    Raises CannotTake, and tells of none, where one is empty or too large, of a kind that is not
    taken or something else than it says, they are too many, or what keeps them does not answer.
    """
    if len(sent) > MOST_AT_ONCE:
        raise CannotTake(f"Det är för många filer. Lägg till högst {MOST_AT_ONCE} åt gången.")
    for each in sent:
        _check(each)
    try:
        return tuple(
            Kept(
                name=harmless(each.name),
                media_type=picture_type(each.content) or ANYTHING,
                size=len(each.content),
                digest=files.keep(each.content),
            )
            for each in sent
        )
    except StoreAway as error:
        raise CannotTake(str(error)) from error


def harmless(name: str) -> str:
    """Return a file's name without folders or signs that are not shown, and not too long."""
    last = PurePosixPath(name.replace("\\", "/")).name
    shown = "".join(sign for sign in last if sign.isprintable()).strip(" .")
    stem, dot, ending = shown.rpartition(".")
    if dot and len(ending) <= 10:
        return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"
    return shown[:LONGEST_NAME] or "fil"


def picture_type(content: bytes) -> str:
    """Return which kind of picture some bytes are, by how they begin; empty where they are none."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next(
        (kind for begins, kind in _BEGINNINGS.items() if content.startswith(begins)),
        "",
    )


def handed_out(name: str, digest: str) -> HttpResponse:
    """Return a file so that the browser runs nothing of it, whatever its sender called it."""
    try:
        content = files.content(digest)
    except NoSuchFile as error:
        raise Http404 from error
    except StoreAway as error:
        return HttpResponse(str(error), "text/plain; charset=utf-8", 503, headers=COME_AGAIN)
    picture = picture_type(content)
    headers = {
        "Content-Disposition": content_disposition_header(not picture, name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=picture or ANYTHING, headers=headers)


def _check(sent: Sent) -> None:
    size = len(sent.content)
    name = harmless(sent.name)
    if size == 0:
        raise CannotTake(f"Filen {name} är tom. Inget är skickat.")
    if size > MOST_BYTES:
        raise CannotTake(
            f"Filen {name} är {-(-size // MEGABYTE)} MB. Högst {MOST_BYTES // MEGABYTE} MB går. "
            "Inget är skickat. Lägg den i en delad mapp och skriv var den finns."
        )
    _check_kind(name, sent.content)


def _check_kind(name: str, content: bytes) -> None:
    """Refuse what nobody needs to send, and what is not what its name says."""
    ending = file_kinds.ending_of(name)
    if not ending and picture_type(content):
        return
    if not file_kinds.is_taken(ending):
        raise CannotTake(
            f"Filen {name} är av ett slag som inte tas emot. Inget är skickat. "
            "Skicka en bild, en PDF, ett dokument, ett kalkylblad, en textfil eller en zip."
        )
    if not file_kinds.is_what_it_says(ending, content):
        raise CannotTake(
            f"Filen {name} innehåller något annat än vad namnet säger. Inget är skickat. "
            "Spara om den och försök igen."
        )
