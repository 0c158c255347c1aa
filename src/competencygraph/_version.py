"""The version of the package, the ontology and the shapes, which share one number."""

__version__ = "0.1.0.dev0"
