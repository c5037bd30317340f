"""What is typed in the portal."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.servicedesk.conversation.services import LONGEST_TEXT

LONGEST_SUBJECT = 200


class ReportForm(forms.Form):
    """What somebody needs help with, in their own words."""

    subject = forms.CharField(
        label=_("Vad behöver du hjälp med?"),
        max_length=LONGEST_SUBJECT,
        error_messages={
            "required": _("Skriv med några ord vad du behöver hjälp med."),
            "max_length": _("Skriv kortare här, högst 200 tecken. Berätta mer nedan."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = forms.CharField(
        label=_("Berätta mer (valfritt)"),
        help_text=_("Till exempel: vad står det på skärmen, och när började det?"),
        required=False,
        max_length=LONGEST_TEXT,
        error_messages={"max_length": _("Texten är för lång. Korta den, eller lägg till en fil.")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    stops = forms.ChoiceField(
        label=_("Kan du arbeta ändå?"),
        choices=[
            ("3", _("Ja, det kan vänta")),
            ("2", _("Ja, men det stör mig")),
            ("1", _("Nej, jag kommer inte vidare")),
        ],
        initial="2",
        widget=forms.RadioSelect,
    )
    place = forms.CharField(
        label=_("Var är du? (valfritt)"),
        help_text=_("Hus, våning eller rum, om någon behöver komma"),
        required=False,
        max_length=200,
    )


class AnswerForm(forms.Form):
    """What somebody answers in their case."""

    text = forms.CharField(
        label=_("Ditt svar"),
        max_length=LONGEST_TEXT,
        error_messages={
            "required": _("Skriv något innan du skickar."),
            "max_length": _("Texten är för lång. Korta den, eller lägg till en fil."),
        },
        widget=forms.Textarea(attrs={"rows": 5}),
    )
