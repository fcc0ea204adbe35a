"""Accounts of staff, and their sessions. Passwords are kept as argon2id hashes; sessions end after a working day."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from gevent.threadpool import ThreadPool
from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from ..journal import Database
from ..powers import Role
from .callers import Staff
from .errors import BadCredentials, NameTaken, SignInNeeded, UnknownAccount
from .lines import Lines
from .memory import Remembered
from .networks import network_of
from .rates import Rate, Shared
from .recent import Recent
from .tables import accounts, sessions
from .tokens import new_token, token_hash

SESSION_S = 14 * 3600  # longer than any shift
TRIES = 8  # wrong passwords before the next one must wait
NETWORK_TRIES = 100  # wrong ones of all names together: a whole hall, or a carrier's customers, behind one address
TRIES_SPAN_S = 300
KNOWN = 5_000  # who has signed in from where

_hasher = PasswordHasher()


@dataclass(frozen=True, slots=True)
class Account:
    username: str
    name: str
    role: Role
    hall: str | None
    branch: str | None
    disabled: bool


@dataclass(frozen=True, slots=True)
class Plaque:
    """What the supervision plaque says of somebody (regulation, article 12); None: not known."""

    name: str
    badge: str | None = None
    position: str | None = None


class Accounts:
    def __init__(self, database: Database, shared: Shared | None = None) -> None:
        self._database = database
        self._hashing = ThreadPool(2)  # a verify takes tens of milliseconds of one core; never in the hub
        self._lines = Lines()
        self._sessions: Remembered[Staff] = Remembered()
        self._plaques: dict[str, Plaque] = {}
        self._tries = Rate("sign-in", TRIES, TRIES_SPAN_S, shared)
        self._networks = Rate("sign-in-network", NETWORK_TRIES, TRIES_SPAN_S, shared)
        self._known: Recent[bool] = Recent(KNOWN)

    def add(
        self, username: str, name: str, role: Role, hall: str | None, password: str, branch: str | None = None
    ) -> None:
        """`hall` None: of every hall; `branch` None: of every line of service. Raises NameTaken."""
        row = {
            "username": username, "name": name, "role": role, "hall": hall, "branch": branch,
            "password_hash": _hasher.hash(password), "disabled": False, "created_at": int(time.time()),
        }  # fmt: skip
        try:
            self._database.write(lambda connection: connection.execute(insert(accounts), row))
        except IntegrityError:
            raise NameTaken(name=username) from None

    def all(self) -> list[Account]:
        """Everybody, disabled ones included, by username."""
        a = accounts.c
        query = select(a.username, a.name, a.role, a.hall, a.branch, a.disabled).order_by(a.username)
        return self._database.read(lambda connection: [Account(*row) for row in connection.execute(query)])

    def set_password(self, username: str, password: str) -> None:
        """A new password; whoever is signed in with the old one no longer is. Raises UnknownAccount."""
        self._change(username, password_hash=_hasher.hash(password))

    def set_disabled(self, username: str, disabled: bool) -> None:
        """Let an account sign in no more, or again. It stays: reports name people long after they left.

        Raises UnknownAccount.
        """
        self._change(username, disabled=disabled)

    def known(self, username: str, hall: str) -> str:
        """The username, when somebody of this hall has it. Raises UnknownAccount."""
        of = select(accounts.c.hall).where(accounts.c.username == username)
        row = self._database.read(lambda connection: connection.execute(of).first())
        if row is None or row.hall not in (hall, None):
            raise UnknownAccount(name=username)
        return username

    def set_plaque(self, username: str, **said: str | None) -> None:
        """`badge`, `position`: only what is given is changed. Raises UnknownAccount."""
        self._database.write(lambda connection: _set(connection, username, **said))

    def _change(self, username: str, **values: object) -> None:
        def work(connection: Connection) -> None:
            _set(connection, username, **values)
            connection.execute(delete(sessions).where(sessions.c.username == username))

        self._database.write(work)

    def sign_in(self, username: str, password: str, address: str) -> tuple[Staff, str]:
        """The account, and a new session's token. Raises BadCredentials, TooManyTries.

        Wrong tries are counted for the network over all names, then for a name at this network, so that nobody can keep
        a clerk out from elsewhere. Whoever has signed in from there before is not held up by what others try there. A
        try that is refused costs no look into the database.
        """
        network = network_of(address)
        who = f"{username}\n{network}"
        known = self._known.get(who) is not None
        if not known:
            self._networks.count(network)
        self._tries.count(who)
        with self._lines.turn(network):
            row = self._database.read(
                lambda connection: connection.execute(select(accounts).where(accounts.c.username == username)).first()
            )
            good = self._hashing.apply(_matches, (row.password_hash if row else _nobodys_hash(), password))
        if row is None or not good or row.disabled:
            raise BadCredentials()
        if not known:
            self._networks.give_back(network)
        self._known.keep(who, True)
        self._tries.forget(who)
        token = new_token()
        now = int(time.time())
        session = {
            "token_hash": token_hash(token), "username": username, "created_at": now, "expires_at": now + SESSION_S,
        }  # fmt: skip

        def work(connection: Connection) -> None:
            connection.execute(delete(sessions).where(sessions.c.expires_at < now))
            connection.execute(insert(sessions), session)

        self._database.write(work)
        self._plaques[row.username] = Plaque(row.name, row.badge, row.position)
        return Staff(row.username, row.name, row.role, row.hall, row.branch), token

    def of_session(self, token: str) -> Staff:
        """Whose session this is. Raises SignInNeeded when it is none or has ended."""
        key = token_hash(token)
        staff = self._sessions.recall(key, lambda: self._find(key))
        if staff is None:
            raise SignInNeeded()
        return staff

    def _find(self, key: str) -> Staff | None:
        query = (
            select(accounts.c.username, accounts.c.name, accounts.c.role, accounts.c.hall, accounts.c.branch)
            .join(sessions, sessions.c.username == accounts.c.username)
            .where(sessions.c.token_hash == key, sessions.c.expires_at > int(time.time()), ~accounts.c.disabled)
        )
        row = self._database.read(lambda connection: connection.execute(query).first())
        return Staff(*row) if row else None

    def sign_out(self, token: str) -> None:
        key = token_hash(token)
        self._database.write(
            lambda connection: connection.execute(delete(sessions).where(sessions.c.token_hash == key))
        )
        self._sessions.forget(key)

    def read_names(self) -> None:
        """Read everybody's name again; views are made without waiting for the database."""
        a = accounts.c
        query = select(a.username, a.name, a.badge, a.position)
        self._plaques = self._database.read(
            lambda connection: {username: Plaque(*row) for username, *row in connection.execute(query)}
        )

    def name_of(self, username: str) -> str:
        """The name that people see; the username itself when no such account is known."""
        return self.plaque_of(username).name

    def plaque_of(self, username: str) -> Plaque:
        return self._plaques.get(username) or Plaque(username)


def _set(connection: Connection, username: str, /, **values: object) -> None:
    """Raises UnknownAccount."""
    change = update(accounts).where(accounts.c.username == username).values(username=username, **values)
    if not connection.execute(change).rowcount:
        raise UnknownAccount(name=username)


@cache
def _nobodys_hash() -> str:
    """An unknown name takes as long to refuse as a wrong password."""
    return _hasher.hash("nobody has this password")


def _matches(kept: str, password: str) -> bool:
    try:
        return _hasher.verify(kept, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
