"""Sanity: a folder that its importer takes, bodies as Portable Text."""
