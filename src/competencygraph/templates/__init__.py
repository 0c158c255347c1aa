"""Blank forms that authors fill in."""
