"""What is typed of a voucher, of its correction, and of a period."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.bookkeeping.ports import WantedVoucher
from samdrift.bookkeeping.services import LONGEST
from samdrift.kernel.money import ZERO, Money
from samdrift.ledger.ports import LineEntry

SERIES = "S"
"""The series that vouchers written here are numbered in unless somebody says another."""
FEWEST_ROWS = 4
MOST_ROWS = 200
PROJECT = "6"
"""The dimension of projects, reserved by the SIE standard."""

_SPACES = re.compile(r"\s+")
_AMOUNT = re.compile(r"-?\d{1,13}(\.\d{1,2})?", re.ASCII)
_PROJECT = re.compile(rf"(?:^| ){PROJECT}:(\S+)")
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class HeadForm(forms.Form):
    """What is told of a voucher as a whole."""

    day = forms.DateField(
        label=gettext_lazy("Bokföringsdag"),
        widget=_DAY,
        error_messages={
            "required": gettext_lazy("Skriv vilken dag det bokförs."),
            "invalid": gettext_lazy("Skriv dagen som 2016-03-31."),
        },
    )
    series = forms.CharField(
        label=gettext_lazy("Serie"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": gettext_lazy("Skriv vilken serie den numreras i.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Vad gäller det?"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Skriv vad verifikationen gäller.")},
    )

    def clean_series(self) -> str:
        """Write a series in capitals."""
        return str(self.cleaned_data["series"]).strip().upper()


class CorrectionForm(forms.Form):
    """Why a voucher is corrected by another, and on which day."""

    day = forms.DateField(
        label=gettext_lazy("Rättelsens dag"),
        widget=_DAY,
        error_messages={
            "required": gettext_lazy("Skriv vilken dag det bokförs."),
            "invalid": gettext_lazy("Skriv dagen som 2016-03-31."),
        },
    )
    because = forms.CharField(
        label=gettext_lazy("Varför rättas den?"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Skriv varför verifikationen rättas.")},
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it was typed, and what is wrong in it."""

    account: str = ""
    centre: str = ""
    project: str = ""
    debit: str = ""
    credit: str = ""
    text: str = ""
    problem: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed that would be booked."""
        return not (self.account or self.debit or self.credit)


_FIELDS = ("account", "centre", "project", "debit", "credit", "row_text")


@dataclass(frozen=True, slots=True)
class Typed:
    """The lines of a voucher as they were typed, and what they come to."""

    rows: tuple[Row, ...]
    lines: tuple[LineEntry, ...]
    debit: Money
    credit: Money

    @property
    def is_wrong(self) -> bool:
        """Whether something in a line cannot be read."""
        return any(row.problem for row in self.rows)

    @property
    def left(self) -> Money:
        """How much debit is above credit."""
        return self.debit - self.credit

    def padded(self, more: int = 0) -> tuple[Row, ...]:
        """Return the rows with some empty ones after them."""
        wanted = min(MOST_ROWS, max(FEWEST_ROWS, len(self.rows) + 1 + more))
        return (*self.rows, *(Row() for _at in range(wanted - len(self.rows))))


NOTHING_TYPED = Typed((), (), ZERO, ZERO)


def typed_rows(data: QueryDict) -> Typed:
    """Read the lines of a form; an account may be followed by its name, as it is chosen."""
    columns = [[told.strip()[:LONGEST] for told in data.getlist(name)] for name in _FIELDS]
    told = (Row(*cells) for cells in zip_longest(*columns, fillvalue=""))
    return _read([row for row in told if not row.is_empty][:MOST_ROWS])


def rows_of(told: WantedVoucher) -> Typed:
    """Return the lines of a voucher as somebody would type them."""
    return _read(
        [
            Row(
                line.account,
                line.cost_centre,
                _project_of(line.objects_text),
                _kronor(line.amount) if line.amount.ore > 0 else "",
                _kronor(-line.amount) if line.amount.ore < 0 else "",
                line.text,
            )
            for line in told.lines
        ]
    )


def _read(rows: list[Row]) -> Typed:
    found, lines, debit, credit = [], [], ZERO, ZERO
    for row in rows:
        own_debit, own_credit = amount_of(row.debit), amount_of(row.credit)
        problem = _problem(row, own_debit, own_credit)
        debit, credit = debit + (own_debit or ZERO), credit + (own_credit or ZERO)
        found.append(
            Row(row.account, row.centre, row.project, row.debit, row.credit, row.text, problem)
        )
        if not problem:
            amount = (own_debit or ZERO) - (own_credit or ZERO)
            others = f"{PROJECT}:{key_of(row.project)}" if row.project else ""
            lines.append(
                LineEntry(key_of(row.account), amount, key_of(row.centre), others, row.text)
            )
    return Typed(tuple(found), tuple(lines), debit, credit)


def _problem(row: Row, debit: Money | None, credit: Money | None) -> str:
    if not row.account:
        return _("Skriv vilket konto det är.")
    if debit is None or credit is None:
        return _("Skriv beloppet med siffror, så här: 1 250,50.")
    if bool(debit) == bool(credit):
        return _("Skriv ett belopp i debet eller i kredit.")
    return ""


def amount_of(told: str) -> Money | None:
    """Return an amount as a Swede writes it, none where it is not one; nothing typed is nothing."""
    plain = _SPACES.sub("", told).replace("\N{MINUS SIGN}", "-").replace(",", ".")
    if not plain:
        return ZERO
    return Money.parse(plain) if _AMOUNT.fullmatch(plain) else None


def key_of(told: str) -> str:
    """Return what is chosen by its number, which its name may follow."""
    return told.split(" ", 1)[0]


def _project_of(others: str) -> str:
    found = _PROJECT.search(others)
    return found[1] if found else ""


def _kronor(amount: Money) -> str:
    return amount.kronor().replace(".", ",")


def wanted(head: Mapping[str, object], typed: Typed) -> WantedVoucher:
    """Return the voucher that is asked for."""
    day = head["day"]
    assert isinstance(day, date), "the form read a day"
    return WantedVoucher(str(head["series"]), day, str(head["text"]).strip(), typed.lines)
