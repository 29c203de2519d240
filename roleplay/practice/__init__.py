"""What a person can do here, one module for each kind of work."""
