"""The stored site into a WordPress over its REST API: once, again without copies, on where it was stopped."""
