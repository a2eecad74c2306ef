"""A caseload: a table, JSON Lines or a folder, client by client."""
