"""The letterhead PDF of every edition: its words as data, drawing them in a process of its own, keeping the file."""
