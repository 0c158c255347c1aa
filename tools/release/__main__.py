"""Make a release of the ontology: ``python -m tools.release``."""

from __future__ import annotations

from tools.release.build import main

if __name__ == "__main__":
    raise SystemExit(main())
