"""Interlock: how ready a (bio)pharma manufacturer is to bring IT and OT together, and what to do next."""

__version__ = "0.1.0"
