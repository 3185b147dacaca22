"""Compares a new site with the store: what was promised is there, at its address, whole."""
