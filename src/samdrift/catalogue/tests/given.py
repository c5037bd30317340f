"""A small catalogue: workplaces, and servers of three sizes."""

from datetime import date

from samdrift.catalogue import services
from samdrift.catalogue.choices import Measure
from samdrift.catalogue.models import Option
from samdrift.catalogue.ports import Cost, SelfCost, WantedList, WantedOption, WantedService
from samdrift.kernel.money import Money

DECIDED, FROM = date(2014, 11, 4), date(2015, 1, 1)


def workplace(**told):
    plain = {
        "key": "arbetsplats",
        "name": "Arbetsplats",
        "description": "En dator att arbeta på.",
        "included": "En dator\nHjälp på telefon",
        "levels": "Ny dator inom två dagar",
        "measure": Measure.THING_MONTH,
    }
    services.keep_service(wanted=WantedService(**(plain | told)))
    return option("arbetsplats")


def servers():
    services.keep_service(
        wanted=WantedService(
            "server", "Serverkapacitet", "En server i vår hall.", Measure.THING_MONTH
        )
    )
    return [
        services.keep_option(service_key="server", wanted=WantedOption(key, name))
        for key, name in (("liten", "Liten"), ("medel", "Medel"), ("stor", "Stor"))
    ]


def option(key):
    return Option.objects.get(service__key=key)


def begun(**told):
    plain = {"name": "2015", "holds_from": FROM, "decision": "§ 41", "decided_on": DECIDED}
    return services.begin_list(wanted=WantedList(**(plain | told)))


def cost(kronor=342_000, volume=1_200):
    items = (
        Cost("Datorer", Money(kronor * 60), "konto 6910"),
        Cost("Servicedesk", Money(kronor * 40), "ansvar 120"),
    )
    return SelfCost(items, volume)


def priced(price_list, option, kronor=285, **told):
    services.set_price(
        list_id=price_list.pk,
        option_id=option.pk,
        amount=Money(kronor * 100),
        self_cost=cost(**told),
    )


def published(option, *, kronor=285, on=date(2014, 12, 1), **told):
    price_list = begun(**told)
    priced(price_list, option, kronor)
    return services.publish(list_id=price_list.pk, by="chef", on=on)
