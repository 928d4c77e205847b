"""Chinese words for what the training data names in English."""
