"""What is typed to sign in, about people, and how somebody wants the pages to look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, override

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from samdrift.parties.choices import PersonRole
from samdrift.parties.queries import Party
from samdrift.parties.services import LONGEST_NAME, Wanted
from samdrift.plumbing.components.context import DENSITIES, KEYS, THEMES


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
    """Theme, density, keys and language; what is left out stays as it is."""

    theme = forms.ChoiceField(choices=[(name, name) for name in THEMES], required=False)
    density = forms.ChoiceField(choices=[(name, name) for name in DENSITIES], required=False)
    keys = forms.ChoiceField(choices=[(name, name) for name in KEYS], required=False)
    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)


_NEW_PASSWORD = {"autocomplete": "new-password"}
_UNLIKE = _("De två nya lösenorden är inte lika.")


class NewPasswordForm(forms.Form):
    """A password that somebody chooses, twice."""

    new = forms.CharField(
        label=_("Nytt lösenord"),
        help_text=_("Minst tio tecken, och inget vanligt. Flera ord efter varandra går bra."),
        max_length=4096,
        strip=False,
        error_messages={"required": _("Skriv det nya lösenordet.")},
        widget=forms.PasswordInput(attrs=_NEW_PASSWORD),
    )
    again = forms.CharField(
        label=_("Nytt lösenord igen"),
        max_length=4096,
        strip=False,
        error_messages={"required": _("Skriv det nya lösenordet en gång till.")},
        widget=forms.PasswordInput(attrs=_NEW_PASSWORD),
    )

    def clean_again(self) -> str:
        """See that the two are alike."""
        again = str(self.cleaned_data["again"])
        if "new" in self.cleaned_data and again != self.cleaned_data["new"]:
            raise forms.ValidationError(_UNLIKE)
        return again


class ChangePasswordForm(NewPasswordForm):
    """The password somebody has, and the one they want."""

    old = forms.CharField(
        label=_("Nuvarande lösenord"),
        max_length=4096,
        strip=False,
        error_messages={"required": _("Skriv lösenordet du har nu.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("old", "new", "again")


class PersonForm(forms.Form):
    """What somebody is called, is here to do, and belongs to."""

    given_name = forms.CharField(
        label=_("Förnamn"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Skriv personens förnamn.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    family_name = forms.CharField(
        label=_("Efternamn (valfritt)"),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    roles = forms.MultipleChoiceField(
        label=_("Roller"),
        help_text=_("Den som har flera får göra allt som någon av dem får."),
        choices=PersonRole.choices,
        error_messages={"required": _("Välj minst en roll.")},
        widget=forms.CheckboxSelectMultiple,
    )
    organisation = forms.ChoiceField(
        label=_("Hör till (valfritt)"),
        help_text=_("Måste anges för medlemmens ekonom."),
        required=False,
    )

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        choices = [("", str(_("Ingen särskild")))]
        choices += [(party.code, party.name) for party in parties]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]

    @override
    def clean(self) -> dict[str, Any]:
        """See that a member's economist belongs to somebody."""
        told = super().clean() or {}
        if PersonRole.ECONOMIST in told.get("roles", ()) and not told.get("organisation"):
            self.add_error("organisation", _("Välj vilken medlem ekonomen hör till."))
        return told

    def wanted(self) -> Wanted:
        """Return what was typed, as the services take it."""
        return Wanted(
            roles=tuple(self.cleaned_data["roles"]),
            organisation_code=self.cleaned_data["organisation"],
            given_name=self.cleaned_data["given_name"].strip(),
            family_name=self.cleaned_data["family_name"].strip(),
        )


class NewPersonForm(PersonForm):
    """A person who is not there yet."""

    name = forms.CharField(
        label=_("Användarnamn"),
        help_text=_("Det som skrivs vid inloggning, till exempel eva.lind. Det ändras aldrig."),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Skriv ett användarnamn.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    field_order = ("given_name", "family_name", "name", "roles", "organisation")
