"""Where old addresses lead on the new site, for each receiver and in the form of each server."""
