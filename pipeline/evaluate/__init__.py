"""Measuring what was mined against rows that people coded by hand, under the same codebook."""
