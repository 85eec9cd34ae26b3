"""Training the models of `models/*.skops` from texts coded by hand and from decisions of reviewers."""
