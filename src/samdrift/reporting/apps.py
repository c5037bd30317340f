"""The app's doorplate."""

from samdrift.plumbing import contributions


class ReportingConfig(contributions.SamdriftAppConfig):
    """Tables of figures, documents, and their ink."""

    name = "samdrift.reporting"
