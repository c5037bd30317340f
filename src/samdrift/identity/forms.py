"""What is typed of a provider."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.identity.choices import KnownBy
from samdrift.identity.models import Provider
from samdrift.identity.services import Wanted
from samdrift.parties.queries import Party

_REQUIRED = {"required": _("Fyll i det här fältet.")}


class ProviderForm(forms.Form):
    """Where a provider is, who we are there, and whom it vouches for."""

    name = forms.CharField(
        label=_("Namn"),
        max_length=100,
        help_text=_("Så heter den på inloggningssidan, till exempel Vimmerby kommun."),
        error_messages=_REQUIRED,
    )
    organisation = forms.ChoiceField(
        label=_("Organisation"),
        help_text=_("Bara dess personer kan intygas."),
        error_messages=_REQUIRED,
    )
    issuer = forms.CharField(
        label=_("Utfärdare (issuer)"),
        max_length=300,
        help_text=_("Adressen som tjänsten själv uppger, till exempel https://idp.kommun.se."),
        error_messages=_REQUIRED,
    )
    registered_as = forms.CharField(
        label=_("Klient-id"),
        max_length=200,
        error_messages=_REQUIRED,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    secret = forms.CharField(
        label=_("Klienthemlighet"),
        required=False,
        max_length=500,
        help_text=_("Lämna tomt för att behålla den som finns."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    domains = forms.CharField(
        label=_("E-postdomäner"),
        required=False,
        max_length=2000,
        help_text=_("Vilkas adresser som leder hit, till exempel vimmerby.se, skola.vimmerby.se."),
    )
    person_claim = forms.CharField(
        label=_("Påstående som säger vem det är"),
        max_length=100,
        initial="email",
        help_text=_("Till exempel email, eller employeeHsaId från SITHS."),
        error_messages=_REQUIRED,
    )
    known_by = forms.ChoiceField(label=_("Är i katalogen personens"), choices=KnownBy)
    levels = forms.CharField(
        label=_("Tillitsnivåer som godtas"),
        required=False,
        max_length=500,
        help_text=_("Till exempel http://id.sambi.se/loa/loa3. Lämna tomt för alla."),
    )
    is_open = forms.BooleanField(label=_("Öppen för inloggning"), required=False, initial=True)

    def __init__(self, *args: Any, parties: Sequence[Party], **more: Any) -> None:  # noqa: ANN401  As Django's.
        super().__init__(*args, **more)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField), "it is declared so"
        field.choices = [("", "–"), *((party.code, party.name) for party in parties)]

    def wanted(self) -> tuple[Wanted, str, str]:
        """Return the provider that is wanted, its domains and our secret there."""
        told: dict[str, Any] = dict(self.cleaned_data)
        domains, secret = told.pop("domains"), told.pop("secret")
        return Wanted(**told), domains, secret

    @classmethod
    def of(cls, row: Provider, domains: Sequence[str], parties: Sequence[Party]) -> ProviderForm:
        """Return the form with what a provider says."""
        told = {name: getattr(row, name) for name in Wanted.__slots__ if name != "organisation"}
        told |= {"organisation": row.organisation_id, "domains": ", ".join(domains)}
        return cls(initial=told, parties=parties)
