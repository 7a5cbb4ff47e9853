"""What readers get, asked for as a browser would."""
