"""A real WordPress on SQLite: installed, served on loopback, fed by the official importer, read back by REST."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.receivers import fetch
from tests.receivers.processes import free_port, run, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CONFIG = """<?php
define('DB_NAME', 'wp'); define('DB_USER', ''); define('DB_PASSWORD', ''); define('DB_HOST', '');
define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('DB_DIR', __DIR__ . '/wp-content/database/'); define('DB_FILE', 'site.sqlite');
foreach (['AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT',
          'LOGGED_IN_SALT', 'NONCE_SALT'] as $name) { define($name, "rig $name"); }
define('WP_ENVIRONMENT_TYPE', 'local'); define('WP_TEMP_DIR', __DIR__ . '/wp-content/');
define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_HTTP_BLOCK_EXTERNAL', true); define('WP_ACCESSIBLE_HOSTS', '127.0.0.1'); define('WP_DEBUG', false);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) { define('ABSPATH', __DIR__ . '/'); }
require_once ABSPATH . 'wp-settings.php';
"""
# The importer fetches files from loopback; no mails, no thumbnails (they are not what is tested and take minutes).
_PLUGIN = """<?php
add_filter('http_request_host_is_external', fn($known, $host) => $host === '127.0.0.1' ? true : $known, 10, 2);
add_filter('http_allowed_safe_ports', fn($ports) => [...$ports, PORT]);
add_filter('pre_wp_mail', '__return_false');
add_filter('intermediate_image_sizes_advanced', '__return_empty_array');
add_filter('big_image_size_threshold', '__return_false');
add_filter('wp_is_application_passwords_available', '__return_true');
foreach (['post', 'page', 'attachment'] as $kind) {
    foreach (['wix_views', 'wix_likes', 'wix_source_url', '_yoast_wpseo_metadesc', 'rank_math_title'] as $name) {
        register_post_meta($kind, $name, ['show_in_rest' => true, 'single' => true, 'type' => 'string',
                                          'auth_callback' => '__return_true']);
    }
}
"""
_ROUTER = """<?php
$path = urldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
if (is_file($_SERVER['DOCUMENT_ROOT'] . $path)) { return false; }
$index = rtrim($_SERVER['DOCUMENT_ROOT'] . $path, '/') . '/index.php';
$script = is_file($index) ? $index : $_SERVER['DOCUMENT_ROOT'] . '/index.php';
$_SERVER['SCRIPT_NAME'] = substr($script, strlen($_SERVER['DOCUMENT_ROOT']));
chdir(dirname($script));
require $script;
"""


@dataclass(frozen=True)
class WordPress:
    """A running site."""

    url: str
    folder: Path
    password: str
    """Application password of ``admin``."""

    def cli(self, *arguments: str) -> str:
        """Run wp-cli on the site."""
        program = fetch.wordpress() / "wp-cli" / "wp-cli.phar"
        php = ["php", "-d", "memory_limit=512M", str(program), "--allow-root", f"--path={self.folder}"]
        return run([*php, *arguments])

    def import_wxr(self, *files: Path) -> str:
        """Import files as the importer's page does with all boxes ticked; returns what it printed."""
        return "".join(self.cli("import", str(file), "--authors=create") for file in files)

    def choose_home(self) -> None:
        """Make the page ``home`` the front page, as the documents tell a person to do: no import sets options."""
        home = self.cli("post", "list", "--post_type=page", "--name=home", "--field=ID").strip()
        self.cli("option", "update", "show_on_front", "page")
        self.cli("option", "update", "page_on_front", home)

    def get(self, path: str) -> tuple[Any, dict[str, str]]:
        """JSON of a REST path, and the headers."""
        credentials = base64.b64encode(f"admin:{self.password}".encode()).decode()
        request = urllib.request.Request(f"{self.url}{path}", headers={"Authorization": f"Basic {credentials}"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer), dict(answer.headers)

    def all(self, kind: str, query: str = "") -> list[dict[str, Any]]:
        """Every record of a kind, e.g. ``posts``, with the fields that editors see."""
        found: list[dict[str, Any]] = []
        page = 1
        while True:
            rows, headers = self.get(f"/wp-json/wp/v2/{kind}?per_page=100&page={page}&context=edit{query}")
            found += rows
            if page >= int(headers.get("X-WP-TotalPages") or 1):
                return found
            page += 1


@contextlib.contextmanager
def running(
    folder: Path, media_port: int, structure: str = "/%postname%/", zone: str = "Asia/Hong_Kong"
) -> Iterator[WordPress]:
    """Install WordPress into ``folder`` and serve it."""
    parts = fetch.wordpress()
    shutil.copytree(parts / "latest" / "wordpress", folder, copy_function=_linked)
    plugins = folder / "wp-content" / "plugins"
    for name in ("wordpress-importer", "sqlite-database-integration"):
        shutil.copytree(parts / name, plugins / name)
    shutil.copy(parts / "sqlite-database-integration" / "db.copy", folder / "wp-content" / "db.php")
    own = folder / "wp-content" / "mu-plugins"
    own.mkdir(exist_ok=True)
    (own / "rig.php").write_text(_PLUGIN.replace("PORT", str(media_port)), encoding="utf-8")
    (folder / "wp-config.php").write_text(_CONFIG, encoding="utf-8")
    router = folder.with_name(f"{folder.name}-router.php")
    router.write_text(_ROUTER, encoding="utf-8")
    port = free_port()
    site = WordPress(f"http://127.0.0.1:{port}", folder, "")
    install = ["core", "install", f"--url={site.url}", "--title=Target", "--admin_user=admin", "--admin_password=admin"]
    site.cli(*install, "--admin_email=a@example.com", "--skip-email")
    site.cli("option", "update", "timezone_string", zone)
    site.cli("rewrite", "structure", structure)
    site.cli("plugin", "activate", "wordpress-importer")
    site.cli("post", "delete", "1", "2", "3", "--force")
    password = site.cli("user", "application-password", "create", "admin", "rig", "--porcelain").strip()
    command = ["php", "-d", "memory_limit=512M", "-S", f"127.0.0.1:{port}", "-t", str(folder), str(router)]
    log = folder.with_name(f"{folder.name}.log")
    with serving(command, f"{site.url}/wp-json/", log, env={"PHP_CLI_SERVER_WORKERS": "4"}):
        yield WordPress(site.url, folder, password)


def _linked(source: str, target: str) -> None:
    """A hard link where the disk allows it: a hundred megabytes are not copied for each site."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
