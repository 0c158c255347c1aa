"""Imports: from a file of another system to changes of the store."""

from competencygraph.imports.held import StoreHeld
from competencygraph.imports.port import (
    Change,
    Fault,
    FilePlace,
    Held,
    ImportFile,
    ImportOptions,
    NewEdition,
    Reader,
    Reading,
    Unplaced,
)

__all__ = [
    "Change",
    "Fault",
    "FilePlace",
    "Held",
    "ImportFile",
    "ImportOptions",
    "NewEdition",
    "Reader",
    "Reading",
    "StoreHeld",
    "Unplaced",
]
