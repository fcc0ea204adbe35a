"""What citizens look at: the lobby board, the window sign, and on their phones the ticket, the booking and its page;
and the page on which staff listen to the board's voice.

Each page reads its hall, counter or token from its own address; screens and tickets live from pushed views.
"""

from pathlib import Path

DIST = Path(__file__).parent / "dist"
PAGES = {
    "/board/<hall>": "board.html",
    "/window/<hall>/<counter>": "window.html",
    "/t/<token>": "ticket.html",
    "/t/worker.js": "worker.js",  # for the pages below /t/: the browser takes it from nowhere else
    "/voice/<hall>": "voice.html",
    "/book/<hall>": "book.html",
    "/a/<token>": "appointment.html",
}
