"""A code, as it is typed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """A code of a phone or of paper."""

    code = forms.CharField(
        label=_("Kod"),
        max_length=40,
        help_text=_("Sex siffror från kodappen, eller en reservkod."),
        error_messages={"required": _("Skriv koden.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
