"""Webflow: one CSV for each collection, in the order of their references."""
