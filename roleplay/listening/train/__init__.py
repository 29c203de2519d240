"""Learning what the listener's models weigh, from calls that readers have labelled.

``python -m roleplay.listening.train`` writes the models of `roleplay/listening/lexicon` anew:
plain arithmetic in a fixed order, so that the same calls give the same bytes.
"""
