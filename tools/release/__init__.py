"""The release of the ontology: files, reference, differences and description, made from the sources.

``python -m tools.release --out build/release`` makes it. Nothing is fetched, and the same sources give the same bytes.
"""
