"""What a phone number is: judged, dialed, written for readers, found in running text and taken out of it."""
