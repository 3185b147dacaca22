"""Where each record of a site comes to stand at a receiver; one module per receiver states its rules."""
