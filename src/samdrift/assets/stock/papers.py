"""Papers: the files of certificates, delivery notes and receipts, with what was done."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from samdrift.assets.choices import PaperSort
from samdrift.assets.errors import CannotKeep
from samdrift.assets.life.queries import REGISTER
from samdrift.assets.life.story import UNDO
from samdrift.assets.models import DeviceEvent, Paper, Receipt
from samdrift.assets.ports import Actor
from samdrift.assets.register import door
from samdrift.assets.register.door import Reader
from samdrift.plumbing.files import FileHolder
from samdrift.plumbing.sent_files import Kept

MOST_OF_A_STROKE = 30
_ERASED = frozenset({"erased", "recycled"})
_FOR_EVERYBODY = frozenset({PaperSort.CERTIFICATE, PaperSort.DELIVERY_NOTE})
"""What whoever may read a thing may read; on the others stands who was handed something."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper as it is listed."""

    id: int
    sort: str
    label: str
    name: str
    size: int
    by_name: str
    at: datetime


@transaction.atomic
def add(
    kept: Collection[Kept], *, stroke: str, sort: str = "", actor: Actor, at: datetime
) -> tuple[Paper, ...]:
    """Let files go with what was done at one stroke; one that does already goes with it once.

    What they are is told by what was done where nobody says. Two who send at once wait for each
    other. Raises CannotKeep where nothing was done, or they would be too many.
    """
    done = DeviceEvent.objects.select_for_update().filter(stroke=stroke).exclude(act=UNDO)
    if not stroke or done.first() is None:
        raise CannotKeep("Det som filen skulle höra till är inte gjort.")
    wanted = PaperSort(sort) if sort in PaperSort else sort_of(stroke)
    there = set(_there().filter(stroke=stroke).values_list("digest", flat=True))
    new = {each.digest: each for each in kept if each.digest not in there}
    if len(there) + len(new) > MOST_OF_A_STROKE:
        raise CannotKeep(f"Högst {MOST_OF_A_STROKE} filer kan höra till det som gjorts på en gång.")
    return tuple(
        Paper.objects.create(
            stroke=stroke,
            sort=wanted,
            name=each.name,
            media_type=each.media_type,
            size=each.size,
            digest=each.digest,
            at=at,
            by_user_id=actor.user_id,
            by_name=actor.name,
        )
        for each in new.values()
    )


@transaction.atomic
def take_away(paper_id: int, *, actor: Actor, at: datetime) -> str:
    """Take away a paper that was laid in the wrong place; return what it went with."""
    row = _there().select_for_update().filter(pk=paper_id).first()
    if row is None:
        raise CannotKeep("Filen finns inte längre.")
    row.taken_away_at, row.taken_away_by = at, actor.name
    row.save(update_fields=["taken_away_at", "taken_away_by"])
    return row.stroke


def sort_of(stroke: str) -> PaperSort:
    """Return what a paper of a stroke most likely is, by what was done."""
    row = DeviceEvent.objects.filter(stroke=stroke).exclude(act=UNDO).first()
    if row is None:
        return PaperSort.OTHER
    if row.sets.get("state") in _ERASED:
        return PaperSort.CERTIFICATE
    if row.act == REGISTER:
        return PaperSort.DELIVERY_NOTE
    return PaperSort.RECEIPT if row.sets.get("holder") else PaperSort.OTHER


def papers_of(reader: Reader, strokes: Collection[str]) -> dict[str, tuple[PaperLine, ...]]:
    """Return the papers that somebody may read, by the strokes that they go with."""
    found: dict[str, list[PaperLine]] = {}
    for row in _readable(reader).filter(stroke__in=set(strokes) - {""}):
        found.setdefault(row.stroke, []).append(_line(row))
    return {stroke: tuple(lines) for stroke, lines in found.items()}


def certificates_of(reader: Reader, tags: Collection[str]) -> dict[str, tuple[PaperLine, ...]]:
    """Return the certificates of things by their tags, of what somebody may read."""
    rows = _readable(reader).filter(sort=PaperSort.CERTIFICATE)
    events = DeviceEvent.objects.filter(device__tag__in=tags, stroke__in=rows.values("stroke"))
    lines: dict[str, list[PaperLine]] = {}
    for row in rows:
        lines.setdefault(row.stroke, []).append(_line(row))
    found: dict[str, dict[int, PaperLine]] = {}
    for tag, stroke in events.exclude(act=UNDO).values_list("device__tag", "stroke"):
        found.setdefault(tag, {}).update({line.id: line for line in lines[stroke]})
    return {tag: tuple(lines.values()) for tag, lines in found.items()}


def paper(reader: Reader, paper_id: int) -> Paper | None:
    """Return a paper that somebody may read, None where there is none for them."""
    return _readable(reader).filter(pk=paper_id).first()


def forget(holder_ids: Collection[int], *, by: str, at: datetime) -> None:
    """Take away the papers on which people stand who are forgotten, as what they signed."""
    strokes = Receipt.objects.filter(holder__in=holder_ids).values("stroke")
    _there().filter(stroke__in=strokes).update(
        name=str(PaperSort.RECEIPT.label), taken_away_at=at, taken_away_by=by
    )


def _there() -> QuerySet[Paper]:
    return Paper.objects.filter(taken_away_at=None)


def _readable(reader: Reader) -> QuerySet[Paper]:
    rows = _there()
    if reader.sees_people:
        return rows
    things = door.things(reader).values("pk")
    strokes = DeviceEvent.objects.filter(device__in=things).exclude(stroke="").values("stroke")
    return rows.filter(sort__in=_FOR_EVERYBODY, stroke__in=strokes)


def _line(row: Paper) -> PaperLine:
    label = str(PaperSort(row.sort).label)
    return PaperLine(row.pk, row.sort, label, row.name, row.size, row.by_name, row.at)


def _holds(digests: Collection[str]) -> Collection[str]:
    return set(_there().filter(digest__in=digests).values_list("digest", flat=True))


FILES = FileHolder("assets.papers", _holds)
