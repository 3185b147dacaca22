"""Ghost: one zip with a JSON file and the site's media."""
