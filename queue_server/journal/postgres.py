"""PostgreSQL: connections in greenlets, and a hall's row as the lock of its order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from psycopg.adapt import Loader
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from .database import ConnectionLost, Database
from .errors import NotKnown
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


class _Number(Loader):
    """PostgreSQL counts whole numbers up in a type without bounds; they come out as they do from SQLite."""

    def load(self, data: Any) -> int | float:
        text = bytes(data)
        return float(text) if b"." in text or b"N" in text else int(text)


def _prepare(connection: Any, _record: object) -> None:
    """An answered command survives a power cut, whatever the server does by default."""
    connection.adapters.register_loader("numeric", _Number)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
        )
    connection.commit()


_NOW = text("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint")


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
        event.listen(self.engine, "connect", _prepare)
        self._readers = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self._plain = self.engine.execution_options(isolation_level="AUTOCOMMIT")

    @property
    def folds(self) -> Path | None:
        return self._folds

    def write(self, work: Callable[[Connection], T]) -> T:
        sent = False
        try:
            with self.engine.begin() as connection:
                result = work(connection)
                sent = True
        except Exception as error:
            if sent and not _is_refusal(error):
                raise NotKnown() from error
            raise
        return result

    def settle(self, work: Callable[[Connection], T]) -> T:
        """Who holds the hall has waited for the server's end of that transaction, whichever it was."""
        return self.write(work)

    def turn(self, work: Callable[[Connection], T]) -> T:
        """Two round trips: what is read, and what is written with its commit."""
        sent = refused = False
        try:
            with self._connected() as (connection, driver):
                try:
                    with driver.pipeline(), driver.cursor() as cursor:
                        # by hand: the driver's own ways to begin and to commit wait for an answer each
                        cursor.execute("BEGIN")
                        result = work(connection)
                        sent = True
                        cursor.execute("COMMIT")
                except Exception:
                    # the server itself has said, at the end of all it was sent, that the transaction failed
                    refused = driver.pgconn.transaction_status == TransactionStatus.INERROR
                    raise
        except Exception as error:
            if sent and not refused:
                raise NotKnown() from error
            raise
        return result

    def glance(self, work: Callable[[Connection], T]) -> T:
        with self._connected() as (connection, _):
            return work(connection)

    @contextmanager
    def _connected(self) -> Iterator[tuple[Connection, Any]]:
        """A connection without a transaction of SQLAlchemy's, and the driver's own. Raises ConnectionLost."""
        try:
            connection = self._plain.connect()
        except (OperationalError, NoConnectionFree) as error:
            raise ConnectionLost(str(error)) from error
        driver: Any = connection.connection.driver_connection
        with connection:
            try:
                with driver_errors(connection):
                    yield connection, driver
            except BaseException as error:
                if not _rolled_back(driver):
                    connection.invalidate()
                    self.engine.dispose()  # whatever else was connected has lost its server, too
                    if isinstance(error, Exception):
                        raise ConnectionLost(str(error)) from error
                raise

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

    def time(self) -> int | None:
        now: int = self.read(lambda connection: connection.scalar(_NOW))
        return now

    def close(self) -> None:
        self.engine.dispose()


def _rolled_back(driver: Any) -> bool:
    """Whether the connection can be used again. One whose server has said its last word is not broken to the driver
    until the socket's end is read, and refuses to roll back."""
    try:
        driver.rollback()
    except driver.Error:
        return False
    return bool(driver.info.transaction_status == TransactionStatus.IDLE)


def _is_refusal(error: BaseException) -> bool:
    """Whether the server itself refused the COMMIT, and not merely ended the connection (FATAL)."""
    told = getattr(getattr(error, "orig", None), "diag", None)
    return getattr(told, "severity_nonlocalized", None) == "ERROR"
