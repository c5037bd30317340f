"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from samdrift.plumbing import contributions
from samdrift.plumbing.hooks import personal


class HooksConfig(contributions.SamdriftAppConfig):
    """Other systems told of what happens here: signed, tried again, never more than may be seen."""

    name = "samdrift.plumbing.hooks"
    label = "hooks"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        """Return what a worker does again and again."""
        from samdrift.plumbing.hooks import health, work  # noqa: PLC0415  Models load after apps.

        return (*work.OFFERS, *health.OFFERS, *personal.OFFERS)
