"""The figures of an installation as Prometheus reads them; what cannot be read now is left out."""

import logging
import os
from collections.abc import Callable, Iterator
from math import inf
from time import monotonic

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from api.db import databases
from api.db.databases import execute, is_sqlite
from api.http.watched import tally
from api.http.watched.tally import BOUNDS
from api.media import queries as media
from api.operations import checks
from api.publishing.audit import beside
from api.publishing.models import Due
from api.runtime import alarms
from api.runtime.clock import now
from api.runtime.config import config
from api.runtime.failures import Failures
from api.views import queries as views

_failures = Failures(logging.getLogger(__name__))


def page() -> bytes:
    """All of them, as text."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Figures())
    return generate_latest(registry)


class _Figures(Collector):
    def collect(self) -> Iterator[Metric]:
        """Ask for each, whatever becomes of the others."""
        for ask in (_requests, _views, _ticker, _jobs, _database, _disk, _backup):
            yield from _asked(ask)


def _asked(ask: Callable[[], Iterator[Metric]]) -> list[Metric]:
    what = f"asking for figures of{ask.__name__.replace('_', ' ')}"
    try:
        metrics = list(ask())
    except Exception as error:
        _failures.failed(what, error, with_trace=False)
        databases.close()
        return []
    _failures.worked(what)
    return metrics


def _requests() -> Iterator[Metric]:
    counting = tally.current()
    if counting is None:
        return
    totals = tally.sums(counting.folder)
    total = CounterMetricFamily(
        "congxa_requests", "Requests that were answered.", labels=("operation", "status")
    )
    for key, times in sorted(totals.requests.items()):
        total.add_metric(key, times)
    ready = CounterMetricFamily(
        "congxa_cache_hits", "Requests that were answered from the cache.", labels=("operation",)
    )
    for operation, times in sorted(totals.ready.items()):
        ready.add_metric((operation,), times)
    seconds = HistogramMetricFamily(
        "congxa_request_seconds", "Time to answer what was not cached.", labels=("operation",)
    )
    for operation, numbers in sorted(totals.seconds.items()):
        seconds.add_metric((operation,), _buckets(numbers[:-1]), numbers[-1])
    yield from (total, ready, seconds)


def _buckets(numbers: list[float]) -> list[tuple[str, float]]:
    bounds = [*map(str, BOUNDS), "+Inf"]
    return [(bound, sum(numbers[: place + 1])) for place, bound in enumerate(bounds)]


def _views() -> Iterator[Metric]:
    yield _gauge("congxa_views_waiting", "Views that wait to be counted.", views.waiting())


def _ticker() -> Iterator[Metric]:
    reported_at, _ = alarms.reported(checks.NAMES)
    age = monotonic() - reported_at
    yield _gauge("congxa_ticker_lag_seconds", "Since the background work has reported.", age)
    well = GaugeMetricFamily("congxa_ready", "Whether a check passes.", labels=("check",))
    for name, outcome in checks.outcomes(monotonic()).items():
        well.add_metric((name,), float(outcome == checks.OK))
    yield well


def _jobs() -> Iterator[Metric]:
    due, failed = Due.attempt_at <= now(), Due.failures > 0
    for name, help_, which in (
        ("congxa_due_jobs", "What is due and not done yet.", due),
        ("congxa_failed_jobs", "What is due and has failed.", failed),
    ):
        yield _gauge(name, help_, Due.select().where(which).count())


def _database() -> Iterator[Metric]:
    sql = "SELECT pg_database_size(current_database())"
    if is_sqlite():
        sql = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    yield _gauge("congxa_database_bytes", "Size of the content.", execute(sql).fetchone()[0])


def _disk() -> Iterator[Metric]:
    free = GaugeMetricFamily("congxa_disk_free_bytes", "Room on a disk.", labels=("folder",))
    for name, folder in (("state", config().state_dir), ("media", media.store().root)):
        status = os.statvfs(folder)
        free.add_metric((name,), status.f_bavail * status.f_frsize)
    yield free


def _backup() -> Iterator[Metric]:
    made = [at for backup, at in beside.newest_backups().items() if backup.is_dir()]
    # None of SQLite is as old as can be; of PostgreSQL another node may make them.
    if made or is_sqlite():
        age = (now() - max(made)).total_seconds() if made else inf
        yield _gauge("congxa_backup_age_seconds", "Since the newest backup was made.", age)


def _gauge(name: str, help_: str, value: float) -> Metric:
    gauge = GaugeMetricFamily(name, help_)
    gauge.add_metric((), value)
    return gauge
