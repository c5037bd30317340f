"""The app's doorplate."""

from samdrift.plumbing import contributions


class ExchangeConfig(contributions.SamdriftAppConfig):
    """Packages of records taken in, whole or not at all, and undone."""

    name = "samdrift.plumbing.exchange"
    label = "exchange"
