"""The app's doorplate."""

from samdrift.plumbing import contributions


class PlumbingConfig(contributions.SamdriftAppConfig):
    """All that is Django but not municipal."""

    name = "samdrift.plumbing"
