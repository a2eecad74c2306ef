"""From the domain to text or bytes; nothing here opens a file."""
