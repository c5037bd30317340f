"""Samples that were drawn."""

from samdrift.auditing import services
from samdrift.auditing.models import Sample
from samdrift.auditing.ports import WantedSample
from samdrift.bookkeeping.tests.given import AT


def drawn(year: int = 2015, size: int = 2, method: str = "random", seed: str = "lax") -> Sample:
    """Draw a sample."""
    return services.draw(WantedSample(year, method, seed, size), by="revisor", at=AT)
