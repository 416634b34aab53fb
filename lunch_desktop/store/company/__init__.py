"""The company's database: rows, feed, rights, results; what the server decides on."""
