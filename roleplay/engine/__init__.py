"""The call while it lasts: the mind decides, a voice speaks, the call keeps the record."""
