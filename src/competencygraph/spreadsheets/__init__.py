"""Office Open XML workbooks: reading cells within limits, writing cells that are safe, packages with the same bytes."""
