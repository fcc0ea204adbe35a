"""The rules of a hall: pure. No clock, no random source, no I/O; times and ids are passed in."""
