"""The command line put together: `queue-server`."""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()  # before anything opens a socket: thousands of screens share one process

import logging  # noqa: E402

import click  # noqa: E402

from . import __version__  # noqa: E402
from .commands.accounts import user  # noqa: E402
from .commands.backup import backup, restore  # noqa: E402
from .commands.contract import powers, print_openapi  # noqa: E402
from .commands.demo import demo  # noqa: E402
from .commands.devices import device  # noqa: E402
from .commands.doctor import doctor  # noqa: E402
from .commands.init import init  # noqa: E402
from .commands.journal import journal  # noqa: E402
from .commands.languages import language  # noqa: E402
from .commands.migrate import migrate_database  # noqa: E402
from .commands.report import report  # noqa: E402
from .commands.serve import serve  # noqa: E402
from .commands.simulate import simulate  # noqa: E402
from .commands.terminal import Main  # noqa: E402
from .commands.voice import voice  # noqa: E402


@click.group(cls=Main)
@click.version_option(__version__)
def main() -> None:
    """A ticket server for service halls."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)


for command in (
    init, serve, user, device, voice, language, report, simulate, journal, backup, restore, migrate_database, doctor,
    demo, print_openapi, powers,
):  # fmt: skip
    main.add_command(command)
