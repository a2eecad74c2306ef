"""Activities that wait for one another, laid in time; nothing here knows of careers."""
