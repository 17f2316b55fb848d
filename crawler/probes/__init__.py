"""Probes other than fetching pages: DNS, TLS, IPv6, the browser."""
