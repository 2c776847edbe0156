"""What the kiosk's directory lists, as JSON values; made from the content in force."""
