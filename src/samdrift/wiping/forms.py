"""What is typed about wiping."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.plumbing.wording import choices_in_words
from samdrift.servicedesk.choices import Kind
from samdrift.wiping.models import SHORTEST_DAYS
from samdrift.wiping.ports import WantedRule

YEAR = 365


class RuleForm(forms.Form):
    """Which tickets may be wiped, when, and by which decision."""

    name = forms.CharField(
        label=_("Namn"),
        max_length=100,
        error_messages={"required": _("Skriv vad regeln ska heta.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    decision = forms.CharField(
        label=_("Beslut"),
        help_text=_("Paragraf eller diarienummer för informationshanteringsplanen."),
        max_length=200,
        error_messages={"required": _("Skriv vilket beslut regeln följer.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    days = forms.IntegerField(
        label=_("Dagar efter avslut"),
        min_value=SHORTEST_DAYS,
        max_value=36_500,
        initial=2 * YEAR,
        error_messages={
            "required": _("Skriv hur många dagar."),
            "invalid": _("Skriv ett helt antal dagar."),
            "min_value": _("Skriv minst 30 dagar."),
            "max_value": _("Skriv högst hundra år."),
        },
    )
    kind = forms.ChoiceField(
        label=_("Slag"), choices=[("", _("Alla")), *choices_in_words(Kind.choices)], required=False
    )
    service = forms.CharField(
        label=_("Tjänst (valfritt)"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    organisation = forms.ChoiceField(label=_("Kommun"), required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  Django's own.
        organisations: Iterable[tuple[str, str]],
        **kwargs: Any,  # noqa: ANN401  As above.
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", str(_("Alla"))), *organisations]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]

    def wanted(self) -> WantedRule:
        """Return what was typed, as the services take it."""
        told = self.cleaned_data
        return WantedRule(
            name=told["name"],
            days=told["days"],
            decision=told["decision"],
            kind=told["kind"],
            service=told["service"],
            organisation=told["organisation"],
        )


class HoldForm(forms.Form):
    """A ticket that is to be preserved, and why."""

    number = forms.CharField(
        label=_("Ärendenummer"),
        max_length=20,
        error_messages={"required": _("Skriv ärendets nummer.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    why = forms.CharField(
        label=_("Varför"),
        max_length=300,
        error_messages={"required": _("Skriv varför ärendet ska bevaras.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
