"""Devices: kiosks, displays, printers and terminals, each with a token of its own."""

from __future__ import annotations

import time

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from ..journal import Database
from ..powers import DeviceKind
from .callers import Device
from .errors import NameTaken, PrinterInUse, SignInNeeded, UnknownDevice
from .memory import Remembered
from .tables import devices
from .tokens import new_token, token_hash

_DEVICES = select(devices.c.name, devices.c.kind, devices.c.hall, devices.c.printer)


class Devices:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: Remembered[Device] = Remembered()

    def add(self, name: str, hall: str, kind: DeviceKind, printer: str | None = None) -> str:
        """A new device's token, to be shown once: only its hash is kept. Raises NameTaken."""
        token = new_token()
        row = {
            "hall": hall, "name": name, "kind": kind, "token_hash": token_hash(token), "printer": printer,
            "created_at": int(time.time()),
        }  # fmt: skip
        try:
            self._database.write(lambda connection: connection.execute(insert(devices), row))
        except IntegrityError:
            raise NameTaken(name=name) from None
        return token

    def all(self) -> list[Device]:
        """Every hall's devices, by hall and name."""
        query = _DEVICES.order_by(devices.c.hall, devices.c.name)
        return self._database.read(lambda connection: [Device(*row) for row in connection.execute(query)])

    def new_token(self, name: str, hall: str) -> str:
        """Another token for a device, to be shown once; the old one is nobody's. Raises UnknownDevice."""
        token = new_token()
        query = update(devices).where(devices.c.hall == hall, devices.c.name == name)
        changed = self._database.write(
            lambda connection: connection.execute(query.values(token_hash=token_hash(token))).rowcount
        )
        if not changed:
            raise UnknownDevice(name=name, hall=hall)
        return token

    def remove(self, name: str, hall: str) -> None:
        """Raises UnknownDevice, PrinterInUse: a kiosk must not lose its slips by the way."""
        d = devices.c

        def work(connection: Connection) -> None:
            using = select(d.name).where(d.hall == hall, d.printer == name, d.name != name).order_by(d.name)
            if left := list(connection.scalars(using)):
                raise PrinterInUse(devices=", ".join(left))
            if not connection.execute(delete(devices).where(d.hall == hall, d.name == name)).rowcount:
                raise UnknownDevice(name=name, hall=hall)

        self._database.write(work)

    def of_token(self, token: str) -> Device:
        """Raises SignInNeeded when no device has this token."""
        key = token_hash(token)
        device = self._known.recall(key, lambda: self._find(key))
        if device is None:
            raise SignInNeeded()
        return device

    def _find(self, key: str) -> Device | None:
        row = self._database.read(
            lambda connection: connection.execute(_DEVICES.where(devices.c.token_hash == key)).first()
        )
        return Device(*row) if row else None

    def printers(self, hall: str) -> list[str]:
        """Names of a hall's printer devices."""
        query = select(devices.c.name).where(devices.c.hall == hall, devices.c.kind == "printer")
        return self._database.read(lambda connection: list(connection.scalars(query.order_by(devices.c.name))))
