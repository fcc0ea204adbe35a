"""The schema's steps, numbered 0001_…, each forward and back."""
