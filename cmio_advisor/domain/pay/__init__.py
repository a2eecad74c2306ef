"""What a role pays: the published figures, the model fitted on them, and the notes beside it."""
