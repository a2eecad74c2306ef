"""A person's own papers, a CV, an export of a network, badges: to entries, and to a draft."""
