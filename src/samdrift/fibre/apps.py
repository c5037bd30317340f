"""The app's doorplate."""

from samdrift.plumbing import contributions


class FibreConfig(contributions.SamdriftAppConfig):
    """Fibre connections that were made."""

    name = "samdrift.fibre"
