"""The assessment as a document, for the person or for the client of a counselor."""
