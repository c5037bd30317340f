"""What is typed about the cost model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, override

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from samdrift.costing.choices import DriverKind, MethodChoice, NodeKind, Settled
from samdrift.costing.ports import (
    Contents,
    WantedIntake,
    WantedNode,
    WantedPassed,
    WantedShare,
    WantedSpread,
)
from samdrift.kernel.allocation import Method
from samdrift.kernel.money import Money
from samdrift.kernel.spans import Month, Span
from samdrift.ledger import queries as ledger

MOST = 10**12
_REQUIRED = {"required": _("Fyll i det här fältet.")}


def _line(label: Any, most: int, help_text: Any = "", *, is_required: bool = True) -> Any:  # noqa: ANN401
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=most,
        required=is_required,
        error_messages=_REQUIRED,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def _lines(label: Any, help_text: Any) -> Any:  # noqa: ANN401
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )


class RunForm(forms.Form):
    """Which months to reckon, and how."""

    year = forms.IntegerField(
        label=_("År"), min_value=1900, max_value=2199, error_messages=_REQUIRED
    )
    first = forms.IntegerField(label=_("Från och med månad"), min_value=1, max_value=12, initial=1)
    last = forms.IntegerField(label=_("Till och med månad"), min_value=1, max_value=12, initial=12)
    method = forms.ChoiceField(
        label=_("Hur platser som ger varandra räknas"), choices=MethodChoice.choices
    )

    @override
    def clean(self) -> dict[str, Any]:
        """Return what was typed; the months must follow each other."""
        told = super().clean() or {}
        if {"first", "last"} <= told.keys() and told["last"] < told["first"]:
            raise forms.ValidationError(_("Sista månaden ligger före den första."))
        return told

    def span(self) -> Span:
        """Return the months that were typed."""
        told = self.cleaned_data
        start = Month(told["year"], told["first"]).span.start
        return Span(start, Month(told["year"], told["last"]).next.span.start)

    def method_wanted(self) -> Method:
        """Return the method that was chosen."""
        return Method(self.cleaned_data["method"])


class SettleForm(forms.Form):
    """What is done with a year's recovery, and by which decision."""

    how = forms.ChoiceField(label=_("Vad som görs med årets utfall"), choices=Settled.choices)
    decision = _line(_("Beslut"), 200, _("Paragraf, diarienummer eller avtalets villkor."))


class NodeForm(forms.Form):
    """A place in the model: what it takes in, and who takes of it."""

    name = _line(_("Namn"), 100)
    kind = forms.ChoiceField(label=_("Vad det är"), choices=NodeKind.choices)
    service = forms.TypedChoiceField(
        label=_("Tjänst i katalogen"), coerce=int, empty_value=None, required=False
    )
    intakes = _lines(
        _("Konton den tar in"),
        _("En rad per kostnadsställe: konton; kostnadsställe. Till exempel: 4000-7999; 100"),
    )
    driver = forms.ChoiceField(label=_("Fördelas efter"), choices=DriverKind.choices)
    is_measured = forms.BooleanField(
        label=_("Kommunernas delar räknas i registren"), required=False
    )
    shares = _lines(
        _("Vilka som tar emot"), _("En per rad: plats eller kommun; hur mycket. Drift; 40")
    )
    capacity = forms.IntegerField(
        label=_("Så mycket hade funnits (valfritt)"),
        help_text=_("Det som ingen använde visas för sig."),
        required=False,
        min_value=0,
        max_value=MOST,
    )
    spreads = _lines(
        _("Inköp som fördelas över tiden"),
        _("En per rad: vad; kronor; bokfört dag; från och med månad; antal månader"),
    )
    passed = _lines(
        _("In och ut: köpt för en enda kommun"),
        _("En per rad: vad; kommun; kronor; bokfört dag"),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  Django's own.
        services: Iterable[tuple[int, str]],
        nodes: Mapping[str, str],
        organisations: Mapping[str, str],
        **kwargs: Any,  # noqa: ANN401  As above.
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = [("", _("Ingen")), *services]  # type: ignore[attr-defined]
        self._nodes = nodes
        self._organisations = {name.lower(): code for code, name in organisations.items()}
        self._organisations |= {code.lower(): code for code in organisations}

    def clean_intakes(self) -> tuple[WantedIntake, ...]:
        """Return the accounts, line by line."""
        return self._each("intakes", (1, 2), self._intake)

    def clean_shares(self) -> tuple[WantedShare, ...]:
        """Return who takes how much, line by line; nobody twice."""
        shares = self._each("shares", (2, 2), self._share)
        if len({(each.node, each.organisation) for each in shares}) < len(shares):
            raise forms.ValidationError(_("Samma mottagare står två gånger."))
        return shares

    def clean_spreads(self) -> tuple[WantedSpread, ...]:
        """Return the purchases, line by line."""
        return self._each("spreads", (5, 5), _spread)

    def clean_passed(self) -> tuple[WantedPassed, ...]:
        """Return what goes in and out, line by line."""
        return self._each("passed", (4, 4), self._passed)

    def wanted(self) -> WantedNode:
        """Return the place that was typed, as the services take it."""
        told = self.cleaned_data
        return WantedNode(
            name=told["name"],
            kind=NodeKind(told["kind"]),
            driver=DriverKind(told["driver"]),
            service_id=told["service"],
            is_measured=told["is_measured"],
            capacity=told["capacity"] or 0,
        )

    def contents(self) -> Contents:
        """Return what it takes in and hands on, as the services take it."""
        told = self.cleaned_data
        return Contents(told["intakes"], told["shares"], told["spreads"], told["passed"])

    def _each[Wanted](
        self, name: str, parts: tuple[int, int], read: Callable[[list[str]], Wanted]
    ) -> tuple[Wanted, ...]:
        found = []
        for number, line in enumerate(self.cleaned_data[name].splitlines(), 1):
            if not line.strip():
                continue
            told = [part.strip() for part in line.split(";")]
            problem = _now("Rad %(number)s går inte att läsa: %(line)s")
            wrong = forms.ValidationError(problem % {"number": number, "line": line})
            if not parts[0] <= len(told) <= parts[1] or not told[0] or len(told[0]) > 100:
                raise wrong
            try:
                found.append(read(told))
            except ValueError:
                raise wrong from None
        return tuple(found)

    def _share(self, told: list[str]) -> WantedShare:
        weight = int(re.sub(r"\s", "", told[1]))
        if not 0 < weight <= MOST:
            raise ValueError(told)
        who = told[0].lower()
        if who in self._nodes:
            return WantedShare(weight, node=self._nodes[who])
        return WantedShare(weight, organisation=self._organisation(who))

    def _organisation(self, who: str) -> str:
        if who.lower() not in self._organisations:
            raise ValueError(who)
        return self._organisations[who.lower()]

    def _passed(self, told: list[str]) -> WantedPassed:
        name, who, kronor, day = told
        return WantedPassed(name, self._organisation(who), _money(kronor), date.fromisoformat(day))

    @staticmethod
    def _intake(told: list[str]) -> WantedIntake:
        ledger.ranges(told[0])
        return WantedIntake(told[0], told[1] if len(told) == 2 else "")


def _spread(told: list[str]) -> WantedSpread:
    name, kronor, booked, starts, months = told
    if not 1 <= int(months) <= 240:
        raise ValueError(months)
    return WantedSpread(
        name, _money(kronor), date.fromisoformat(booked), date.fromisoformat(f"{starts}-01"),
        int(months),
    )  # fmt: skip


def _money(text: str) -> Money:
    amount = Money.parse(re.sub(r"\s", "", text))
    if not 0 < amount.ore <= MOST:
        raise ValueError(text)
    return amount


class WeightsForm(forms.Form):
    """How much each receiver of a place is thought to take, beside what it takes."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  Django's own.
        weights: Mapping[str, tuple[str, int]],
        **kwargs: Any,  # noqa: ANN401  As above.
    ) -> None:
        super().__init__(*args, **kwargs)
        self._weights = weights
        for at, (words, weight) in enumerate(weights.values()):
            self.fields[f"w-{at}"] = forms.IntegerField(
                label=words, initial=weight, required=False, min_value=0, max_value=MOST
            )

    def weights(self) -> dict[str, int]:
        """Return what was typed, by receiver; what was left empty is as it is."""
        found = {}
        for at, (receiver, (_words, weight)) in enumerate(self._weights.items()):
            typed = self.cleaned_data.get(f"w-{at}")
            found[receiver] = weight if typed is None else typed
        return found


class CostsForm(forms.Form):
    """How much dearer all that is booked is thought to be, and which place is taken otherwise."""

    percent = forms.IntegerField(
        label=_("Alla kostnader, procent dyrare eller billigare"),
        required=False,
        min_value=-100,
        max_value=1000,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Skriv procent mellan -100 och 1000.")
        ),
    )
    place = forms.ChoiceField(label=_("Plats som fördelas annorlunda"), required=False)

    def __init__(self, *args: Any, places: Mapping[str, str], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("Ingen")), *places.items()]  # type: ignore[attr-defined]
