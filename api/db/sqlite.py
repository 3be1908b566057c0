"""A SQLite file through APSW."""

from contextlib import closing

import apsw

from api.db.deadlines import LimitedDatabase
from api.db.reporting import ReportingSqlite
from api.db.thread_connections import ThreadConnections

_PROBE_SECONDS = 1.0


class Sqlite(LimitedDatabase, ThreadConnections, ReportingSqlite):
    """One file; requests do not queue up for one that somebody else holds for long."""

    _timeout: float
    silence = (apsw.BusyError,)

    def _answers(self) -> bool:
        try:
            with closing(self._reader()) as connection:
                connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
        except apsw.BusyError:
            return False
        except apsw.Error:
            return True  # Whatever is wrong with it is told by the next statement.
        return True

    def _reader(self) -> apsw.Connection:
        connection = apsw.Connection(self.database, flags=apsw.SQLITE_OPEN_READONLY)
        connection.set_busy_timeout(int(min(_PROBE_SECONDS, self._timeout) * 1_000))
        return connection
