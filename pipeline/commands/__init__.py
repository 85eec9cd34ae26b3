"""The commands of `tiptrace`, one small module each; heavy imports stay inside the functions."""
