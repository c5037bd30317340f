"""An adopted figure beside what the records now tell, in words, and where the whole is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from samdrift.kernel.figures import Figure, difference
from samdrift.plumbing import clock
from samdrift.plumbing.exchange import queries as exchange
from samdrift.reporting import held, registry
from samdrift.reporting.formats import Scale, swedish_figure_with_unit
from samdrift.reporting.held import Differing, HeldYear
from samdrift.reporting.ink.html import Mark
from samdrift.reporting.ports import CannotAnswer, FigureAddress, RowKind, Table
from samdrift.reporting.snapshot import remembered
from samdrift.reporting.sources import origin_words
from samdrift.reporting.views.choosing import Choice

EDITION = "utgava"


@dataclass(frozen=True, slots=True)
class Told:
    """A figure in words, beside what it is held against."""

    one: str
    other: str
    change: str


@dataclass(frozen=True, slots=True)
class HeldMark:
    """What is said of one figure that was adopted otherwise, and the way to it there."""

    lines: tuple[str, ...]
    standing: str
    href: str


def told(one: Figure | None, other: Figure | None) -> Told:
    """Return two figures in words: in thousands, to the öre where thousands would look alike."""
    words = _told(one, other, Scale.TKR)
    return words if words.one != words.other else _told(one, other, Scale.SEK)


def marks(table: Table, differing: Iterable[Differing]) -> dict[FigureAddress, Mark]:
    """Return what stands below the figures of a table that were adopted otherwise."""
    found = {each.address: each for each in differing if each.now is not None}
    marked = {}
    for address, each in found.items():
        lines = [_said(each), *_of_sums(table, address, found)]
        if address == next(iter(found)):
            lines.append(why(table.ask.year))
        marked[address] = Mark("\n".join(lines), _("skiljer från fastställd utgåva"))
    return marked


def said(address: FigureAddress, figure: Figure) -> str:
    """Return what is said of a figure that was adopted otherwise; nothing of any other."""
    found = held.differing_figure(address, figure)
    return _said(found) if found else ""


def vanished(query: Mapping[str, str]) -> dict[str, object] | None:
    """Return an adopted figure that the records have no longer, for a page of its own.

    None where the records have it, or where it was never adopted: then the page is not this one.
    """
    try:
        address = FigureAddress.from_query(query)
    except (KeyError, ValueError):
        return None
    known = held.year(address.ask.year)
    if known is None or address not in known.figures or _is_told(address):
        return None
    was, describer = known.figures[address], registry.Describer()
    return {
        "year": address.ask.year,
        "place": "reporting.tables",
        "was": was,
        "words": told(was.figure, None).one,
        "standing": known.standing,
        "why": why(address.ask.year),
        "href": whole_path(known, address),
        "origins": [origin_words(origin, describer) for origin in was.figure.origins],
    }


def _is_told(address: FigureAddress) -> bool:
    try:
        today = clock.now().date()
        registry.table(address.table_id, address.ask, today=today).figure(
            address.row_key, address.column_key
        )
    except (CannotAnswer, KeyError):
        return False
    return True


def gone(differing: Iterable[Differing]) -> tuple[str, ...]:
    """Return the adopted figures that the table has no longer, in words."""
    return tuple(
        _("%(row)s, %(column)s: utgåvan säger %(one)s.")
        % {
            "row": each.was.row_label,
            "column": each.was.column_label,
            "one": told(each.was.figure, None).one,
        }
        for each in differing
        if each.now is None and not each.was.figure.is_blank
    )


def mark_of(table: Table, address: FigureAddress) -> HeldMark | None:
    """Return what is said of a figure on its own page, None where it is as it was adopted."""
    found = {each.address: each for each in held.differing(table) if each.now is not None}
    known = held.year(address.ask.year)
    if address not in found or known is None:
        return None
    lines = (_said(found[address]), *_of_sums(table, address, found), why(address.ask.year))
    return HeldMark(lines, known.standing, whole_path(known, address))


def why(year: int) -> str:
    """Say what has happened to the records since the year was frozen."""
    known = held.year(year)
    if known is None:
        return ""
    runs = remembered(("held.runs", year), lambda: exchange.changed_since(known.frozen_at))
    when = f"{known.frozen_at:%Y-%m-%d}"
    if not runs:
        return _("Inget har lästs in sedan utgåvan frystes %(when)s.") % {"when": when}
    done = [
        _("ångrat %(day)s") % {"day": f"{run.undone_at:%Y-%m-%d}"}
        if run.undone_at is not None
        else _("inläst %(day)s") % {"day": f"{run.started_at:%Y-%m-%d}"}
        for run in runs
    ]
    return _("Sedan utgåvan frystes %(when)s är poster ändrade: %(done)s.") % {
        "when": when,
        "done": ", ".join(dict.fromkeys(done)),
    }


def whole_path(known: HeldYear, address: FigureAddress) -> str:
    """Return where an adopted figure stands in the whole."""
    source = held.source()
    if source is None:
        return ""
    path = reverse(source.route, args=[address.ask.year])
    anchor = known.figures[address].anchor if address in known.figures else ""
    return f"{path}?{urlencode({EDITION: known.number})}{'#' if anchor else ''}{anchor}"


def differences_path(year: int) -> str:
    """Return where all that differs in a year is listed."""
    source = held.source()
    return reverse(source.differences_route, args=[year]) if source else ""


def asked_table(request: HttpRequest, table_id: str, now: Table) -> Table:
    """Return the table that an address asks for: as it was adopted, where it says so."""
    named = request.GET.get(EDITION, "")
    if not named:
        return now
    known = held.year(now.ask.year)
    if known is None or str(known.number) != named:
        raise Http404
    found = known.tables.get((table_id, now.ask))
    if found is None:
        raise Http404
    return found


def choices(table: Table, path: str, *, is_held: bool) -> tuple[Choice, ...]:
    """Return the two ways to read a table that was adopted; none where it was not."""
    known = held.year(table.ask.year)
    if known is None or (table.id, table.ask) not in known.tables:
        return ()
    sign = "&" if "?" in path else "?"
    return (
        Choice(_("Posterna nu"), path, not is_held),
        Choice(
            _("Fastställd utgåva"), f"{path}{sign}{urlencode({EDITION: known.number})}", is_held
        ),
    )


def _said(each: Differing) -> str:
    words = told(each.was.figure, each.now)
    said = _("%(column)s: fastställd utgåva säger %(one)s, posterna nu %(other)s.") % {
        "column": each.was.column_label,
        "one": words.one,
        "other": words.other,
    }
    apart = _("Skillnad %(change)s.") % {"change": words.change} if words.change else ""
    return f"{said} {apart}".strip()


def _of_sums(
    table: Table, address: FigureAddress, found: dict[FigureAddress, Differing]
) -> Iterator[str]:
    """Say whether the sums of a figure's column have changed with it; of a sum nothing."""
    sums = [row for row in table.rows if row.kind in (RowKind.SUM, RowKind.GROUP)]
    if not sums or any(row.key == address.row_key for row in sums):
        return
    moved = [
        row.label
        for row in sums
        if FigureAddress(table.id, table.ask, row.key, address.column_key) in found
    ]
    if moved:
        yield _("Summor som också ändras: %(rows)s.") % {"rows": ", ".join(moved)}
    else:
        yield _("Summorna är desamma.")


def _told(one: Figure | None, other: Figure | None, scale: Scale) -> Told:
    change = ""
    if one is not None and other is not None and one.unit is other.unit:
        apart = difference(other, one)
        if apart.value is not None:
            change = swedish_figure_with_unit(apart, scale)
            change = change if change.startswith(("0", "\N{MINUS SIGN}")) else f"+{change}"
    return Told(_words(one, scale), _words(other, scale), change)


def _words(figure: Figure | None, scale: Scale) -> str:
    if figure is None:
        return _("står inte")
    return swedish_figure_with_unit(figure, scale)
