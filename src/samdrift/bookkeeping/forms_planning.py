"""What is typed of templates, of amounts spread over months, and of the year's result."""

from __future__ import annotations

import re

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samdrift.bookkeeping.choices import Often, Spread
from samdrift.bookkeeping.forms import amount_of, key_of
from samdrift.bookkeeping.ports import WantedAccrual
from samdrift.bookkeeping.services import LONGEST, MOST_MONTHS
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Month
from samdrift.ledger import queries as ledger

_MONTH = re.compile(r"(20\d{2})-(0[1-9]|1[0-2])", re.ASCII)
_SHARES = re.compile(r"\d{1,6}( \d{1,6})*", re.ASCII)
_NEEDED = {"required": gettext_lazy("Fyll i fältet.")}
_BY_TYPING = {"autocomplete": "off", "list": "accounts"}


def _month(told: str) -> Month:
    found = _MONTH.fullmatch(told.strip())
    if found is None:
        raise forms.ValidationError(_("Skriv månaden som 2016-03."))
    return Month(int(found[1]), int(found[2]))


class TemplateForm(forms.Form):
    """What a template is called, and whether it comes again."""

    name = forms.CharField(
        label=gettext_lazy("Mallens namn"), max_length=100, error_messages=_NEEDED
    )
    often = forms.TypedChoiceField(
        label=gettext_lazy("Hur ofta?"),
        choices=Often.choices,
        coerce=lambda value: Often(int(value)),
        help_text=gettext_lazy("Den som kommer igen föreslås på månadens sista dag."),
    )
    first = forms.CharField(
        label=gettext_lazy("Första månaden"), max_length=7, error_messages=_NEEDED
    )

    def clean_first(self) -> Month:
        """Read the month."""
        return _month(str(self.cleaned_data["first"]))


class _OfAccountsForm(forms.Form):
    """What is typed of accounts of a year."""

    def __init__(self, year: int, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self._chart = ledger.account_names(year)

    def _account(self, name: str) -> str:
        number = key_of(str(self.cleaned_data[name]))
        if number not in self._chart:
            raise forms.ValidationError(_("Kontot finns inte i årets kontoplan."))
        return number


class ResultForm(_OfAccountsForm):
    """From which account to which the year's result is carried."""

    result_account = forms.CharField(
        label=gettext_lazy("Konto för årets resultat (klass 8)"),
        max_length=100,
        error_messages=_NEEDED,
        widget=forms.TextInput(attrs=_BY_TYPING),
    )
    equity_account = forms.CharField(
        label=gettext_lazy("Konto i eget kapital"),
        max_length=100,
        error_messages=_NEEDED,
        widget=forms.TextInput(attrs=_BY_TYPING),
    )

    def clean_result_account(self) -> str:
        """Read an account of the result."""
        number = self._account("result_account")
        if number[0] in "12":
            raise forms.ValidationError(_("Välj ett resultatkonto."))
        return number

    def clean_equity_account(self) -> str:
        """Read an account of the balance sheet."""
        number = self._account("equity_account")
        if number[0] != "2":
            raise forms.ValidationError(_("Välj ett konto i klass 2."))
        return number


class AccrualForm(_OfAccountsForm):
    """An amount, between which accounts, over which months and by what key."""

    text = forms.CharField(
        label=gettext_lazy("Vad gäller det?"), max_length=LONGEST - 10, error_messages=_NEEDED
    )
    amount = forms.CharField(
        label=gettext_lazy("Belopp, kr"),
        max_length=25,
        error_messages=_NEEDED,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    from_account = forms.CharField(
        label=gettext_lazy("Från konto"),
        help_text=gettext_lazy("Där beloppet ligger, till exempel förutbetalda kostnader."),
        max_length=100,
        error_messages=_NEEDED,
        widget=forms.TextInput(attrs=_BY_TYPING),
    )
    to_account = forms.CharField(
        label=gettext_lazy("Till konto"),
        max_length=100,
        error_messages=_NEEDED,
        widget=forms.TextInput(attrs=_BY_TYPING),
    )
    cost_centre = forms.CharField(
        label=gettext_lazy("Kostnadsställe (valfritt)"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "centres"}),
    )
    first = forms.CharField(
        label=gettext_lazy("Första månaden"),
        help_text=gettext_lazy("Så här: 2016-03"),
        max_length=7,
        error_messages=_NEEDED,
    )
    months = forms.IntegerField(
        label=gettext_lazy("Antal månader"),
        min_value=2,
        max_value=MOST_MONTHS,
        error_messages=_NEEDED,
    )
    spread = forms.ChoiceField(label=gettext_lazy("Nyckel"), choices=Spread.choices)
    shares = forms.CharField(
        label=gettext_lazy("Egna andelar"),
        help_text=gettext_lazy("En för varje månad, så här: 3 3 2 2"),
        max_length=400,
        required=False,
    )

    def clean_amount(self) -> Money:
        """Read an amount."""
        amount = amount_of(str(self.cleaned_data["amount"]))
        if not amount:
            raise forms.ValidationError(_("Skriv beloppet med siffror, så här: 1 250,50."))
        return amount

    def clean_from_account(self) -> str:
        """Read an account."""
        return self._account("from_account")

    def clean_to_account(self) -> str:
        """Read an account."""
        return self._account("to_account")

    def clean_first(self) -> Month:
        """Read the month."""
        return _month(str(self.cleaned_data["first"]))

    def clean_shares(self) -> tuple[int, ...]:
        """Read a share for each month."""
        told = " ".join(str(self.cleaned_data["shares"]).split())
        if told and not _SHARES.fullmatch(told):
            raise forms.ValidationError(_("Skriv andelarna som hela tal, så här: 3 3 2 2."))
        return tuple(int(share) for share in told.split())

    def wanted(self) -> WantedAccrual:
        """Return what is asked for."""
        told = self.cleaned_data
        is_own = told["spread"] == Spread.OWN
        return WantedAccrual(
            told["text"],
            told["from_account"],
            told["to_account"],
            key_of(told["cost_centre"]),
            told["amount"],
            told["first"],
            told["months"],
            told["spread"],
            told["shares"] if is_own else (),
        )
