"""A mandate as it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.mandates.choices import GIVEN_ROLES
from samdrift.mandates.services import Wanted
from samdrift.parties.queries import Party

_REQUIRED = {"required": _("Fyll i det här fältet.")}
_DAY = {"required": _("Välj en dag."), "invalid": _("Skriv dagen så här: 2026-11-30.")}


class MandateForm(forms.Form):
    """Who is to have what, over which part, from when until when, and why."""

    person = forms.CharField(
        label=_("Person"),
        max_length=254,
        help_text=_("Användarnamn eller e-postadress."),
        error_messages=_REQUIRED,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Behörighet"), required=False)
    organisation = forms.ChoiceField(
        label=_("Organisation"),
        required=False,
        help_text=_("För en enhet, och för medlemmens ekonom. Andra roller gäller alla."),
    )
    unit = forms.CharField(
        label=_("Enhet"),
        required=False,
        max_length=200,
        help_text=_("Namnet i katalogen, till exempel Vimarskolan."),
    )
    is_deep = forms.BooleanField(
        label=_("Hela förvaltningen: också enheterna under"), required=False
    )
    first_day = forms.DateField(
        label=_("Första dagen"),
        error_messages=_DAY,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    last_day = forms.DateField(
        label=_("Sista dagen"),
        help_text=_("Behörigheten upphör av sig själv efter den dagen."),
        error_messages=_DAY,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    why = forms.CharField(
        label=_("Varför"),
        max_length=500,
        help_text=_("Till exempel: vikarierar för Karin Berg under hennes ledighet."),
        error_messages=_REQUIRED,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  As Django's.
        parties: Sequence[Party],
        roles: Sequence[str],
        **more: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **more)
        role, organisation = self.fields["role"], self.fields["organisation"]
        assert isinstance(role, forms.ChoiceField), "it is declared so"
        assert isinstance(organisation, forms.ChoiceField), "it is declared so"
        role.choices = [
            ("", _("Svarar för en enhet")),
            *(choice for choice in GIVEN_ROLES if choice[0] in roles),
        ]
        organisation.choices = [("", "–"), *((party.code, party.name) for party in parties)]

    def wanted(self) -> Wanted:
        """Return the mandate that is asked for."""
        return Wanted(**self.cleaned_data)
