"""Which key figures the overview wants, and where each of them stands."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

INCOME = "ledger.income-statement"
BALANCE = "ledger.balance-sheet"
COMPUTERS = "assets.computers"
TELEPHONY = "assets.telephony"
TICKETS = "servicedesk.resolution-times"
CONNECTIONS = "fibre.connections"
SICK_LEAVE = "staff.sick-leave"
CALLS = "switchboard.calls-per-month"
GOALS = "goals.assessment"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands; `{year}` and `{earlier}` are put in."""

    table: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class AsideWanted:
    """A figure wanted under a label, after its words; `{figure}` is put in."""

    words: Promise
    place: Place


@dataclass(frozen=True, slots=True)
class Wanted:
    """A key figure, shown where its table can be made."""

    label: Promise
    now: Place
    then: Place
    asides: tuple[AsideWanted, ...] = ()


@dataclass(frozen=True, slots=True)
class WantedGroup:
    """Key figures of one kind."""

    label: Promise
    figures: tuple[Wanted, ...]


def _by_column(label: Promise, table: str, row: str, *asides: AsideWanted) -> Wanted:
    return Wanted(label, Place(table, row, "{year}"), Place(table, row, "{earlier}"), asides)


WANTED = (
    WantedGroup(
        _("Ekonomi"),
        (
            _by_column(
                _("Årets resultat"),
                INCOME,
                "result",
                AsideWanted(_("Budget {figure}"), Place(INCOME, "result", "budget")),
            ),
            _by_column(
                _("Verksamhetens intäkter"),
                INCOME,
                "revenue",
                AsideWanted(
                    _("varav bredbandsprojekt {figure}"),
                    Place("ledger.note-revenue", "broadband", "{year}"),
                ),
            ),
            _by_column(_("Eget kapital"), BALANCE, "equity"),
        ),
    ),
    WantedGroup(
        _("Servicedesk"),
        (
            Wanted(
                _("Avslutade ärenden"),
                Place(TICKETS, "{year}", "tickets"),
                Place(TICKETS, "{earlier}", "tickets"),
            ),
            Wanted(
                _("Lösta inom en timme"),
                Place(TICKETS, "{year}", "1h"),
                Place(TICKETS, "{earlier}", "1h"),
            ),
        ),
    ),
    WantedGroup(
        _("Utrustning den 31 december"),
        (
            Wanted(
                _("Datorer"),
                Place(COMPUTERS, "total", "computer"),
                Place(COMPUTERS, "previous-year", "computer"),
                (
                    AsideWanted(
                        _("{figure} för personal"), Place(COMPUTERS, "total", "computer.staff")
                    ),
                    AsideWanted(
                        _("{figure} för elever"), Place(COMPUTERS, "total", "computer.pupil")
                    ),
                ),
            ),
            Wanted(
                _("Mobilabonnemang"),
                Place(TELEPHONY, "total", "phone.mobile"),
                Place(TELEPHONY, "total", "phone.mobile:previous-year"),
            ),
        ),
    ),
    WantedGroup(
        _("Bredband och personal"),
        (
            _by_column(_("Nya anslutningar"), CONNECTIONS, "total"),
            Wanted(
                _("Sjukfrånvaro"),
                Place(SICK_LEAVE, "all", "percent"),
                Place(SICK_LEAVE, "all", "percent:previous-year"),
            ),
        ),
    ),
)
