"""Forms filled in by LibreOffice, as an author fills them in."""
