"""The app's doorplate."""

from samdrift.plumbing import contributions


class StaffConfig(contributions.SamdriftAppConfig):
    """Who works here, and how much they were away."""

    name = "samdrift.staff"
