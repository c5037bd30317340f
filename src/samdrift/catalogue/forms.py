"""What is typed about services and prices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, override

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from samdrift.catalogue.choices import InformationClass, Measure, VatRate
from samdrift.catalogue.ports import (
    Cost,
    Reckoned,
    SelfCost,
    WantedList,
    WantedOption,
    WantedService,
)
from samdrift.kernel.money import Money

_REQUIRED = {"required": _("Fyll i det här fältet.")}
_A_DAY = _REQUIRED | {"invalid": _("Skriv dagen så här: 2026-03-31.")}
_AMOUNT = _("Skriv kronor så här: 285,00.")
MOST_ORE = 10**15
"""Ten thousand milliards of kronor: more is a slip of the finger."""


def _line(label: Any, most: int, help_text: Any = "", *, is_required: bool = True) -> Any:  # noqa: ANN401
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=most,
        required=is_required,
        error_messages=_REQUIRED,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def _lines(label: Any, help_text: Any = "", *, is_required: bool = True) -> Any:  # noqa: ANN401
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=4000,
        required=is_required,
        error_messages=_REQUIRED,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def _day(label: Any, help_text: Any = "") -> forms.DateField:  # noqa: ANN401
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=_A_DAY,
    )


class ServiceForm(forms.Form):
    """A service, as its users and its owner need it told."""

    name = _line(_("Namn"), 100)
    key = forms.SlugField(
        label=_("Adress"),
        help_text=_("Små bokstäver och bindestreck, till exempel arbetsplats."),
        max_length=60,
        error_messages=_REQUIRED | {"invalid": _("Bara bokstäver a–z, siffror och bindestreck.")},
    )
    description = _lines(_("Beskrivning"), _("Så att den som ska använda tjänsten förstår."))
    included = _lines(_("Det här ingår (valfritt)"), _("En sak per rad."), is_required=False)
    levels = _lines(_("Det här lovar vi (valfritt)"), _("Ett löfte per rad."), is_required=False)
    measure = forms.ChoiceField(label=_("Betalas"), choices=Measure.choices)
    vat_percent = forms.TypedChoiceField(label=_("Moms"), choices=VatRate.choices, coerce=int)
    owner = _line(_("Tjänsteägare (valfritt)"), 100, is_required=False)
    information_class = forms.ChoiceField(
        label=_("Informationsklass"), choices=InformationClass.choices
    )
    is_passed_on = forms.BooleanField(
        label=_("Går in och ut till inköpspris (in–ut)"), required=False
    )
    is_in_portal = forms.BooleanField(label=_("Visas i portalen"), required=False)

    def wanted(self) -> WantedService:
        """Return what was typed, as the services take it."""
        told = dict(self.cleaned_data)
        return WantedService(
            measure=Measure(told.pop("measure")),
            information_class=InformationClass(told.pop("information_class")),
            vat_percent=VatRate(told.pop("vat_percent")),
            **told,
        )


class OptionForm(forms.Form):
    """One of the ways a service can be had."""

    name = _line(_("Variant"), 100, _("Till exempel Liten, Medel eller Stor."))
    key = forms.SlugField(
        label=_("Adress"),
        max_length=60,
        error_messages=_REQUIRED | {"invalid": _("Bara bokstäver a–z, siffror och bindestreck.")},
    )
    description = _line(_("Vad som skiljer (valfritt)"), 300, is_required=False)

    def wanted(self) -> WantedOption:
        """Return what was typed, as the services take it."""
        return WantedOption(**self.cleaned_data)


class ListForm(forms.Form):
    """A price list: from when it holds, and by which decision."""

    name = _line(_("Namn"), 100)
    holds_from = _day(_("Gäller från och med"))
    decision = _line(_("Beslut"), 200, _("Paragraf eller diarienummer."))
    decided_on = _day(_("Beslutad den"))

    def wanted(self) -> WantedList:
        """Return what was typed, as the services take it."""
        return WantedList(**self.cleaned_data)


class PriceForm(forms.Form):
    """A price, and the year's costs that it is reckoned from."""

    option = forms.TypedChoiceField(label=_("Tjänst"), coerce=int, error_messages=_REQUIRED)
    amount = _line(_("Pris, kr"), 20)
    volume = forms.IntegerField(
        label=_("Årets volym"),
        help_text=_("Antal styckmånader under ett år: 100 datorer är 1200."),
        min_value=1,
        max_value=2_000_000_000,
        error_messages=_REQUIRED
        | {"invalid": _("Skriv ett helt antal."), "min_value": _("Skriv minst 1.")},
    )
    behind = forms.ChoiceField(label=_("Självkostnad ur en körning (valfritt)"), required=False)
    percent = forms.IntegerField(
        label=_("Så många procent av den"),
        required=False,
        min_value=1,
        max_value=100,
        initial=100,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Skriv procent mellan 1 och 100.")
        ),
    )
    items = _lines(
        _("Årets kostnader"),
        _(
            "En per rad: vad; kronor; var den finns. Till exempel: Licenser; 120000; konto 6910. "
            "Lämna tomt för att ta kostnaderna ur körningen."
        ),
        is_required=False,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  Django's own.
        options: Iterable[tuple[int, str]],
        reckonings: Iterable[tuple[str, str]] = (),
        **kwargs: Any,  # noqa: ANN401  As above.
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["option"].choices = list(options)  # type: ignore[attr-defined]
        self.fields["behind"].choices = [("", _("Ingen")), *reckonings]  # type: ignore[attr-defined]

    def clean_amount(self) -> Money:
        """Return the price as money."""
        return _money(self.cleaned_data["amount"], str(_AMOUNT))

    def clean_items(self) -> tuple[Cost, ...]:
        """Return the costs, line by line."""
        lines = self.cleaned_data["items"].splitlines()
        return tuple(_cost(line, number) for number, line in enumerate(lines, 1) if line.strip())

    @override
    def clean(self) -> dict[str, Any]:
        """Refuse a price that is reckoned from nothing."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if "items" in told and not told["items"] and not told.get("behind"):
            self.add_error("items", str(_REQUIRED["required"]))
        return told

    def self_cost(self, reckoned: Mapping[str, Reckoned]) -> SelfCost:
        """Return what the price is reckoned from: what was typed, or a part of a reckoning."""
        told = self.cleaned_data
        behind = reckoned.get(told["behind"])
        items = told["items"] or (behind.part(told["percent"] or 100) if behind else ())
        return SelfCost(items, told["volume"], told["behind"])


def _cost(line: str, number: int) -> Cost:
    name, *rest = (part.strip() for part in line.split(";", 2))
    problem = _now("Rad %(number)s: skriv vad; kronor; var den finns.") % {"number": number}
    if not name or not rest or len(name) > 100 or len(rest[-1]) > 200:
        raise forms.ValidationError(problem)
    return Cost(name, _money(rest[0], problem), rest[1] if len(rest) == 2 else "")


def _money(text: str, problem: str) -> Money:
    try:
        amount = Money.parse(text.replace(" ", "").replace("\N{NO-BREAK SPACE}", ""))
    except ValueError:
        raise forms.ValidationError(problem) from None
    if not 0 <= amount.ore <= MOST_ORE:
        raise forms.ValidationError(problem)
    return amount
