"""Questions and SPARQL in a notebook: ``%load_ext competencygraph``."""

from competencygraph.notebook.magics import NotebookMagics, load

__all__ = ["NotebookMagics", "load"]
