"""From a narrative's sentences to figures, mentions of corruption, tiers and evidence of duties."""
