"""The app's doorplate."""

from samdrift.plumbing import contributions


class ApiConfig(contributions.SamdriftAppConfig):
    """What other systems may ask and do here, with a token that somebody gave them."""

    name = "samdrift.api"
