"""What is typed about loans and leases."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, override

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from samdrift.capital.choices import DayCounting
from samdrift.capital.forms import KronorField, day_field, line_field
from samdrift.capital.ports import WantedLease, WantedLoan
from samdrift.kernel.money import ZERO, Money

_REQUIRED = {"required": _("Fyll i det här fältet.")}
_MOST_LINES = 400


def _lines(label: Any, hint: Any, *, is_required: bool) -> Any:  # noqa: ANN401  Lazy texts.
    return forms.CharField(
        label=label,
        help_text=hint,
        required=is_required,
        max_length=20_000,
        error_messages=_REQUIRED,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
    )


class LoanForm(forms.Form):
    """A loan: of whom, how much, at what rate until when, and when it is paid back."""

    name = line_field(_("Namn"), 100, is_required=True)
    lender = line_field(_("Långivare"), 100, is_required=True)
    account = line_field(_("Konto"), 10, is_required=True)
    taken_on = day_field(_("Lånet togs"))
    amount = KronorField(_("Lånebelopp, kr"))
    day_count = forms.ChoiceField(label=_("Räntedagar"), choices=DayCounting.choices)
    terms = _lines(
        _("Räntor"),
        _(
            "En rad från varje dag räntan ändras: dag; procent; bunden till. Till exempel: "
            "2024-03-28; 2,35; 2027-03-28. Utan sista dag är den rörlig."
        ),
        is_required=True,
    )
    repayments = _lines(
        _("Amorteringar"), _("En per rad: dag; kronor. Till exempel: 2024-06-30; 505 000"),
        is_required=False,
    )  # fmt: skip

    cost_account = line_field(_("Räntans konto (valfritt)"), 10, is_required=False)
    accrued_account = line_field(_("Konto för upplupen ränta (valfritt)"), 10, is_required=False)

    def clean_terms(self) -> tuple[tuple[date, int, date | None], ...]:
        """Return the rates, line by line; one from each day."""
        return self._each("terms", _term)

    def clean_repayments(self) -> tuple[tuple[date, Money], ...]:
        """Return the repayments, line by line; one a day."""
        return self._each("repayments", _repayment)

    @override
    def clean(self) -> dict[str, Any]:
        """Return what was typed; a loan is of more than nothing."""
        told = super().clean() or {}
        if "amount" in told and told["amount"] <= ZERO:
            self.add_error("amount", _("Beloppet måste vara mer än noll."))
        return told

    def wanted(self) -> WantedLoan:
        """Return what was typed, as the services take it."""
        return WantedLoan(**self.cleaned_data)

    def _each[Told: tuple[Any, ...]](
        self, name: str, read: Callable[[list[str]], Told]
    ) -> tuple[Told, ...]:
        found: dict[date, Told] = {}
        lines = [line for line in self.cleaned_data[name].splitlines() if line.strip()]
        for number, line in enumerate(lines[:_MOST_LINES], 1):
            try:
                told = read([part.strip() for part in line.split(";")])
            except (ValueError, InvalidOperation):
                told = None
            if told is None or told[0] in found:
                problem = _now("Rad %(number)s går inte att läsa: %(line)s")
                raise forms.ValidationError(problem % {"number": number, "line": line})
            found[told[0]] = told
        return tuple(found[day] for day in sorted(found))


class LeaseForm(forms.Form):
    """A lease: what is paid each month, and from when to when."""

    name = line_field(_("Namn"), 100, is_required=True)
    lessor = line_field(_("Leasegivare"), 100)
    starts = day_field(_("Gäller från och med"))
    ends = day_field(_("Slutar"))
    monthly = KronorField(_("Per månad, kr"))

    @override
    def clean(self) -> dict[str, Any]:
        """Return what was typed; it must end after it starts, and cost something."""
        told = super().clean() or {}
        if told.get("ends") and told.get("starts") and told["ends"] <= told["starts"]:
            self.add_error("ends", _("Slutet ligger inte efter början."))
        if "monthly" in told and told["monthly"] <= ZERO:
            self.add_error("monthly", _("Beloppet måste vara mer än noll."))
        return told

    def wanted(self) -> WantedLease:
        """Return what was typed, as the services take it."""
        return WantedLease(**self.cleaned_data)


def _term(told: list[str]) -> tuple[date, int, date | None]:
    day, percent, *rest = told
    if len(rest) > 1:
        raise ValueError(told)
    rate = Decimal(percent.replace(",", ".").removesuffix("%").strip()) * 10_000
    if rate != int(rate) or not -1_000_000 < rate < 1_000_000:
        raise ValueError(percent)
    fixed = date.fromisoformat(rest[0]) if rest and rest[0] else None
    since = date.fromisoformat(day)
    if fixed is not None and fixed <= since:
        raise ValueError(told)
    return since, int(rate), fixed


def _repayment(told: list[str]) -> tuple[date, Money]:
    day, kronor = told
    amount = Money.parse(re.sub(r"\s", "", kronor))
    if not 0 < amount.ore < 10**15:
        raise ValueError(kronor)
    return date.fromisoformat(day), amount
