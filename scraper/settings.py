"""Settings: Scrapy's that we change, with the default and the reason, and our own."""

from __future__ import annotations

from pathlib import Path

BOT_NAME = "wix-exit"
SPIDER_MODULES = ["scraper.spiders"]
NEWSPIDER_MODULE = "scraper.spiders"
COMMANDS_MODULE = "scraper.commands"

# --- Our own settings (all of them are in README) ---

OUTPUT_DIR = str(Path(__file__).resolve().parent.parent / "output")  # where <site>/ goes, whatever the cwd
ARCHIVE = True  # keep what was fetched as WARC in <site>/archive/
COMMENTS = "full"  # who commented: full (names), anonymous (pseudonyms) or off (only the counts of posts)
CONTACT = ""  # an address or web page in the user agent, so that the site's owner can reach you
WIX_API_BASE = "https://www.wixapis.com"  # where the owner's key is sent, if there is one; another for tests only
RETRY_PAUSE = 5.0  # seconds before the first repeat; doubles with each
RETRY_PAUSE_MAX = 300.0  # seconds; also caps what Retry-After may ask for
MEDIA = True  # download images, videos, sounds and documents into <site>/media/
MEDIA_MAX_SIZE = 500  # MiB; a larger file is not fetched, and reported
MEDIA_CONCURRENCY = 4  # files at a time; media come from Wix's own servers, not from the site
MEDIA_HOSTS = ""  # more hosts that media may come from, separated by commas; Wix's own are known
MEDIA_CONNECT_TO = ""  # host=address, ...: ask that server in place of the host, e.g. a mirror
STRIP_EXIF = False  # take place, camera and names out of photos; the picture itself is not touched
ARCHIVE_MEDIA = True  # keep media in the archive too, so that a crawl from it has them
RENDER_CHROMIUM = ""  # the browser of -a render=on; empty: chromium, chromium-browser or google-chrome of the PATH
RENDER_TIMEOUT = 30  # seconds that a page may take in the browser
RENDER_PAGES = 1  # pages in the browser at a time
EXTRACTION_WORKERS = "auto"  # processes that read pages; auto: none in a polite crawl, else all cores but one
FORMATS = ""  # which formats a crawl writes at its end, separated by commas; empty: all
EXPORT_MEDIA_URL = ""  # where receivers can fetch the folder media/; empty: they fetch from Wix
WORDPRESS_PERMALINK = "/%postname%/"  # the structure set in WordPress under Settings, Permalinks
WORDPRESS_MAX_BYTES = 8 * 1024 * 1024  # size at which wordpress.xml is split; hosts commonly refuse more
MARKDOWN_FLAVOUR = "hugo"  # the generator that markdown/ is for: hugo, jekyll, eleventy or astro
RECEIVER = "wordpress"  # whose new addresses the audit shows beside posts: wordpress, ghost or markdown
RECEIVER_URL = ""  # where the new site lies, for links in the audit; empty: it shows paths
PROGRESS = "auto"  # live display on a terminal, plain lines elsewhere; "off" for none

# --- Politeness ---

USER_AGENT = "wix-exit/0.1 (content export run for the site's owner)"  # default names Scrapy: say who and what for
ROBOTSTXT_OBEY = True  # default False; True in project templates
ROBOTSTXT_USER_AGENT = "wix-exit"  # default None: the token that a robots.txt would name
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # default 8: a clinic's site is not a load test
DOWNLOAD_DELAY = 1.0  # default 0: about what browsers and known tools did without a 429
AUTOTHROTTLE_ENABLED = True  # default False: slows down with the server
AUTOTHROTTLE_START_DELAY = 1.0  # default 5: begin with the pause above
COOKIES_ENABLED = False  # default True: a cookie would carry the language of one page to the next
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",  # default
    "Accept-Language": "en",  # default "en"; fixed, because Wix may redirect by it. -a lang= changes it
}

# --- Robustness ---

RETRY_TIMES = 5  # default 2: pages come incomplete under load
RETRY_HTTP_CODES: list[int] = []  # default 5xx, 429: PoliteRetryMiddleware handles statuses, with a pause
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # default ERROR: the spider reports what is missing
RETRY_PRIORITY_ADJUST = 0  # default -1: keeps the order of a crawl independent of luck
DOWNLOAD_TIMEOUT = 60  # default 180: a Wix page takes seconds
DOWNLOAD_MAXSIZE = 64 * 1024 * 1024  # default 1 GiB: a page is 2 MB at most
DOWNLOAD_WARNSIZE = 16 * 1024 * 1024  # default 32 MiB
METAREFRESH_ENABLED = False  # default True: decodes every page to look for a tag that Wix never sets
REDIRECT_MAX_TIMES = 8  # default 20: http -> https -> www is three
CONCURRENT_ITEMS = 1  # default 100: that many tasks are made for every page, though a page gives one item
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 16 * 1024 * 1024  # default 4 MiB (5 MB): five pages, fewer than readers can hold
WARN_ON_GENERATOR_RETURN_VALUE = False  # default True: reads the sources of all callbacks at the start of a run
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"  # default LIFO: posts in the site's order

# --- Closed doors ---

TELNETCONSOLE_ENABLED = False  # default True: a port nobody needs
REMOTE_CONTROL_ENABLED = False  # default True: a port nobody needs

# --- Components ---

DOWNLOADER_MIDDLEWARES = {
    # After decompression (590), because it reads bodies.
    "scraper.middlewares.PoliteRetryMiddleware": 560,
    "scraper.middlewares.TokenRenewalMiddleware": 565,  # before a refusal is taken for an answer
    # In the place of Scrapy's own, which takes three times as long.
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scraper.compression.DecompressionMiddleware": 590,
    # Next to the downloader: keeps bodies as transferred, and answers before any socket opens.
    "scraper.archive.ArchiveWriterMiddleware": 940,
    "scraper.archive.ArchiveReplayMiddleware": 950,
    # Last of all: nothing else sees a request with the owner's key, or an answer that repeats it.
    "scraper.owner_key.OwnerKeyMiddleware": 960,
}
SPIDER_MIDDLEWARES = {
    # Each wraps every result of every page; what they do is not wanted here.
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,  # the spider reads every status itself
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,  # drops long (Chinese) addresses without a word
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,  # the frontier knows its phases
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,  # a hint for writers of spiders
}
ITEM_PIPELINES = {
    # Gaps leave room; each number has a reason.
    "pipelines.normalise.NormalisePipeline": 100,  # first: the others compare and measure clean values
    "pipelines.dedupe.DedupePipeline": 200,  # before any work on bodies; the only stage that drops
    "pipelines.sanitise.SanitisePipeline": 300,  # before anything rewrites HTML
    "pipelines.links.LinksPipeline": 400,  # on safe HTML
    "pipelines.media.MediaPipeline": 500,  # after links, because an image may stand inside one
    "pipelines.ledger.LedgerPipeline": 550,  # behind all that change a body: what they lost is seen here
    "pipelines.validate.ValidatePipeline": 600,  # judges what will be stored
    "pipelines.store.StorePipeline": 900,  # last: the store holds finished records
}
FEED_EXPORTERS = {
    # default: Scrapy's own, which write Python reprs; ours give the same tables as the run's own files
    "csv": "pipelines.exporters.feed.CsvTableExporter",
    "json": "pipelines.exporters.feed.JsonTableExporter",
    "ghost": "pipelines.exporters.ghost.feed.GhostExporter",  # -O site.json:ghost
    "wordpress": "pipelines.exporters.wordpress.feed.WordPressExporter",  # -O site.xml:wordpress
}
FEED_STORAGES = {
    # default: opens the target at once, so that a failed export leaves an empty file over the last good one
    "": "pipelines.exporters.storage.AtomicFeedStorage",
    "file": "pipelines.exporters.storage.AtomicFeedStorage",
}
EXTENSIONS = {
    # default: none of one's own
    "scraper.progress.ProgressExtension": 500,
}

# --- Logging ---

LOG_LEVEL = "WARNING"  # default DEBUG: the progress display says what happens; -L INFO for more
LOG_FORMATTER = "pipelines.log_format.RecordLogFormatter"  # default prints whole items, bodies and all
LOGSTATS_INTERVAL = 0.0  # default 60: the progress display shows the rate
FEED_EXPORT_ENCODING = "utf-8"  # default None: JSON would escape every Chinese character
