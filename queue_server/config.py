"""Settings: read once from the environment, prefix QUEUE_; an unknown or wrong one stops the start."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

PREFIX = "QUEUE_"
KEY_LEAST = 32  # letters


class WrongSetting(Exception):
    """A setting that stops the start; the text names it and says why."""


class Settings(BaseModel):
    """One attribute for each QUEUE_ variable."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    var: Path = Path("var")  # everything that the server keeps lies under here
    database_url: str = ""  # default: a SQLite file in `var`; for several workers postgresql+psycopg://server/name
    redis_url: str = ""  # what workers tell each other; without it they ask the database once a second
    secret_key: Annotated[str, StringConstraints(min_length=KEY_LEAST)] | None = None  # default: made and kept in `var`
    public_url: str = ""  # what citizens' phones reach; default: the address the request came by
    proxies: Annotated[int, Field(ge=0, le=5)] = 0  # in front of this server, each of which adds X-Forwarded-For
    secure_cookies: bool = False  # the sign-in cookie over https only

    @field_validator("database_url")
    @classmethod
    def _engine(cls, url: str) -> str:
        if not url or (url.startswith("sqlite:///") and Path(url.removeprefix("sqlite:///")).name):
            return url
        try:
            address = make_url(url)
            if url.startswith("postgresql+psycopg://") and address.database and "@" not in (address.host or ""):
                return url
        except (ArgumentError, ValueError):
            pass
        raise ValueError(
            "sqlite:///path or postgresql+psycopg://user@server/name, or leave it away; @ in a password is %40"
        )

    @field_validator("redis_url")
    @classmethod
    def _redis(cls, url: str) -> str:
        if not url:
            return url
        from redis import Redis  # half a second, see workers/link.py

        try:
            if url.startswith(("redis://", "rediss://")):
                Redis.from_url(url).connection_pool.make_connection()  # which connects to nothing yet
                return url
        except (ValueError, TypeError):
            pass
        raise ValueError("an address like redis://server:6379/0")

    @field_validator("public_url")
    @classmethod
    def _address(cls, url: str) -> str:
        if url and not url.startswith(("http://", "https://")):
            raise ValueError("an address like https://queue.example.cn")
        return url.rstrip("/")

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.var.resolve() / 'queue.sqlite'}"

    @property
    def database_file(self) -> Path | None:
        """SQLite's; None where a server keeps the halls."""
        return Path(self.database.removeprefix("sqlite:///")) if self.database.startswith("sqlite:///") else None

    @property
    def folder(self) -> Path:
        """Whose disk must not be full: where this machine writes."""
        return self.database_file.parent if self.database_file else self.var

    @property
    def photos_folder(self) -> Path:
        """The clerks' photos for the signs at the windows."""
        return self.folder / "photos"

    @property
    def voice_folder(self) -> Path:
        """The clips that calls are spoken with; no voice where it is missing."""
        return self.var / "voice"

    @property
    def languages_folder(self) -> Path:
        """The files of further languages, each <tag>.json."""
        return self.var / "languages"

    def secret(self) -> bytes:
        """The key behind ticket tokens; made once and kept, readable by its owner alone.

        Raises WrongSetting when what is kept is none: tokens of an empty key could be made by anybody.
        """
        if self.secret_key is not None:
            return self.secret_key.encode()
        path = self.var / "secret_key"
        self.var.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return _whole_key(path)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_hex(32).encode())
        return _whole_key(path)


def _whole_key(path: Path) -> bytes:
    key = path.read_bytes().strip()
    if len(key) < KEY_LEAST:
        raise WrongSetting(
            f"{path}: this is no whole key. Restore it from a backup, or delete it for a new one, with "
            "which the addresses on the slips given so far end"
        )
    return key


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Raises WrongSetting naming the first wrong or unknown setting."""
    given = {key[len(PREFIX) :].lower(): value for key, value in environment.items() if key.startswith(PREFIX)}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        found = error.errors(include_url=False)[0]
        name = PREFIX + str(found["loc"][0]).upper()
        if found["type"] == "extra_forbidden":
            known = ", ".join(PREFIX + field.upper() for field in Settings.model_fields)
            raise WrongSetting(f"{name}: there is no such setting. There are {known}") from None
        raise WrongSetting(f"{name}: {found['msg'].removeprefix('Value error, ')}") from None
