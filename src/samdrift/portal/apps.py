"""The app's doorplate."""

from collections.abc import Iterable
from typing import override
from urllib.parse import urlencode

from django.urls import reverse

from samdrift.billing.ports import AskDoor
from samdrift.plumbing import contributions


class PortalConfig(contributions.SamdriftAppConfig):
    """What somebody who needs help sees: one box, their own cases, guides, and what is down."""

    name = "samdrift.portal"

    @override
    def offers(self) -> Iterable[contributions.Contribution]:
        return (AskDoor("portal.report", _report_begun),)


def _report_begun(words: str) -> str:
    return f"{reverse('portal:report')}?{urlencode({'q': words})}"
