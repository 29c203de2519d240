"""One module and one stylesheet a screen, imported when it is first opened."""
