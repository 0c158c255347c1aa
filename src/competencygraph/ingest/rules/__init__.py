"""The rules of extraction: one module per kind of part, each turning lines into model objects."""
