"""The database: tables, unit of work, the World that mutations run on, outbox, feed, search, migrations, backup."""
