"""What is typed at the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.plumbing.wording import choices_in_words
from samdrift.servicedesk.choices import Channel, Kind, Level
from samdrift.servicedesk.conversation.services import LONGEST_TEXT

LONGEST_SUBJECT = 200


def _offer(field: forms.Field, choices: list[tuple[Any, Any]]) -> None:
    assert isinstance(field, forms.ChoiceField), "a field that is chosen"
    field.choices = choices


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _number(label: Any) -> forms.TypedChoiceField:  # noqa: ANN401  Words to be translated.
    return forms.TypedChoiceField(label=label, required=False, coerce=int, empty_value=None)


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


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
        widget=_area(5),
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
        widget=_area(5),
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
        _offer(self.fields["organisation"], [("", "–"), *organisations])
        _offer(self.fields["group"], [("", _("Enligt reglerna, annars första linjen")), *groups])


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
        widget=_area(6),
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
        widget=_area(3),
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401  What Django hands a form.
        *,
        groups: list[tuple[int, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        _offer(self.fields["group_id"], [("", _("Som den är")), *groups])


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
        widget=_area(14),
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
        widget=_day(),
    )
    back_on = forms.DateField(
        label=_("Tillbaka"),
        help_text=_("Första dagen personen arbetar igen"),
        error_messages={
            "required": _("Skriv när personen är tillbaka."),
            "invalid": _("Skriv datumet så här: 2026-03-02."),
        },
        widget=_day(),
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401  What Django hands a form.
        *,
        helpers: list[tuple[int, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        _offer(self.fields["user"], list(helpers))


class GroupForm(forms.Form):
    """A group: what it is called, whom it meets, and who is in it."""

    name = forms.CharField(
        label=_("Namn"),
        max_length=100,
        error_messages={"required": _("Skriv vad gruppen ska heta.")},
    )
    line = forms.TypedChoiceField(
        label=_("Linje"),
        coerce=int,
        choices=[(1, _("Första linjen, möter den som anmäler")), (2, _("Andra linjen"))],
        initial=2,
    )
    members = forms.TypedMultipleChoiceField(
        label=_("Vilka är med?"),
        help_text=_("De som är handläggare, tekniker eller chef kan vara med."),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    is_active = forms.BooleanField(label=_("Tar emot ärenden"), required=False, initial=True)

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401  What Django hands a form.
        *,
        colleagues: list[tuple[int, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        _offer(self.fields["members"], list(colleagues))


class RuleForm(forms.Form):
    """A rule of where new tickets go, and a ticket to try it on."""

    title = forms.CharField(
        label=_("Regelns namn"),
        help_text=_("Står i ärendets historia: Trådlöst i skolan till Nätverk."),
        max_length=100,
        error_messages={"required": _("Skriv vad regeln ska heta.")},
    )
    service = forms.CharField(label=_("Tjänst"), required=False, max_length=100)
    category = forms.CharField(label=_("Kategori innehåller"), required=False, max_length=200)
    words = forms.CharField(
        label=_("Rubriken har något av orden"),
        help_text=_("Med komma emellan: wifi, trådlös"),
        required=False,
        max_length=300,
    )
    organisation_code = forms.ChoiceField(label=_("Organisation"), required=False)
    mailbox_key = forms.ChoiceField(label=_("Brevlåda"), required=False)
    channel = forms.ChoiceField(label=_("Väg in"), required=False)
    kind = forms.ChoiceField(label=_("Slag"), required=False)
    group_id = _number(_("Till grupp"))
    assignee_id = _number(_("Till handläggare"))
    impact = _number(_("Påverkan minst"))
    urgency = _number(_("Brådska minst"))
    is_active = forms.BooleanField(label=_("Regeln används"), required=False, initial=True)
    number = forms.CharField(
        label=_("Prova på ärende (valfritt)"),
        help_text=_("Tomt: de 200 senaste"),
        required=False,
        max_length=200,
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401  What Django hands a form.
        *,
        choices: dict[str, list[tuple[str, str]]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        for name, told in choices.items():
            _offer(self.fields[name], list(told))


class SupplierForm(forms.Form):
    """How a supplier is asked for help, and what they promise in general."""

    address = forms.EmailField(
        required=False,
        max_length=254,
        error_messages={"invalid": _("Skriv e-postadressen så här: namn@leverantor.se.")},
    )
    reference_form = forms.CharField(required=False, max_length=100)
    solve_hours = forms.IntegerField(
        required=False, error_messages={"invalid": _("Skriv tiden i hela timmar.")}
    )


class BoxForm(forms.Form):
    """How a mailbox is presented, and what is done with what comes to it."""

    name = forms.CharField(
        label=_("Avsändarens namn"),
        help_text=_("Så står det hos den som får brevet: IT-hjälpen i Kinda."),
        required=False,
        max_length=200,
    )
    signature = forms.CharField(
        label=_("Signatur"),
        help_text=_("Står under varje brev."),
        required=False,
        max_length=2_000,
        widget=_area(4),
    )
    keeper_address = forms.CharField(
        label=_("Den som får veta när något inte kan tas emot"),
        help_text=_("En e-postadress utanför den här brevlådan."),
        required=False,
        max_length=320,
    )
    group = forms.ChoiceField(label=_("Vilka får det som kommer?"), required=False)
    is_for_strangers = forms.BooleanField(
        label=_("Också den som inte finns i katalogen får anmäla"), required=False
    )
    is_secret = forms.BooleanField(label=_("Allt som kommer blir sekretess"), required=False)
    has_receipts = forms.BooleanField(label=_("Den som skriver får en kvittens"), required=False)
    is_open = forms.BooleanField(label=_("Brevlådan används"), required=False)

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401  What Django hands a form.
        *,
        groups: list[tuple[str, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        _offer(self.fields["group"], [("", _("Första linjen")), *groups])
