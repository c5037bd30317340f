"""What is typed about months, metering and credits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, override

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from samdrift.billing.choices import RuleKind
from samdrift.billing.ports import (
    AccountDetails,
    CodingDetails,
    PayeeDetails,
    PayerDetails,
    WantedConversion,
    WantedFixed,
)
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Month
from samdrift.sweden.bankgiro import bankgiro_digits
from samdrift.sweden.identity import InvalidIdentityNumber, OrganisationNumber
from samdrift.sweden.peppol.faults import is_gln

_REQUIRED = {"required": _("Fyll i det här fältet.")}
MOST_BYTES = 5 * 1024**2
_A_PRICE = _("Skriv kronor så här: 285,00.")


class MonthField(forms.CharField):
    """A month as `2015-01`."""

    def __init__(self, label: Any) -> None:  # noqa: ANN401  A lazy text.
        super().__init__(
            label=label,
            error_messages=_REQUIRED,
            widget=forms.TextInput(attrs={"type": "month", "autocomplete": "off"}),
        )

    @override
    def clean(self, value: Any) -> Month:
        """Return the month that was typed."""
        text = super().clean(value)
        year, _dash, number = text.partition("-")
        is_month = len(text) == 7 and text.isascii() and f"{year}{number}".isdecimal()
        if not is_month or not (1900 < int(year) < 2200 and 1 <= int(number) <= 12):
            raise forms.ValidationError(_("Skriv månaden så här: 2026-03."))
        return Month(int(year), int(number))


class MonthForm(forms.Form):
    """The month to reckon."""

    month = MonthField(_("Månad"))


class MeteringForm(forms.Form):
    """As which option the things of a kind are charged, from which month."""

    kind = forms.ChoiceField(label=_("Vad som räknas"), error_messages=_REQUIRED)
    option = forms.TypedChoiceField(
        label=_("Debiteras som"), coerce=int, empty_value=None, required=False
    )
    since = MonthField(_("Från och med månad"))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  Django's own.
        kinds: Iterable[tuple[str, str]],
        options: Iterable[tuple[int, str]],
        **kwargs: Any,  # noqa: ANN401  As above.
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(kinds)  # type: ignore[attr-defined]
        self.fields["option"].choices = [("", _("Debiteras inte")), *options]  # type: ignore[attr-defined]


class RuleForm(forms.Form):
    """What a rule says from a day, and where it is written."""

    kind = forms.ChoiceField(
        label=_("Vad det gäller"), choices=RuleKind.choices, error_messages=_REQUIRED
    )
    value = forms.DecimalField(
        label=_("Värde"),
        max_digits=12,
        decimal_places=2,
        min_value=-100,
        localize=True,
        error_messages=_REQUIRED
        | dict.fromkeys(
            ("invalid", "max_digits", "max_decimal_places", "min_value"),
            _("Skriv ett tal, till exempel 2,50."),
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "decimal"}),
    )
    holds_from = forms.DateField(
        label=_("Gäller från och med"),
        error_messages=_REQUIRED | {"invalid": _("Skriv dagen så här: 2026-03-31.")},
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
    )
    source = forms.CharField(
        label=_("Var det står"),
        help_text=_("Lagrum, beslut eller Riksbankens dag."),
        max_length=200,
        error_messages=_REQUIRED,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_value(self) -> Decimal:
        """Return the number, which for what is so or is not so is 1 or 0."""
        value: Decimal = self.cleaned_data["value"]
        if self.cleaned_data.get("kind") == RuleKind.ROUNDING and value not in (0, 1):
            raise forms.ValidationError(_("Skriv 1 för ja eller 0 för nej."))
        return value


class CreditForm(forms.Form):
    """Why a line is given back."""

    reason = forms.CharField(
        label=_("Varför raden krediteras"),
        max_length=300,
        error_messages={"required": _("Skriv varför. Det står på kreditfakturan.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def _line(label: Any, most: int, help_text: Any = "", *, is_required: bool = True) -> Any:  # noqa: ANN401
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=most,
        required=is_required,
        error_messages=_REQUIRED,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class PriceField(forms.CharField):
    """A price in kronor, or nothing."""

    def __init__(self, label: Any) -> None:  # noqa: ANN401  A lazy text.
        super().__init__(label=label, required=False, max_length=15)

    @override
    def clean(self, value: Any) -> Money | None:
        """Return the price that was typed; None where nothing was."""
        text = super().clean(value)
        if not text:
            return None
        try:
            price = Money.parse(re.sub(r"\s", "", text))
        except ValueError as error:
            raise forms.ValidationError(_A_PRICE) from error
        if price.ore < 0:
            raise forms.ValidationError(_A_PRICE)
        return price


class PayeeForm(forms.Form):
    """Where those who are invoiced pay."""

    bankgiro = _line(_("Bankgiro"), 9)
    street = _line(_("Gatuadress eller box"), 100)
    postcode = _line(_("Postnummer"), 10)
    town = _line(_("Ort"), 60)

    def clean_bankgiro(self) -> str:
        """Return the number as it is written, where its check digit is right."""
        digits = bankgiro_digits(self.cleaned_data["bankgiro"])
        if not digits:
            raise forms.ValidationError(
                _("Numret har fel kontrollsiffra eller längd. Skriv det så här: 5050-1055.")
            )
        return f"{digits[:-4]}-{digits[-4:]}"

    def details(self) -> PayeeDetails:
        """Return what was typed."""
        return PayeeDetails(**self.cleaned_data)


class PayerForm(forms.Form):
    """Who an organisation is where it is invoiced."""

    org_number = _line(_("Organisationsnummer"), 20)
    reference = _line(
        _("Köparens referens"), 100, _("Det som kommunen vill ha på fakturan, till exempel ZZ1042.")
    )
    street = _line(_("Gatuadress eller box"), 100)
    postcode = _line(_("Postnummer"), 10)
    town = _line(_("Ort"), 60)
    gln = _line(
        _("GLN (valfritt)"),
        13,
        _("Om e-fakturor tas emot med ett lokaliseringsnummer och inte organisationsnumret."),
        is_required=False,
    )
    counterpart = _line(_("Motpart i bokföringen (valfritt)"), 20, is_required=False)

    def clean_org_number(self) -> str:
        """Return the number as it is written, where it is one."""
        try:
            return str(OrganisationNumber.parse(self.cleaned_data["org_number"]))
        except InvalidIdentityNumber as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean_gln(self) -> str:
        """Return the number, where its check digit is right."""
        gln: str = self.cleaned_data["gln"]
        if gln and not is_gln(gln):
            raise forms.ValidationError(
                _("Ett GLN har tretton siffror, och den sista är en kontrollsiffra.")
            )
        return gln

    def details(self) -> PayerDetails:
        """Return what was typed."""
        return PayerDetails(**self.cleaned_data)


def _account(label: Any, *, is_required: bool = True) -> Any:  # noqa: ANN401  A lazy text.
    return forms.RegexField(
        label=label,
        regex=r"\A[0-9]{3,6}\Z",
        required=is_required,
        error_messages=_REQUIRED | {"invalid": _("Ett konto har tre till sex siffror.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )


class AccountsForm(forms.Form):
    """On which accounts invoices are booked."""

    receivable = _account(_("Konto för kundfordringar"))
    vat = _account(_("Konto för utgående moms"))
    rounding = _account(_("Konto för öresavrundning (valfritt)"), is_required=False)
    series = _line(_("Verifikationsserie"), 5)

    def details(self) -> AccountDetails:
        """Return what was typed."""
        return AccountDetails(**self.cleaned_data)


class CodingForm(forms.Form):
    """How the income of a service is booked."""

    account = _account(_("Intäktskonto"))
    cost_centre = _line(_("Kostnadsställe (valfritt)"), 20, is_required=False)
    activity = _line(_("Verksamhet (valfritt)"), 20, is_required=False)
    project = _line(_("Projekt (valfritt)"), 20, is_required=False)

    def details(self) -> CodingDetails:
        """Return what was typed."""
        return CodingDetails(**self.cleaned_data)


class FixedForm(forms.Form):
    """What organisations pay over some months whatever they have."""

    option = forms.TypedChoiceField(label=_("Vad det är"), coerce=int, error_messages=_REQUIRED)
    amounts = forms.CharField(
        label=_("Kommuner och belopp"),
        help_text=_("En per rad: kommun; kronor för hela tiden. Minus ger tillbaka."),
        max_length=20_000,
        error_messages=_REQUIRED,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
    )
    first = MonthField(_("Från och med månad"))
    months = forms.IntegerField(
        label=_("Antal månader"), min_value=1, max_value=60, initial=12, error_messages=_REQUIRED
    )
    decision = _line(_("Beslut"), 150, _("Paragraf eller diarienummer."))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  Django's own.
        options: Iterable[tuple[int, str]],
        organisations: Mapping[str, str],
        **kwargs: Any,  # noqa: ANN401  As above.
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["option"].choices = list(options)  # type: ignore[attr-defined]
        self._codes = {name.lower(): code for code, name in organisations.items()}

    def clean_amounts(self) -> dict[str, Money]:
        """Return the amounts by organisation, line by line; nobody twice."""
        found: dict[str, Money] = {}
        for number, line in enumerate(self.cleaned_data["amounts"].splitlines(), 1):
            if not line.strip():
                continue
            name, _semicolon, kronor = line.partition(";")
            code = self._codes.get(name.strip().lower(), "")
            amount = _kronor(kronor)
            if not code or code in found or amount is None:
                told = {"number": number, "line": line}
                raise forms.ValidationError(
                    _now("Rad %(number)s går inte att läsa: %(line)s") % told
                )
            found[code] = amount
        return found

    def wanted(self) -> WantedFixed:
        """Return what was typed, as the services take it."""
        told = self.cleaned_data
        return WantedFixed(
            told["option"], told["amounts"], told["first"], told["months"], told["decision"]
        )


def _kronor(text: str) -> Money | None:
    """Return an amount of kronor that is something; None where it cannot be read as one."""
    try:
        amount = Money.parse(re.sub(r"\s", "", text).replace("\N{MINUS SIGN}", "-"))
    except ValueError:
        return None
    return amount if 0 < abs(amount.ore) < 10**13 else None


class ConversionForm(forms.Form):
    """From which grant to which service, and from when."""

    grant = forms.TypedChoiceField(
        label=_("Anslag som sänks"), coerce=int, error_messages=_REQUIRED
    )
    service = forms.TypedChoiceField(
        label=_("Tjänst som betalas efter användning"), coerce=int, error_messages=_REQUIRED
    )
    since = MonthField(_("Från och med månad"))
    decision = _line(_("Beslut"), 150, _("Paragraf eller diarienummer."), is_required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  Django's own.
        grants: Iterable[tuple[int, str]],
        services: Iterable[tuple[int, str]],
        **kwargs: Any,  # noqa: ANN401  As above.
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grant"].choices = list(grants)  # type: ignore[attr-defined]
        self.fields["service"].choices = list(services)  # type: ignore[attr-defined]

    def wanted(self) -> WantedConversion:
        """Return what was typed, as the services take it."""
        told = self.cleaned_data
        return WantedConversion(told["grant"], told["service"], told["since"], told["decision"])


class PaymentsForm(forms.Form):
    """A file of what the bank tells was paid."""

    file = forms.FileField(
        label=_("Fil från banken (CSV)"),
        error_messages={"required": _("Välj en fil."), "empty": _("Filen är tom.")},
    )

    def clean_file(self) -> Any:  # noqa: ANN401  Django's own.
        """Return the file, where it is not too large to read whole."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("Filen är för stor: högst 5 MB."))
        return file
