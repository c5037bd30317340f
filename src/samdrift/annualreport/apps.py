"""The app's doorplate."""

from samdrift.plumbing import contributions


class AnnualreportConfig(contributions.SamdriftAppConfig):
    """The year as told to its owners."""

    name = "samdrift.annualreport"
