"""Use cases: they join the packages below, return data and print nothing.

Each has a module of its own that is imported from there, so that a command pays only for what it uses.
"""

__all__: list[str] = []
