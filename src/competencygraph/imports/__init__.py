"""Imports: from a file of another system to changes of the store."""
