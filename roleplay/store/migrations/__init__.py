"""How the tables came to be, one step a version.

The next step is a module ``versions/mNNNN_what_it_does.py`` whose ``revision`` is the four digits
and whose ``down_revision`` is the step before; `tables.VERSION` is raised with it. Its statements
run in one transaction with foreign keys off, and there is no way down: the copy made before a
migration is what one goes back to.
"""
