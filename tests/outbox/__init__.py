"""Notices: whom they tell, what the mails say, how they are sent."""
