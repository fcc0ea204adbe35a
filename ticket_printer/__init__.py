"""What citizens touch: the kiosk's page, the slip, and the print agent.

The server imports this folder for `pages()` alone. The print agent (`ticket-printer`) installs without the server,
on the machine that the printer hangs on, and speaks to it over HTTP; so nothing here needs Flask until it is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Blueprint

__version__ = "0.1.0"


def pages() -> Blueprint:
    """The kiosk's page and its assets, for the server to register."""
    from .pages import blueprint

    return blueprint()
