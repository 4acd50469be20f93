"""delint: finds, explains, removes and can restore what does not belong in a text corpus."""

__version__ = "0.1.0"
