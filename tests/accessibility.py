"""What axe finds wrong on a page, by the rules of WCAG 2.2 A and AA."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parents[1] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Page) -> list[str]:
    """Each as "rule: element", so that a failing test says where to look."""
    page.evaluate(AXE.read_text(encoding="utf-8"))  # not as a script element: the page's policy allows no stranger's
    found: list[str] = page.evaluate(
        """async (rules) => {
          const { violations } = await axe.run(document, { runOnly: rules });
          return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}`));
        }""",
        RULES,
    )
    return found
