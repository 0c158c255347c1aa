"""The Python interface: `Graph`, and the `Result` of a question."""

from competencygraph.api.graph import Graph
from competencygraph.api.result import Result

__all__ = ["Graph", "Result"]
