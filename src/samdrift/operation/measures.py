"""What machines follow: how requests go, how much waits, how well everything is.

Each process counts what it answers in files of its own under `metrics` in the home; whoever asks
any process gets the sum of all. The words are Prometheus's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import override

from django.conf import settings
from django.db.models import Count
from prometheus_client import CollectorRegistry, Histogram, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from samdrift.operation import queries
from samdrift.plumbing import clock
from samdrift.plumbing.health import Level
from samdrift.plumbing.jobs import beats
from samdrift.plumbing.jobs.models import Job

_NUMBER = {Level.GOOD: 0, Level.WARNING: 1, Level.FAULT: 2}

REQUESTS = Histogram(
    "samdrift_request_seconds",
    "How long requests take, by route, method and status.",
    ("route", "method", "status"),
    buckets=(0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30),
)


def text() -> bytes:
    """Return all measures as text of Prometheus's, version 0.0.4."""
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # The library's own lacks types.
    registry.register(_Standing(clock.now))
    return generate_latest(registry)


def forget() -> None:
    """Begin anew: what processes that are gone have counted is taken away."""
    for path in _folder().glob("*.db"):
        path.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.MEASURES)


class _Standing(Collector):
    """How it stands at the moment it is asked: jobs, the worker, and every examination."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    @override
    def collect(self) -> Iterator[Metric]:
        """Yield the gauges; without a database only what needs none."""
        at = self._now()
        health = GaugeMetricFamily(
            "samdrift_health",
            "How well something is: 0 well, 1 to be seen to soon, 2 to be seen to now.",
            labels=("examination",),
        )
        for each in queries.examined(at=at):
            health.add_metric((each.key,), _NUMBER[each.level])
        yield health
        yield GaugeMetricFamily(
            "samdrift_worker_seen_seconds",
            "How long ago any worker was seen.",
            value=at.timestamp() - beats.worker_last_seen(),
        )
        if queries.is_database_here():
            yield _jobs()


def _jobs() -> GaugeMetricFamily:
    jobs = GaugeMetricFamily("samdrift_jobs", "How many jobs stand how.", labels=("state",))
    rows = Job.objects.order_by().values_list("state").annotate(count=Count("pk"))
    for state, count in rows:
        jobs.add_metric((state,), count)
    return jobs
