"""The field itself: pure values and functions, without files, clock, chance or screens."""
