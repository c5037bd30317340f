"""What is asked of a sample."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from samdrift.auditing.choices import Method
from samdrift.auditing.services import MOST

_NEEDED = {"required": gettext_lazy("Fyll i fältet.")}


class SampleForm(forms.Form):
    """How vouchers are picked out, how many, and by what seed."""

    method = forms.ChoiceField(label=gettext_lazy("Hur väljs de?"), choices=Method.choices)
    size = forms.IntegerField(
        label=gettext_lazy("Hur många?"), min_value=1, max_value=MOST, error_messages=_NEEDED
    )
    seed = forms.CharField(
        label=gettext_lazy("Frö"),
        help_text=gettext_lazy(
            "Ett ord eller tal du själv väljer. Samma frö och samma bokföring ger samma stickprov."
        ),
        max_length=100,
        error_messages=_NEEDED,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
