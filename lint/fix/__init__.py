"""Edits, ledger, restore: how what was found is taken out, and put back."""
