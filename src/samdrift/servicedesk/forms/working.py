"""What is typed of tickets, guides and text blocks, and of who is away."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.plumbing.wording import choices_in_words
from samdrift.servicedesk.choices import Channel, Kind, Level
from samdrift.servicedesk.conversation.services import LONGEST_TEXT
from samdrift.servicedesk.forms import fields

LONGEST_SUBJECT = 200


class ReplyForm(forms.Form):
    """An answer to whoever reported, or a note to colleagues, and how the ticket stands after."""

    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        strip=True,
        error_messages={
            "required": _("Skriv något innan du skickar."),
            "max_length": _("Texten är för lång. Korta den, eller bifoga den som fil."),
        },
        widget=fields.area(5),
    )
    then = forms.ChoiceField(
        label=_("Efter svaret"),
        required=False,
        choices=[
            ("", _("Fortsätt arbeta")),
            ("waiting", _("Vänta på svar")),
            ("solved", _("Lös ärendet")),
        ],
    )


class RegisterForm(forms.Form):
    """A request for help as it is taken down on the phone."""

    requester = forms.IntegerField(required=False, widget=forms.HiddenInput)
    organisation = forms.ChoiceField(
        label=_("Organisation"),
        error_messages={"required": _("Välj vilken organisation det gäller.")},
    )
    subject = forms.CharField(
        label=_("Vad gäller det?"),
        max_length=LONGEST_SUBJECT,
        error_messages={
            "required": _("Skriv med några ord vad det gäller."),
            "max_length": _("Rubriken är för lång. Skriv högst 200 tecken."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = forms.CharField(
        label=_("Beskrivning"),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Skriv vad som hänt, med den ringandes ord.")},
        widget=fields.area(5),
    )
    kind = forms.ChoiceField(
        label=_("Slag"), choices=choices_in_words(Kind.choices), initial=Kind.INCIDENT
    )
    impact = forms.TypedChoiceField(
        label=_("Påverkan"), choices=choices_in_words(Level.choices), coerce=int, initial=Level.LOW
    )
    urgency = forms.TypedChoiceField(
        label=_("Brådska"),
        choices=choices_in_words(Level.choices),
        coerce=int,
        initial=Level.MEDIUM,
    )
    channel = forms.ChoiceField(
        label=_("Väg in"), choices=choices_in_words(Channel.choices), initial=Channel.PHONE
    )
    service = forms.CharField(
        label=_("Tjänst (valfritt)"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"list": "services", "autocomplete": "off"}),
    )
    group = forms.TypedChoiceField(label=_("Grupp"), required=False, coerce=int, empty_value=None)
    is_secret = forms.BooleanField(label=_("Sekretess: bara få får läsa"), required=False)

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401  What Django hands a form.
        *,
        organisations: list[tuple[str, str]],
        groups: list[tuple[int, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        fields.offer(self.fields["organisation"], [("", "–"), *organisations])
        fields.offer(
            self.fields["group"], [("", _("Enligt reglerna, annars första linjen")), *groups]
        )


class BlockForm(forms.Form):
    """A text block: its words, and what happens with a ticket when it is used."""

    title = forms.CharField(
        label=_("Namn"),
        max_length=100,
        error_messages={"required": _("Skriv vad textblocket ska heta.")},
    )
    text = forms.CharField(
        label=_("Text (valfritt)"),
        help_text=_("{namn} blir förnamnet, {nummer} ärendets nummer och {jag} ditt namn."),
        required=False,
        max_length=LONGEST_TEXT,
        widget=fields.area(6),
    )
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("Som den är")), ("open", _("Pågår")), ("waiting", _("Väntar på svar"))],
    )
    group_id = forms.TypedChoiceField(
        label=_("Grupp"), required=False, coerce=int, empty_value=None
    )
    urgency = forms.TypedChoiceField(
        label=_("Brådska"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Som den är")), (1, _("Hög")), (2, _("Medel")), (3, _("Låg"))],
    )
    checklist = forms.CharField(
        label=_("Att göra (valfritt)"),
        help_text=_("En punkt per rad"),
        required=False,
        widget=fields.area(3),
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401  What Django hands a form.
        *,
        groups: list[tuple[int, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        fields.offer(self.fields["group_id"], [("", _("Som den är")), *groups])


class GuideForm(forms.Form):
    """What a guide is to say, and for whom."""

    title = forms.CharField(
        label=_("Rubrik"),
        max_length=150,
        error_messages={"required": _("Skriv en rubrik.")},
    )
    body = forms.CharField(
        label=_("Vad man ska göra"),
        help_text=_("Markdown: 1. för steg, **fetstil**, [länk](https://…)."),
        max_length=50_000,
        error_messages={"required": _("Skriv vad man ska göra.")},
        widget=fields.area(14),
    )
    words = forms.CharField(
        label=_("Sökord (valfritt)"),
        help_text=_("Vad folk skriver när det här är vad de behöver"),
        required=False,
        max_length=500,
    )
    audience = forms.ChoiceField(
        label=_("För vem"),
        choices=[("all", _("Alla")), ("desk", _("Bara servicedesk"))],
        initial="all",
    )


class FieldsForm(forms.Form):
    """The fields of a ticket that are changed beside it; what is not sent is not changed."""

    subject = forms.CharField(required=False, max_length=LONGEST_SUBJECT)
    kind = forms.ChoiceField(required=False, choices=choices_in_words(Kind.choices))
    category = forms.CharField(required=False, max_length=200)
    service = forms.CharField(required=False, max_length=100)
    impact = forms.TypedChoiceField(
        required=False, choices=choices_in_words(Level.choices), coerce=int
    )
    urgency = forms.TypedChoiceField(
        required=False, choices=choices_in_words(Level.choices), coerce=int
    )
    group_id = forms.IntegerField(required=False)
    assignee_id = forms.IntegerField(required=False)
    owner_id = forms.IntegerField(required=False)
    requester_id = forms.IntegerField(required=False)
    place = forms.CharField(required=False, max_length=200)
    is_secret = forms.BooleanField(required=False)


class AwayForm(forms.Form):
    """That somebody is away, from a day until the day they are back."""

    user = forms.TypedChoiceField(
        label=_("Vem?"), coerce=int, error_messages={"required": _("Välj vem som är borta.")}
    )
    valid_from = forms.DateField(
        label=_("Första dagen"),
        error_messages={
            "required": _("Skriv första dagen."),
            "invalid": _("Skriv datumet så här: 2026-03-02."),
        },
        widget=fields.day(),
    )
    back_on = forms.DateField(
        label=_("Tillbaka"),
        help_text=_("Första dagen personen arbetar igen"),
        error_messages={
            "required": _("Skriv när personen är tillbaka."),
            "invalid": _("Skriv datumet så här: 2026-03-02."),
        },
        widget=fields.day(),
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401  What Django hands a form.
        *,
        helpers: list[tuple[int, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        fields.offer(self.fields["user"], list(helpers))
