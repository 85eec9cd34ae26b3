"""The embedded sample: a country's reports over ten years, set from the texts kept beside it."""
