"""Run the command line as ``python -m competencygraph``."""

from competencygraph.cli.main import main

if __name__ == "__main__":
    main()
