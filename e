Standard output is closed, so the result has nowhere to go.
