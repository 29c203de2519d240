"""The two sets of colours. Everything else about looks stands in the stylesheets."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="roleplay-dark",
    primary="#7fb8a4",
    secondary="#93a1b5",
    accent="#7fb8a4",
    warning="#d8b26e",
    error="#d9817c",
    success="#7fb8a4",
    foreground="#d9dce1",
    background="#15181d",
    surface="#1c2027",
    panel="#252a33",
    dark=True,
    variables={
        "footer-background": "#15181d",
        "footer-key-foreground": "#7fb8a4",
        "footer-description-foreground": "#98a0ab",
        "footer-item-background": "#15181d",
        "quiet": "#98a0ab",
        "line": "#343b47",
        "marked": "#33463f",
        "block-cursor-background": "#2b3a36",
        "block-cursor-foreground": "#eef1f4",
        "block-cursor-text-style": "none",
    },
)
LIGHT = Theme(
    name="roleplay-light",
    primary="#1d6b58",
    secondary="#5b6675",
    accent="#1d6b58",
    warning="#8a5a00",
    error="#a3322c",
    success="#1d6b58",
    foreground="#22262c",
    background="#faf9f6",
    surface="#f1efea",
    panel="#e6e3dc",
    dark=False,
    variables={
        "footer-background": "#faf9f6",
        "footer-key-foreground": "#1d6b58",
        "footer-description-foreground": "#5d656f",
        "footer-item-background": "#faf9f6",
        "quiet": "#5d656f",
        "line": "#cfcac0",
        "marked": "#cfe5dc",
        "block-cursor-background": "#d5e6df",
        "block-cursor-foreground": "#14181d",
        "block-cursor-text-style": "none",
    },
)
