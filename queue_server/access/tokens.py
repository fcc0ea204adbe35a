"""Tokens: random for sessions and devices, of which only a hash is kept; derived for tickets, of which nothing is.

A ticket's token is its id and a keyed hash of it: the journal and the staff know ids, but only who holds the slip
(or the key) has the token.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from base64 import urlsafe_b64encode

from ..hall.appointments import CODES
from ..hall.errors import UnknownTicket

_ID = 12  # characters
_MAC_BYTES = 12
_MAC = 16  # characters, of those bytes

_SINCE_MS = 1_767_225_600_000  # 2026-01-01; 40 bits of milliseconds last until 2060
_BASE64_URL = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_IN_ORDER = bytes.maketrans(_BASE64_URL, bytes(sorted(_BASE64_URL)))


def new_ticket_id() -> str:
    """40 bits of the time in milliseconds, then 32 random ones, so that ids sort as they were made.

    As in UUID version 7 (RFC 9562): rows that are written together lie together, so a commit writes a few pages of
    the database instead of some for each of its tickets. An id need not be hard to guess; a token is.
    """
    moment = time.time_ns() // 1_000_000 - _SINCE_MS & 0xFF_FFFF_FFFF
    return urlsafe_b64encode(moment.to_bytes(5) + secrets.token_bytes(4)).translate(_IN_ORDER).decode()


def code_chance() -> int:
    """Where the code of a booking comes from: it opens a number, and must not follow from an id that staff know."""
    return secrets.randbelow(CODES)


class Secrets:
    """What is kept of texts that may hold an id number or a phone's: a keyed hash, which nobody can guess back."""

    def __init__(self, secret: bytes) -> None:
        self._key = hashlib.sha256(b"persons " + secret).digest()

    def id_hash(self, hall: str, date: str, id_number: str) -> str:
        """Of an id number, for one business day of one hall: on another day it is another."""
        return self._keyed(f"{hall} {date} {id_number.strip().upper()}".encode())

    def fingerprint(self, request: bytes) -> str:
        """Of a request, to know it again."""
        return self._keyed(request)

    def _keyed(self, text: bytes) -> str:
        return hashlib.blake2b(text, key=self._key, digest_size=32).hexdigest()


def new_token() -> str:
    return secrets.token_urlsafe(24)


def token_hash(token: str) -> str:
    """What is kept of a random token. Plain SHA-256 will do: the token is 192 random bits, not a password."""
    return hashlib.sha256(_bytes(token)).hexdigest()


def _bytes(text: str) -> bytes:
    """Of whatever a stranger gives as a token: JSON can say letters that UTF-8 cannot."""
    return text.encode("utf-8", "surrogatepass")


class TicketTokens:
    def __init__(self, secret: bytes) -> None:
        self._key = hashlib.sha256(b"ticket tokens " + secret).digest()

    def token_of(self, ticket: str) -> str:
        return ticket + self._mac(ticket)

    def ticket_of(self, token: str) -> str:
        """The ticket's id. Raises UnknownTicket when nobody was given this token."""
        ticket, mac = token[:_ID], token[_ID:]
        if len(token) != _ID + _MAC or not hmac.compare_digest(_bytes(mac), _bytes(self._mac(ticket))):
            raise UnknownTicket()
        return ticket

    def _mac(self, ticket: str) -> str:
        keyed = hashlib.blake2b(_bytes(ticket), key=self._key, digest_size=_MAC_BYTES)  # RFC 7693: a MAC by itself
        return urlsafe_b64encode(keyed.digest()).decode()
