"""Competency frameworks of public administrations as one knowledge graph."""
