"""The app's doorplate."""

from samdrift.plumbing import contributions


class CapitalConfig(contributions.SamdriftAppConfig):
    """Investments: what was planned, decided and spent."""

    name = "samdrift.capital"
