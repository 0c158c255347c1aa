"""One reader a module, each with its ``READER``."""
