"""One module for each version, named ``m`` and the version's four digits."""
