"""What Alembic runs: the migrations, on the connection and in the transaction it was given."""

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table="hecha_version",
)
context.run_migrations()
