"""Why a result is as it is, and the least change that turns it."""
