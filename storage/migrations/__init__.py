"""The way to today's tables, one revision after the other; run by `storage.opening`."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

if TYPE_CHECKING:
    from alembic.config import Config

TODAY = "0003"


def migrations(connection: Connection) -> "Config":
    """The settings Alembic needs to migrate over this connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
