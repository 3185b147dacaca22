"""``report.html``: one file that a person opens in a browser to see what came of the crawl and what is to be done."""
