"""`python -m queue_server`: how a supervisor starts its workers, whatever the PATH."""

from .cli import main

main()
