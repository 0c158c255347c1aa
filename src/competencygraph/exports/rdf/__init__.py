"""What the RDF formats share: which statements they carry, and how each writes terms."""
