"""Measures of this machine and of the server on it: ratios travel, absolute figures do not."""
