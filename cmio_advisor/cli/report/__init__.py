"""The folder of a caseload's reports, and the workers that fill it."""
