"""What citizens look at: the lobby board, the window sign and the phone ticket.

Each page reads its hall, counter or token from its own address and lives from the server's pushed views.
"""

from pathlib import Path

DIST = Path(__file__).parent / "dist"
PAGES = {"/board/<hall>": "board.html", "/window/<hall>/<counter>": "window.html", "/t/<token>": "ticket.html"}
