"""The assessment: the one result that every report shows."""
