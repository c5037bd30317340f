"""How an app offers something upward: by one typed method, in a frozen tuple."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Protocol

from django.apps import AppConfig, apps


class Contribution(Protocol):
    """Something offered: a frozen value with a key that begins with its app's label."""

    @property
    def key(self) -> str:
        """What it is asked for by; unique among offers of its type."""


class SamdriftAppConfig(AppConfig):
    """An app of the house: a doorplate, and what it offers."""

    default_auto_field = "django.db.models.BigAutoField"

    def offers(self) -> Iterable[Contribution]:
        """Return what the app offers upward; imported late, since models load after apps."""
        return ()


def collect(configs: Iterable[AppConfig]) -> tuple[Contribution, ...]:
    """Ask every app what it offers, lowest storey first; refuse a key offered twice."""
    found: dict[tuple[type, str], Contribution] = {}
    for config in configs:
        if not isinstance(config, SamdriftAppConfig):
            continue
        for offer in config.offers():
            where = (type(offer), offer.key)
            assert offer.key.split(".")[0] == config.label, f"{offer.key} is not {config.label}'s"
            assert where not in found, f"{offer.key} is offered twice"
            found[where] = offer
    return tuple(found.values())


@cache
def _all() -> tuple[Contribution, ...]:
    return collect(apps.get_app_configs())


def offered[Offer](kind: type[Offer]) -> Iterator[Offer]:
    """Yield every offer of a type, lowest storey first."""
    return (offer for offer in _all() if isinstance(offer, kind))
