"""Measurements, each a ratio to a floor of the same run."""
