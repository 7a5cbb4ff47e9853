"""What readers find: the pages, files and feeds of each view."""
