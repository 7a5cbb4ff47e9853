"""A draft as a Word file on letterhead, and what such a file says when somebody has changed it and sent it back."""
