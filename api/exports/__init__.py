"""The queue taken out: spreadsheets and a calendar. No personal data leaves by them."""
