"""What the demo's organisation offers: the six services that a joint board wrote down."""

from __future__ import annotations

from datetime import date

from samdrift.catalogue import services
from samdrift.catalogue.choices import Measure
from samdrift.catalogue.models import Option
from samdrift.catalogue.ports import Cost, SelfCost, WantedList, WantedOption, WantedService
from samdrift.kernel.money import Money

_THING, _PERSON, _LINE, _FIXED = (
    Measure.THING_MONTH, Measure.PERSON_MONTH, Measure.CONNECTION_MONTH, Measure.MONTH,
)  # fmt: skip

_SERVICES = (
    (
        "arbetsplats", "Arbetsplats som tjänst", _THING, "Ansvarig arbetsplats",
        "En dator, platta eller telefon som är klar att arbeta med och byts när den är gammal.",
        "Utrustningen\nInstallation och uppdateringar\nHjälp av servicedesken\nByte efter fyra år",
        "Ny utrustning inom fem arbetsdagar\nLåneutrustning samma dag om den går sönder",
        (("pc", "PC", 285), ("platta", "Platta", 110), ("telefon", "Telefon", 45)),
    ),
    (
        "server", "Serverkapacitet", _THING, "Ansvarig drift",
        "En server i våra hallar, med säkerhetskopior och övervakning.",
        "Säkerhetskopior varje natt\nÖvervakning dygnet runt\nUppdateringar varje månad",
        "Tillgänglig 99,5 % av tiden",
        (("liten", "Liten", 950), ("medel", "Medel", 1_850), ("stor", "Stor", 3_400)),
    ),
    (
        "kommunikation", "Kommunikation", _LINE, "Ansvarig nät",
        "Nät till skrivbordet och utan sladd, på kontoret och på väg.",
        "Uttag eller accesspunkt\nBrandvägg\nFelsökning", "Fel åtgärdas inom fyra timmar",
        (("fast", "Fast", 92), ("mobil", "Mobil", 160)),
    ),
    (
        "applikation", "Applikatorisk drift", _FIXED, "Ansvarig system",
        "Vi ser till att verksamhetens system fungerar, och talar med den som levererar dem.",
        "Felanmälan till leverantören\nUppgraderingar\nBehörigheter", "Svar inom en arbetsdag",
        (("support", "Support", 4_200), ("tredje-part", "Tredje part", 2_600)),
    ),
    (
        "telefoni", "Telefoni", _PERSON, "Växelchefen",
        "Den som ringer kommunen får svar, och kommer rätt.",
        "Telefonist\nHänvisning\nTeknik och nummer", "Svar inom 30 sekunder",
        (("telefonist", "Telefonist", 62), ("teknik", "Teknik", 30)),
    ),
    (
        "reception", "Reception", _FIXED, "Växelchefen",
        "Besökare tas emot i kommunhuset.",
        "Receptionist 8–16\nBesöksregistrering", "Bemannad alla vardagar",
        (("receptionist", "Receptionist", 38_000),),
    ),
)  # fmt: skip
_VOLUMES = {"pc": 81_000, "platta": 11_100, "telefon": 26_500, "fast": 24_300, "mobil": 9_800}
_OTHERS = 240
_PARTS = (("Avskrivning och hyra", 46, "konto 7820 och 6110"), ("Personal", 38, "kontoklass 5"))
_LISTS = (
    (WantedList("Prislista 2015", date(2015, 1, 1), "§ 58/2014", date(2014, 11, 12)),
     date(2014, 12, 1), 100, ""),
    (WantedList("Sänkt pris på plattor", date(2015, 7, 1), "§ 31/2015", date(2015, 5, 20)),
     date(2015, 6, 1), 89, "platta"),
    (WantedList("Prislista 2016", date(2016, 1, 1), "§ 61/2015", date(2015, 11, 12)),
     date(2015, 12, 1), 102, ""),
)  # fmt: skip
"""A list, when it is published, its percent of the prices above, and the one option it is of."""


def furnish() -> None:
    """Write the services and two years' prices."""
    for position, (key, name, measure, owner, about, included, levels, options) in enumerate(
        _SERVICES
    ):
        services.keep_service(
            wanted=WantedService(
                key, name, about, measure, included, levels, owner, position=position
            )
        )
        for option_key, option_name, _ in options:
            services.keep_option(service_key=key, wanted=WantedOption(option_key, option_name))
    for wanted, published, percent, only in _LISTS:
        _decide(wanted, published, percent, only)


def _decide(wanted: WantedList, published: date, percent: int, only: str) -> None:
    price_list = services.begin_list(wanted=wanted)
    for key, *_, options in _SERVICES:
        for option_key, _name, kronor in options:
            if only not in ("", option_key):
                continue
            option = Option.objects.get(service__key=key, key=option_key)
            amount = Money(kronor * percent)
            volume = _VOLUMES.get(option_key, _OTHERS)
            services.set_price(
                list_id=price_list.pk,
                option_id=option.pk,
                amount=amount,
                self_cost=SelfCost(_costs(Money(amount.ore * volume)), volume),
            )
    services.publish(list_id=price_list.pk, by="controller", on=published)


def _costs(whole: Money) -> tuple[Cost, ...]:
    """Return what a price was reckoned from: parts of the whole, and a rest of a sixth."""
    rest = 100 - sum(part for _, part, _ in _PARTS)
    amounts = whole.split([*(part for _, part, _ in _PARTS), rest])
    told = [
        *((name, source) for name, _, source in _PARTS),
        ("Lokaler och gemensamt", "ansvar 100"),
    ]
    return tuple(
        Cost(name, amount, source) for (name, source), amount in zip(told, amounts, strict=True)
    )
