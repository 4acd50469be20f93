"""delint: finds, explains, removes and can restore what does not belong in a text corpus."""
