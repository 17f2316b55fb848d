"""The nginx configuration of a portal: one worker, everything under the portal's own folder."""

import os
import resource
from collections.abc import Iterable

from benches.plan import Portal, Rule

TYPES = {
    "text/html": "html",
    "text/css": "css",
    "application/javascript": "js",
    "image/jpeg": "jpg",
    "text/plain": "txt",
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/zip": "zip",
}
SEARCH_PAGE = "<!DOCTYPE html><title>站内搜索</title><p>共找到 3 条结果。</p>"
NOT_FOUND_PAGE = "<!DOCTYPE html><title>404</title><h1>您访问的页面不存在</h1>"


def write_configuration(portal: Portal) -> None:
    """Write `nginx.conf` and the folders it names."""
    (portal.folder / "run").mkdir(exist_ok=True)
    (portal.folder / "nginx.conf").write_text(configuration(portal), encoding="utf-8")


def configuration(portal: Portal) -> str:
    """The text of `nginx.conf`."""
    user = "user root;\n" if os.geteuid() == 0 else ""  # a worker of another user may not reach a private folder
    kinds = "\n".join(f"    {mime} {suffix};" for mime, suffix in TYPES.items())
    temporary = "\n".join(
        f"  {name}_temp_path run/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # Files kept open: half of what a process may have, else a large portal is answered with errors from the middle on.
    kept = resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 2
    at = portal.addresses
    return f"""daemon off;
{user}worker_processes 1;
pid run/nginx.pid;
error_log run/error.log crit;
events {{ worker_connections 4096; }}
http {{
  types {{
{kinds}
  }}
  default_type application/octet-stream;
  charset_types none;
  access_log off;
{temporary}
  sendfile on;
  tcp_nopush on;
  keepalive_timeout 75;
  keepalive_requests 10000000;
  absolute_redirect off;
  open_file_cache max={kept};
  # LinkChecker asks at most ten times a second unless the server says it may go on
  add_header LinkChecker "bench" always;
  server {{
    listen {at.host}:{at.port} backlog=4096;
    root site;
    index index.html;
    error_page 404 @not_found;
    location @not_found {{ default_type "text/html; charset=utf-8"; return 404 "{NOT_FOUND_PAGE}"; }}
    location = /search {{ default_type "text/html; charset=utf-8"; return 200 "{SEARCH_PAGE}"; }}
{_locations(portal.rules)}
  }}
  server {{
    listen {at.outside_host}:{at.outside_port} backlog=4096;
    root outside;
  }}
}}
"""


def _locations(rules: Iterable[Rule]) -> str:
    return "\n".join(f"    location = {rule.path} {{ {_body(rule)} }}" for rule in rules)


def _body(rule: Rule) -> str:
    if rule.head_only:
        return f"if ($request_method = HEAD) {{ return {rule.status}; }}"
    return f"return {rule.status} {rule.location};" if rule.location else f"return {rule.status};"
