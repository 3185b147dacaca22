"""What a person should know about a site's content before the move, measured from the store alone."""
