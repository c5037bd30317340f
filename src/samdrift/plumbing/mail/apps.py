"""The app's doorplate."""

from collections.abc import Iterable
from typing import override

from samdrift.plumbing import contributions


class MailConfig(contributions.SamdriftAppConfig):
    """Letters by mail: fetched, handed over, sent, and never lost."""

    name = "samdrift.plumbing.mail"
    label = "mail"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        """Return what a worker does again and again, and which files letters have."""
        from samdrift.plumbing.mail import health, work  # noqa: PLC0415  Models load after apps.

        return (*work.OFFERS, *health.OFFERS)
