"""What is typed in the portal."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.bookings.choices import Language, Way
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


WAY_WORDS = {
    Way.AT_YOURS: _("Vi kommer till dig"),
    Way.AT_DESK: _("Du kommer till oss"),
    Way.PHONE: _("Telefon"),
    Way.TEAMS: _("Teams"),
}
LANGUAGE_WORDS = {Language.SWEDISH: _("svenska"), Language.ENGLISH: _("engelska")}


class BookingForm(forms.Form):
    """A time with the desk: when, about what, how to meet and in which language."""

    service = forms.CharField(
        label=_("Vad gäller det?"),
        help_text=_("Till exempel: ny läsplatta, behörighet, hjälp inför ett möte"),
        max_length=100,
        error_messages={"required": _("Skriv med några ord vad det gäller.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    about = forms.CharField(
        label=_("Berätta mer (valfritt)"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    slot = forms.CharField(
        label=_("Tid"),
        max_length=60,
        error_messages={"required": _("Välj en ledig tid.")},
        widget=forms.HiddenInput(),
    )
    way = forms.ChoiceField(
        label=_("Hur vill du mötas?"),
        choices=[(way.value, words) for way, words in WAY_WORDS.items()],
        initial=Way.TEAMS.value,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj hur du vill mötas.")},
    )
    place = forms.CharField(
        label=_("Var är du? (om vi kommer till dig)"), required=False, max_length=200
    )
    language = forms.ChoiceField(
        label=_("Språk"),
        choices=[(each.value, words) for each, words in LANGUAGE_WORDS.items()],
        initial=Language.SWEDISH.value,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj språk.")},
    )


class BarrierForm(forms.Form):
    """What somebody could not do, and where they want an answer."""

    text = forms.CharField(
        label=_("Vad gick inte, och på vilken sida?"),
        max_length=LONGEST_TEXT,
        error_messages={
            "required": _("Skriv med några ord vad som inte gick."),
            "max_length": _("Texten är för lång. Korta den."),
        },
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    address = forms.EmailField(
        label=_("E-postadress, om du vill ha svar (valfritt)"),
        required=False,
        error_messages={"invalid": _("Skriv adressen som namn@exempel.se.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
