"""What citizens touch: the kiosk's page, the slip, and the print agent.

The server imports this folder for the page alone. The print agent (`ticket-printer`) installs without the server,
on the machine that the printer hangs on, and speaks to it over HTTP.
"""

from pathlib import Path

__version__ = "0.1.0"

DIST = Path(__file__).parent / "dist"
PAGES = {"/kiosk/<hall>": "kiosk.html"}
