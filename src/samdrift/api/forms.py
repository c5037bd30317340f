"""What is typed about webhooks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.plumbing.hooks.services import Wanted

type Choices = Iterable[tuple[str, str]]


class SubscriptionForm(forms.Form):
    """Who is told of what, where, and as whom."""

    name = forms.CharField(
        label=_("Namn"),
        help_text=_("Till exempel systemet som tar emot."),
        max_length=100,
        error_messages={"required": _("Skriv vad prenumerationen ska heta.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    address = forms.CharField(
        label=_("Adress"),
        help_text=_("Dit händelserna skickas. Börjar med https://."),
        max_length=500,
        error_messages={"required": _("Skriv adressen till mottagaren.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url"}),
    )
    owner_name = forms.CharField(
        label=_("Ägarens användarnamn"),
        help_text=_("Mottagaren får veta det som den personen får se, och inget mer."),
        max_length=150,
        error_messages={"required": _("Skriv vem prenumerationen hör till.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    keeper_address = forms.EmailField(
        label=_("E-post vid fel"),
        help_text=_("Får ett brev när leveranserna inte går fram och har pausats."),
        max_length=320,
        error_messages={
            "required": _("Skriv vem som ska få veta om det inte går fram."),
            "invalid": _("Skriv en e-postadress, till exempel drift@exempel.se."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    organisation = forms.ChoiceField(
        label=_("Bara en kommun (valfritt)"), required=False, choices=()
    )
    group = forms.ChoiceField(
        label=_("Bara en grupp (valfritt)"),
        help_text=_("Gäller ärenden. Störningar och ändringar hör inte till någon grupp."),
        required=False,
        choices=(),
    )
    events = forms.MultipleChoiceField(
        label=_("Händelser"),
        error_messages={"required": _("Välj minst en händelse.")},
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  Django's own.
        events: Choices,
        organisations: Choices,
        groups: Choices,
        **kwargs: Any,  # noqa: ANN401  As above.
    ) -> None:
        super().__init__(*args, **kwargs)
        every = [("", str(_("Alla")))]
        offered = {
            "events": list(events),
            "organisation": [*every, *organisations],
            "group": [*every, *groups],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """Return what was typed, as the services take it."""
        told = self.cleaned_data
        return Wanted(
            name=told["name"],
            address=told["address"],
            owner_name=told["owner_name"],
            events=tuple(told["events"]),
            keeper_address=told["keeper_address"],
            scope={"organisation": told["organisation"], "group": told["group"]},
        )
