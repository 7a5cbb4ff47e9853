"""The picture that stands for a page where it is shared: a sheet of letterhead, 1200 to 630."""
