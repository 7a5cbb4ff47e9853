"""Calendar files (iCalendar, RFC 5545 and 7986): how they are written. What they are about is decided above."""
