"""What is typed to sign in, and how somebody wants the pages to look."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from samdrift.plumbing.components.context import DENSITIES, THEMES


class SignInForm(forms.Form):
    """A name and a password."""

    name = forms.CharField(
        label=_("Användarnamn"),
        max_length=150,
        error_messages={"required": _("Skriv ditt användarnamn.")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Lösenord"),
        max_length=4096,
        strip=False,
        error_messages={"required": _("Skriv ditt lösenord.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class AppearanceForm(forms.Form):
    """Theme, density and language; what is left out stays as it is."""

    theme = forms.ChoiceField(choices=[(name, name) for name in THEMES], required=False)
    density = forms.ChoiceField(choices=[(name, name) for name in DENSITIES], required=False)
    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)
