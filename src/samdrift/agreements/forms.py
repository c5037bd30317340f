"""What is typed about agreements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, override

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from samdrift.agreements.choices import AgreementKind
from samdrift.agreements.ports import WantedOrder, WantedVersion

_REQUIRED = {"required": _("Fyll i det här fältet.")}


def _day(label: Any, *, is_required: bool = True) -> Any:  # noqa: ANN401  A lazy text.
    return forms.DateField(
        label=label,
        required=is_required,
        error_messages=_REQUIRED | {"invalid": _("Skriv dagen så här: 2026-03-31.")},
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
    )


def _lines(label: Any, help_text: Any, *, is_required: bool = False) -> Any:  # noqa: ANN401
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=is_required,
        max_length=20_000,
        error_messages=_REQUIRED,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
    )


class VersionForm(forms.Form):
    """What is agreed, from when to when, and how many of what."""

    starts = _day(_("Gäller från och med"))
    ends = _day(_("Gäller till (valfritt)"), is_required=False)
    notice_months = forms.IntegerField(
        label=_("Uppsägningstid, månader"), min_value=0, max_value=60, initial=6,
        error_messages=_REQUIRED,
    )  # fmt: skip
    terms = _lines(_("Villkor"), "", is_required=True)
    levels = _lines(_("Nivåer som lovas"), _("En per rad."))
    volumes = _lines(_("Tjänster och volymer"), _("En per rad: tjänst; antal"))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  Django's own.
        options: Iterable[tuple[int, str]],
        **kwargs: Any,  # noqa: ANN401  As above.
    ) -> None:
        super().__init__(*args, **kwargs)
        self._options = {words.lower(): pk for pk, words in options}

    def clean_volumes(self) -> dict[int, int]:
        """Return how many of each option, line by line; none twice."""
        found: dict[int, int] = {}
        for number, line in enumerate(self.cleaned_data["volumes"].splitlines(), 1):
            if not line.strip():
                continue
            words, _semicolon, count = (part.strip() for part in line.rpartition(";"))
            option_id = self._options.get(words.lower())
            is_count = count.isascii() and count.isdecimal() and len(count) < 9
            if option_id is None or option_id in found or not is_count:
                told = {"number": number, "line": line}
                raise forms.ValidationError(
                    _now("Rad %(number)s går inte att läsa: %(line)s") % told
                )
            found[option_id] = int(count)
        return found

    @override
    def clean(self) -> dict[str, Any]:
        """Return what was typed; it must end after it starts."""
        told = super().clean() or {}
        if told.get("ends") and told.get("starts") and told["ends"] <= told["starts"]:
            self.add_error("ends", _("Slutet ligger inte efter början."))
        return told

    def wanted(self) -> WantedVersion:
        """Return what was typed, as the services take it."""
        told = self.cleaned_data
        return WantedVersion(
            told["starts"], told["ends"], told["notice_months"], told["terms"], told["levels"],
            told["volumes"],
        )  # fmt: skip


class AgreementForm(VersionForm):
    """An agreement with its first version."""

    name = forms.CharField(
        label=_("Namn"), max_length=150, error_messages=_REQUIRED,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Slag"), choices=AgreementKind.choices)
    organisation = forms.ChoiceField(label=_("Motpart"), error_messages=_REQUIRED)

    def __init__(self, *args: Any, organisations: Mapping[str, str], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = list(organisations.items())  # type: ignore[attr-defined]


class OrderForm(forms.Form):
    """So many more of an option from a day, or fewer."""

    option = forms.TypedChoiceField(label=_("Tjänst"), coerce=int, error_messages=_REQUIRED)
    change = forms.IntegerField(
        label=_("Fler eller färre"),
        help_text=_("Ett helt antal: 5 är fem till, -5 är fem färre."),
        min_value=-1_000_000,
        max_value=1_000_000,
        error_messages=_REQUIRED | {"invalid": _("Skriv ett helt antal, till exempel -40.")},
    )
    since = _day(_("Från och med"))
    note = forms.CharField(
        label=_("Meddelande (valfritt)"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, options: Iterable[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["option"].choices = list(options)  # type: ignore[attr-defined]

    def clean_change(self) -> int:
        """Return how many more or fewer; none is no order."""
        change: int = self.cleaned_data["change"]
        if not change:
            raise forms.ValidationError(_("Skriv ett helt antal, till exempel -40."))
        return change

    def wanted(self) -> WantedOrder:
        """Return what was typed, as the services take it."""
        told = self.cleaned_data
        return WantedOrder(told["option"], told["change"], told["since"], told["note"])
