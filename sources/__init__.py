"""Where reports come from: a catalogue file for each publisher, and the code that reads it."""
