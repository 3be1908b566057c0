"""The registry of background jobs: all that the ticker does, in the order of a round."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from api.accounts import commands as accounts
from api.cache.purging import Epoch, Front
from api.completeness import scores
from api.http.writes import once
from api.link_previews.tasks import Drawing
from api.media import showing as media
from api.media import sweeping
from api.media.tasks import catching_up, looking_into_documents
from api.operations.integrity import Integrity
from api.operations.trials import Trials
from api.previews import commands as previews
from api.publishing import log, schedule
from api.publishing.audit import revocations, takedowns
from api.publishing.live import rendering
from api.push import commands as push
from api.push.tasks import Pushing
from api.runtime.config import config
from api.runtime.disk import scratch
from api.syndication import snapshots
from api.views import tasks as views

EVERY_ROUND = timedelta(0)
EVERY_MINUTE = timedelta(minutes=1)
EVERY_HOUR = timedelta(hours=1)

Work = Callable[[datetime], object]
"""What a job does at a moment; whether more is waiting, so that the next round comes soon."""


class Job(NamedTuple):
    """Something that is done again and again; `begin` makes what does it, with its own state.

    `every` parts the beginnings of two runs. What waits for somebody else, the network above all,
    `is_apart`: it has a thread of its own, delays nobody, and is not begun again before it ends.
    """

    name: str
    begin: Callable[[], Work]
    every: timedelta = EVERY_ROUND
    is_apart: bool = False


JOBS = (
    Job("the report of health", lambda: Trials().run),
    Job("following the log", lambda: log.follow),
    Job("listing what was withdrawn", takedowns.LIST.catching_up),
    Job("listing what was taken from people", revocations.LIST.catching_up),
    Job("telling the cache here which log it is of", lambda: Epoch().run),
    Job("telling devices of notices", lambda: Pushing().run, is_apart=True),
    Job("renewing the salts", lambda: views.renew_salts),
    Job("doing what is due", lambda: schedule.perform_due),
    Job("rendering what is stale", lambda: rendering.render_stale),
    Job("counting views", lambda: views.Fold().run),
    Job("putting media right", catching_up),
    Job("the sweep of media", lambda: media.sweep),
    Job("forgetting media", lambda: sweeping.forget_unheld, every=EVERY_HOUR, is_apart=True),
    Job("the sweep of forgotten files", lambda: sweeping.sweep_files, every=EVERY_MINUTE),
    Job("forgetting kept answers", lambda: once.purge, every=EVERY_MINUTE),
    Job("the sweep of snapshots", lambda: snapshots.sweep, every=EVERY_MINUTE),
    Job("the sweep of previews", lambda: previews.sweep, every=EVERY_MINUTE),
    Job("the sweep of sessions", lambda: accounts.sweep, every=EVERY_MINUTE),
    Job("the sweep of what devices were told", lambda: push.sweep, every=EVERY_HOUR),
    Job("the sweep of temporary folders", lambda: _sweep_folders, every=EVERY_MINUTE),
    Job("looking into older documents", looking_into_documents, is_apart=True),
    Job("drawing pictures of links", lambda: Drawing().run, is_apart=True),
    Job("keeping how complete portals are", lambda: scores.keep_one, EVERY_MINUTE, is_apart=True),
    Job("the check of the database", lambda: Integrity().run, is_apart=True),
)


def jobs() -> Iterator[Job]:
    """All of them; each cache in front is told by itself: one that hangs delays no other."""
    yield from JOBS
    for url in config().purge_urls:
        yield Job(f"telling {url} of changes", partial(_telling, url), is_apart=True)


def _telling(url: str) -> Work:
    return Front(url).run


def _sweep_folders(at: datetime) -> None:
    """What a killed command has left; in the folder of state that may be a plain database."""
    scratch.sweep_folders()
    scratch.sweep_folders(f".{scratch.PREFIX}", config().state_dir)
