"""From a Need to Picks: who fits, why, what it costs to choose it, and what if nobody fits."""
