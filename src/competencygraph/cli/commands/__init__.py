"""One module a command. None imports the engines before its command runs, so that ``--help`` stays light."""
