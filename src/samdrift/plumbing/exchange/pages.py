"""What the pages of an import show, in words: how far it has come, and what a preview found."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from django.utils.translation import gettext as _

from samdrift.plumbing.exchange.fault_words import in_words
from samdrift.plumbing.exchange.faults import Fault
from samdrift.plumbing.exchange.ports import ChangedCell, ChangedRow, FileSummary
from samdrift.plumbing.exchange.queries import counted
from samdrift.plumbing.jobs.choices import State
from samdrift.plumbing.jobs.ports import Told
from samdrift.plumbing.jobs.queries import Standing

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Coming:
    """How far long work has come, in words."""

    title: str
    words: str
    percent: int


@dataclass(frozen=True, slots=True)
class FileLine:
    """What becomes of a file's rows, each number as it is read; `–` where it is not known."""

    name: str
    kind: str
    status: str
    rows: str
    new: str
    changed: str
    unchanged: str
    wrong: str
    fault_count: int


@dataclass(frozen=True, slots=True)
class Changes:
    """The first of the rows of a file that are changed, and how many there are in all."""

    file: str
    count: str
    shown: tuple[ChangedRow, ...]
    is_all: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a preview found."""

    files: tuple[FileLine, ...]
    faults: tuple[Fault, ...]
    fault_count: int
    unshown: int
    changes: tuple[Changes, ...]
    notices: tuple[str, ...]
    is_nothing_new: bool


def coming(standing: Standing) -> Coming:
    """Return how far work has come: what is at hand, the share, and about how long is left."""
    beat = standing.beat
    if standing.is_to_stop:
        return Coming(_("Avbryts …"), _("Ingenting ändras."), standing.percent)
    if standing.state is State.WAITING or not beat.item:
        words = _("Börjar om en stund. Du kan stänga sidan.")
        return Coming(_("Väntar på sin tur"), words, 0)
    title = _("Läser %(file)s") % {"file": beat.item}
    count = int(standing.told.get("files", 0))
    if count >= beat.items_seen:
        title = _("Läser %(file)s, fil %(at)s av %(count)s") % {
            "file": beat.item,
            "at": beat.items_seen,
            "count": count,
        }
    share = f"{standing.percent}{NO_BREAK_SPACE}%."
    words = " ".join(filter(None, (share, _left(standing), _("Du kan stänga sidan."))))
    return Coming(title, words, standing.percent)


def _left(standing: Standing) -> str:
    seconds = standing.seconds_left
    if seconds is None:
        return ""
    if seconds < 60:
        return _("Ungefär %(count)s sekunder kvar.") % {"count": max(seconds, 1)}
    return _("Ungefär %(count)s minuter kvar.") % {"count": round(seconds / 60)}


def found(result: Told) -> Found:
    """Return what a preview found, of what the job wrote down."""
    has_faults = bool(result["fault_count"])
    faults = tuple(_told(Fault(**told)) for told in result["faults"])
    return Found(
        files=tuple(_line(file) for file in result["files"]),
        faults=faults,
        fault_count=result["fault_count"],
        unshown=result["fault_count"] - len(faults),
        changes=() if has_faults else tuple(_changes(result)),
        notices=tuple(in_words(notice) for file in result["files"] for notice in file["notices"]),
        is_nothing_new=not any(file["new"] or file["changed"] for file in result["files"]),
    )


def _told(fault: Fault) -> Fault:
    return replace(fault, allowed=in_words(fault.allowed))


def line_of(summary: FileSummary) -> FileLine:
    """Return what an import made of a file's rows."""
    return _line(asdict(summary) | {"faults": 0})


def _line(file: Told) -> FileLine:
    """Return a file's line; one that is too wrong to be read row by row is not counted."""
    count = int(file["faults"])
    wrong = int(file.get("wrong", 0))
    numbers = [file["new"], file["changed"], file["unchanged"]]
    whole = sum(numbers) + wrong
    is_counted = bool(whole) or not count
    rows, new, changed, unchanged, wrong_told = (
        (counted(each) if is_counted else "–") for each in (whole, *numbers, wrong)
    )
    kind, status = ("warn", _("Se över")) if file["notices"] else ("ok", _("Inga fel"))
    if count:
        kind = "bad"
        status = _("1 fel") if count == 1 else _("%(count)s fel") % {"count": counted(count)}
    return FileLine(file["file"], kind, status, rows, new, changed, unchanged, wrong_told, count)


def _changes(result: Told) -> list[Changes]:
    counts = {file["file"]: file["changed"] for file in result["files"]}
    listed = []
    for file, rows in result["changes"].items():
        shown = tuple(
            ChangedRow(row["key"], tuple(ChangedCell(**cell) for cell in row["cells"]))
            for row in rows
        )
        count = max(counts.get(file, 0), len(shown))
        listed.append(Changes(file, counted(count), shown, is_all=count == len(shown)))
    return listed
