"""A real nginx and a real Apache on loopback that have nothing but the map under test; skipped where absent."""

import contextlib
import http.client
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

_APACHE_MODULES = Path("/usr/lib/apache2/modules")


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextlib.contextmanager
def nginx(folder, include):
    """Serve ``include`` (a file for the ``http`` block) as its head says; give the port."""
    if shutil.which("nginx") is None:
        pytest.skip("nginx is not installed")
    port = free_port()
    config = folder / "own.conf"
    temporary = "\n".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config.write_text(
        f"daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/errors;\n"
        f"events {{}}\nhttp {{ access_log off; {temporary}\ninclude {include};\n"
        f"server {{ listen 127.0.0.1:{port}; absolute_redirect off;\n"
        "if ($wix_target) { return 301 $wix_target; } location / { return 200 here; } } }\n",
        encoding="utf-8",
    )
    with _running(["nginx", "-c", config, "-p", folder, "-e", folder / "errors"], port):
        yield port


@contextlib.contextmanager
def apache(folder, htaccess):
    """Serve a folder whose only file is ``.htaccess``; give the port."""
    command = shutil.which("apache2")
    if command is None or not (_APACHE_MODULES / "mod_rewrite.so").exists():
        pytest.skip("Apache is not installed")
    port = free_port()
    root = folder / "root"
    root.mkdir()
    shutil.copyfile(htaccess, root / ".htaccess")
    loaded = "\n".join(
        f"LoadModule {name}_module {_APACHE_MODULES}/mod_{name}.so" for name in ("mpm_event", "authz_core", "rewrite")
    )
    (folder / "apache.conf").write_text(
        f"ServerName localhost\nServerRoot {folder}\nListen 127.0.0.1:{port}\nPidFile {folder}/apache.pid\n"
        f"ErrorLog {folder}/apache-errors\nDefaultRuntimeDir {folder}\nUser nobody\nGroup nogroup\n{loaded}\n"
        f"DocumentRoot {root}\n<Directory {root}>\nAllowOverride All\nRequire all granted\n</Directory>\n",
        encoding="utf-8",
    )
    for place in (folder, *folder.parents[:3], root):
        place.chmod(place.stat().st_mode | 0o055)  # for the user that it becomes
    with _running([command, "-X", "-f", folder / "apache.conf"], port):
        yield port


@contextlib.contextmanager
def _running(command, port):
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            assert process.poll() is None, process.stderr.read()
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)
        process.stderr.close()


def ask(port, path):
    """Status and place of one answer; nothing is followed."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.putrequest("GET", path, skip_accept_encoding=True)
    connection.endheaders()
    answer = connection.getresponse()
    found = answer.status, answer.getheader("Location")
    connection.close()
    return found
