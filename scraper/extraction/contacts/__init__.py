"""Contact values of a site: phones, WhatsApp, e-mail, addresses, opening hours, profiles, maps.

:func:`find_contacts` reads one page, :func:`merge_contacts` makes the records of all pages' sightings.
"""

from scraper.extraction.contacts.empty import shown_but_empty
from scraper.extraction.contacts.merge import merge_contacts
from scraper.extraction.contacts.model import Sighting
from scraper.extraction.contacts.page import find_contacts
from scraper.extraction.contacts.region import guess_region

__all__ = ["Sighting", "find_contacts", "guess_region", "merge_contacts", "shown_but_empty"]
