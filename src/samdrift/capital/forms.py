"""What is typed about investments, fixed assets, their groups and what happens to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, override

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.capital.choices import Begins, Happening, LifeBasis, Progress
from samdrift.capital.ports import WantedAsset, WantedEvent, WantedGroup, WantedWord
from samdrift.kernel.money import ZERO, Money

_REQUIRED = {"required": _("Fyll i det här fältet.")}
_PLAIN = {"autocomplete": "off"}
_MOST = 10**15


class KronorField(forms.CharField):
    """An amount in kronor, as `1 234,50`."""

    def __init__(self, label: Any, **told: Any) -> None:  # noqa: ANN401  A lazy text.
        attrs = _PLAIN | {"inputmode": "decimal"}
        super().__init__(
            label=label,
            error_messages=_REQUIRED,
            max_length=30,
            widget=forms.TextInput(attrs=attrs),
            **told,
        )

    @override
    def clean(self, value: Any) -> Money | None:
        """Return the amount that was typed; None where nothing was."""
        text = re.sub(r"\s", "", super().clean(value))
        if not text:
            return None
        try:
            amount = Money.parse(text)
        except ValueError:
            amount = Money(_MOST)
        if abs(amount.ore) >= _MOST:
            raise forms.ValidationError(_("Skriv kronor så här: 1 234,50."))
        return amount


def day_field(label: Any, *, is_required: bool = True) -> Any:  # noqa: ANN401  A lazy text.
    """Return a field for a day."""
    return forms.DateField(
        label=label,
        required=is_required,
        error_messages=_REQUIRED | {"invalid": _("Skriv dagen så här: 2026-03-31.")},
        widget=forms.DateInput(attrs=_PLAIN | {"type": "date"}, format="%Y-%m-%d"),
    )


def line_field(label: Any, length: int, *, is_required: bool = False, hint: Any = "") -> Any:  # noqa: ANN401
    """Return a field for a line of text."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=is_required,
        max_length=length,
        error_messages=_REQUIRED,
        widget=forms.TextInput(attrs=_PLAIN),
    )


def _months(label: Any, hint: Any = "") -> Any:  # noqa: ANN401  Lazy texts.
    return forms.IntegerField(
        label=label, help_text=hint, required=False, min_value=1, max_value=1200
    )


class AssetForm(forms.Form):
    """A fixed asset to register: what it is, what it cost, and how long it lasts."""

    name = line_field(_("Namn"), 150, is_required=True)
    group = forms.TypedChoiceField(label=_("Grupp"), coerce=int, error_messages=_REQUIRED)
    on = day_field(_("Anskaffad"))
    in_use = day_field(_("Tagen i bruk"))
    cost = KronorField(_("Anskaffningsvärde, kr"))
    months = _months(
        _("Månader att skriva av på"),
        _("Lämna tomt för gruppens. Av det övertagna: det som är kvar."),
    )
    residual = KronorField(_("Restvärde, kr"), required=False)
    written_off = KronorField(
        _("Redan avskrivet, kr"),
        required=False,
        help_text=_(
            "Bara för det som tas över ur ett tidigare register. Skriv 0 om inget är avskrivet."
        ),
    )
    cost_centre = line_field(_("Kostnadsställe"), 50)
    component_of = forms.IntegerField(
        label=_("Komponent av anläggning nummer"), required=False, min_value=1
    )
    investment = forms.TypedChoiceField(
        label=_("Investering i planen"), coerce=int, empty_value=None, required=False
    )
    document = line_field(_("Underlag"), 200, hint=_("Faktura, verifikation eller beslut."))
    belongs_together = forms.BooleanField(
        label=_("Hör ihop med annat, så att inköpet som helhet når gränsen"), required=False
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  Django's own.
        groups: Iterable[tuple[int, str]],
        investments: Iterable[tuple[int, str]],
        **kwargs: Any,  # noqa: ANN401  As above.
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = list(groups)  # type: ignore[attr-defined]
        self.fields["investment"].choices = [("", _("Ingen")), *investments]  # type: ignore[attr-defined]

    def wanted(self) -> WantedAsset:
        """Return what was typed, as the services take it."""
        told = self.cleaned_data
        return WantedAsset(
            name=told["name"],
            group_id=told["group"],
            on=told["on"],
            in_use=told["in_use"],
            cost=told["cost"],
            months=told["months"],
            residual=told["residual"] or ZERO,
            written_off=told["written_off"],
            cost_centre=told["cost_centre"],
            component_of=told["component_of"],
            investment_id=told["investment"],
            document=told["document"],
            belongs_together=told["belongs_together"],
        )


_ASKED = {
    Happening.ADDED: ("amount", "months"),
    Happening.IMPAIRED: ("amount", "months"),
    Happening.RESTORED: ("amount", "months"),
    Happening.REPLANNED: ("months", "residual"),
    Happening.REGROUPED: ("group", "months", "in_use"),
    Happening.DISPOSED: ("amount",),
}
"""What each kind of event asks for, beside the day and the document."""
_AMOUNTS = {
    Happening.ADDED: _("Utgift, kr"),
    Happening.IMPAIRED: _("Nedskrivning, kr"),
    Happening.RESTORED: _("Återförs, kr"),
    Happening.DISPOSED: _("Försäljningspris, kr"),
}


class EventForm(forms.Form):
    """What happened to a fixed asset; which fields there are is told by its kind."""

    on = day_field(_("Dag"))
    amount = KronorField("")
    months = _months(_("Månader kvar att skriva av på"), _("Lämna tomt om det är som det var."))
    residual = KronorField(_("Restvärde, kr"), required=False)
    group = forms.TypedChoiceField(label=_("Ny grupp"), coerce=int, error_messages=_REQUIRED)
    in_use = day_field(_("Tagen i bruk"), is_required=False)
    document = line_field(_("Underlag"), 200, hint=_("Faktura, verifikation eller beslut."))
    note = line_field(_("Varför"), 200)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  Django's own.
        happening: Happening,
        groups: Iterable[tuple[int, str]],
        **kwargs: Any,  # noqa: ANN401  As above.
    ) -> None:
        super().__init__(*args, **kwargs)
        self._happening = happening
        for name in {"amount", "months", "residual", "group", "in_use"} - {*_ASKED[happening]}:
            del self.fields[name]
        if "amount" in self.fields:
            self.fields["amount"].label = _AMOUNTS[happening]
        if "group" in self.fields:
            self.fields["group"].choices = list(groups)  # type: ignore[attr-defined]

    def wanted(self) -> WantedEvent:
        """Return what was typed, as the services take it."""
        told = self.cleaned_data
        return WantedEvent(
            happening=self._happening,
            on=told["on"],
            amount=told.get("amount") or ZERO,
            months=told.get("months"),
            residual=told.get("residual"),
            group_id=told.get("group"),
            in_use=told.get("in_use"),
            document=told["document"],
            note=told["note"],
        )


class DayForm(forms.Form):
    """The day something is taken back."""

    on = day_field(_("Dag"))


class DescribeForm(forms.Form):
    """What a fixed asset is called, and where it belongs."""

    name = line_field(_("Namn"), 150, is_required=True)
    cost_centre = line_field(_("Kostnadsställe"), 50)


class GroupForm(forms.Form):
    """A group of fixed assets, how long they last, and their accounts."""

    name = line_field(_("Namn"), 100, is_required=True)
    basis = forms.ChoiceField(label=_("Skrivs av efter"), choices=LifeBasis.choices)
    months = _months(_("Månader att skriva av på"), _("Lämna tomt om det sägs för var och en."))
    begins = forms.ChoiceField(label=_("Första månaden"), choices=Begins.choices)
    cost_account = line_field(_("Konto för anskaffningsvärde"), 10, is_required=True)
    depreciation_account = line_field(_("Konto för ackumulerad avskrivning"), 10)
    impairment_account = line_field(_("Konto för ackumulerad nedskrivning"), 10)
    expense_account = line_field(_("Kostnadskonto för avskrivning"), 10)
    impairment_expense_account = line_field(_("Kostnadskonto för nedskrivning"), 10)
    gain_account = line_field(_("Konto för vinst vid försäljning"), 10)
    loss_account = line_field(_("Konto för förlust vid försäljning"), 10)

    @override
    def clean(self) -> dict[str, Any]:
        """Return what was typed; an account is a number."""
        told = super().clean() or {}
        for name, value in told.items():
            if name.endswith("_account") and value and not re.fullmatch(r"[1-9][0-9]{2,5}", value):
                self.add_error(name, _("Ett konto är tre till sex siffror."))
        return told

    def wanted(self) -> WantedGroup:
        """Return what was typed, as the services take it."""
        return WantedGroup(**(self.cleaned_data | {"months": self.cleaned_data["months"] or 0}))


class RuleForm(forms.Form):
    """From which year what is a fixed asset."""

    since = forms.IntegerField(
        label=_("Från och med år"), min_value=1998, max_value=2200, error_messages=_REQUIRED
    )
    percent = forms.IntegerField(
        label=_("Procent av prisbasbeloppet"), min_value=0, max_value=1000, error_messages=_REQUIRED
    )
    least = forms.IntegerField(
        label=_("Används i minst så många månader"), min_value=0, max_value=240, initial=36,
        error_messages=_REQUIRED,
    )  # fmt: skip
    decision = line_field(_("Beslut"), 200, is_required=True)


class WordForm(forms.Form):
    """How an investment goes: how far it is, what it will cost, and where it is booked."""

    progress = forms.ChoiceField(label=_("Läge"), choices=Progress.choices)
    foreseen = KronorField(
        _("Prognos för året, kr"), required=False, help_text=_("Tomt: det som är bokfört.")
    )
    project = line_field(_("Projekt i bokföringen"), 50)
    note = line_field(_("Kommentar"), 200)

    def wanted(self) -> WantedWord:
        """Return what was typed, as the services take it."""
        return WantedWord(**self.cleaned_data)


class CarryForm(forms.Form):
    """By which decision what is left is moved to the year after."""

    decision = line_field(_("Beslut"), 200, is_required=True)
