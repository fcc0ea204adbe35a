"""All measures of the project, one after another; each prints ratios to a bare limit of the same run."""

from . import forecasts, presses, push, simulate

presses.main()
print()
push.main()
print()
forecasts.main()
print()
simulate.main()
