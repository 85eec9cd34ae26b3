"""What is counted and how it is said: codebook, rules and lexicons as data, trained classifiers."""
