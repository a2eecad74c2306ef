"""
The report that a counselor hands to a client.
"""
