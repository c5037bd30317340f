"""The app's doorplate."""

from samdrift.plumbing import contributions


class LedgerConfig(contributions.SamdriftAppConfig):
    """What has been booked, and the statements built from it."""

    name = "samdrift.ledger"
