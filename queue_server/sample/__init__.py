"""The sample hall: a plan that a real hall could run on, and the pattern for one's own."""

from __future__ import annotations

from importlib.resources import files

PLAN = files(__name__) / "plan.yaml"
