"""The commands of `queue-server`, a module for each thing they are about; `cli.py` puts them together."""
