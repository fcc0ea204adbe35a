"""What staff work with: the clerk panel and the manager's workplace.

Signing in, and everything a page shows, goes through the server's contract; nothing here needs to know who asks.
"""

from pathlib import Path

DIST = Path(__file__).parent / "dist"
PAGES = {
    "/panel": "panel.html",
    "/manager": "manager.html",
    "/manager/<path:place>": "manager.html",  # which hall and what of it, see web/manager/router.ts
}
