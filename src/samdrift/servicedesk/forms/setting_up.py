"""What is typed where the desk is set up: groups, rules, suppliers and mailboxes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.plumbing.mail.choices import Security
from samdrift.servicedesk.forms import fields

_SECURITY = [
    (Security.TLS, _("TLS från början")),
    (Security.STARTTLS, "STARTTLS"),
    (Security.NONE, _("Okrypterat")),
]


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
        fields.offer(self.fields["members"], list(colleagues))


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
    group_id = fields.number(_("Till grupp"))
    assignee_id = fields.number(_("Till handläggare"))
    impact = fields.number(_("Påverkan minst"))
    urgency = fields.number(_("Brådska minst"))
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
            fields.offer(self.fields[name], list(told))


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
        widget=fields.area(4),
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
        fields.offer(self.fields["group"], [("", _("Första linjen")), *groups])


class ServersForm(forms.Form):
    """Which servers a mailbox is fetched from and sent through, and whose it is."""

    key = forms.SlugField(
        label=_("Kort namn"),
        help_text=_("Små bokstäver, siffror och bindestreck: helpdesk-kinda. Ändras inte sedan."),
        max_length=40,
        error_messages={"required": _("Skriv vad brevlådan ska heta, till exempel helpdesk.")},
    )
    address = forms.CharField(
        label=_("Brevlådans e-postadress"),
        max_length=320,
        error_messages={"required": _("Skriv brevlådans adress.")},
    )
    organisation = forms.ChoiceField(
        label=_("Organisation"),
        help_text=_("Vars anmälare som får brev härifrån. Ingen betyder alla som saknar egen."),
        required=False,
    )
    imap_host = forms.CharField(
        label=_("Server att hämta från (IMAP)"), required=False, max_length=255
    )
    imap_port = forms.IntegerField(
        label=_("Port för IMAP"), initial=993, min_value=1, max_value=65_535
    )
    imap_security = forms.ChoiceField(label=_("Skydd för IMAP"), choices=_SECURITY)
    smtp_host = forms.CharField(
        label=_("Server att skicka genom (SMTP)"), required=False, max_length=255
    )
    smtp_port = forms.IntegerField(
        label=_("Port för SMTP"), initial=587, min_value=1, max_value=65_535
    )
    smtp_security = forms.ChoiceField(
        label=_("Skydd för SMTP"), choices=_SECURITY, initial=Security.STARTTLS
    )
    user = forms.CharField(
        label=_("Användare på servern"),
        help_text=_("Om den inte är adressen."),
        required=False,
        max_length=320,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    password = forms.CharField(
        label=_("Lösenord"),
        help_text=_("Sparas i en fil som bara Samdrift kan läsa, aldrig i databasen."),
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Skriv brevlådans lösenord.")},
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401  What Django hands a form.
        *,
        organisations: list[tuple[str, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        fields.offer(self.fields["organisation"], [("", _("Ingen")), *organisations])
