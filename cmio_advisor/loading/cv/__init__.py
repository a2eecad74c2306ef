"""
A person's own papers: a CV, an export of a network, badges. Each becomes entries, these a draft.
"""
