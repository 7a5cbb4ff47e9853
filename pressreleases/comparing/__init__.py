"""What differs between two states of a text, and which parts of a text stand for each other in two languages."""
