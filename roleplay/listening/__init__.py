"""What a turn does: hearing sellers and buyers, offline."""

from .buyer import hear_buyer
from .claims import contradicted
from .seller import hear
from .topics import HEARD_FROM, NEAR_FROM, Topics

VERSION = "learnt-5"
"""Changes whenever the same words may be heard differently."""

__all__ = ["HEARD_FROM", "NEAR_FROM", "VERSION", "Topics", "contradicted", "hear", "hear_buyer"]
