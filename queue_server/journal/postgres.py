"""PostgreSQL: connections in greenlets, and a hall's row as the lock of its order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from .database import ConnectionLost, Database
from .prepared import driver_errors

T = TypeVar("T")

CONNECTIONS = 16  # of one worker at most; PostgreSQL's own default allows a hundred in all
CONNECT_S = 3  # and as long again for a connection that comes free
# a wire that was cut says nothing: after this a worker holds its connection for lost, and the server its worker
DEAF_S = 4
STUCK_S = 4  # what a worker may think about in the middle of a turn, while the others wait for its hall

_SESSION = {  # of every connection, whatever the server's own settings
    "idle_in_transaction_session_timeout": f"{STUCK_S}s",
    "lock_timeout": f"{2 * STUCK_S}s",
    "tcp_user_timeout": f"{DEAF_S}s",
    "tcp_keepalives_idle": "2",
    "tcp_keepalives_interval": "1",
    "tcp_keepalives_count": "3",
    "timezone": "UTC",
}
_CONNECT = {
    "connect_timeout": CONNECT_S,
    "application_name": "queue-server",
    "options": " ".join(f"-c {name}={value}" for name, value in _SESSION.items()),
    "tcp_user_timeout": DEAF_S * 1000,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 3,
}


class PostgresDatabase(Database):
    """psycopg waits as gevent does, so a greenlet that waits for the server keeps nobody else."""

    alone = False

    def __init__(self, url: str, folds: Path | None = None) -> None:
        self.url = url
        self._folds = folds
        self.engine = create_engine(
            url,
            pool_size=CONNECTIONS,
            max_overflow=0,
            pool_timeout=CONNECT_S,
            hide_parameters=True,  # what people wrote never reaches a log
            connect_args=_CONNECT,
        )
        self._readers = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._glances = self.engine.execution_options(isolation_level="AUTOCOMMIT")

    @property
    def folds(self) -> Path | None:
        return self._folds

    def write(self, work: Callable[[Connection], T]) -> T:
        with self.engine.begin() as connection:
            return work(connection)

    def turn(self, work: Callable[[Connection], T], writes: bool) -> T:
        """Two round trips, for what is read and for what is written with its commit; one for a turn without writing."""
        try:
            connection = (self.engine if writes else self._glances).connect()
        except (OperationalError, NoConnectionFree) as error:
            raise ConnectionLost(str(error)) from error
        driver: Any = connection.connection.driver_connection
        with connection:
            try:
                with driver_errors(connection), driver.pipeline():
                    result = work(connection)
                    if writes:
                        driver.commit()
                return result
            except Exception as error:
                if not driver.broken:
                    raise
                connection.invalidate()
                self.engine.dispose()  # whatever else was connected has lost its server, too
                raise ConnectionLost(str(error)) from error

    def read(self, work: Callable[[Connection], T]) -> T:
        try:
            return self._read(work)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
        return self._read(work)  # the server was away for a moment: SQLAlchemy has let go of all old connections

    def _read(self, work: Callable[[Connection], T]) -> T:
        with self._readers.begin() as connection:
            return work(connection)

    study = read

    def tidy(self) -> None:
        """PostgreSQL's own vacuum takes away what was erased."""

    def close(self) -> None:
        self.engine.dispose()
