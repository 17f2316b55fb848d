"""What was seen: records, the Site protocol, html, urls and dates. Pure: no network, no database, no clock."""
