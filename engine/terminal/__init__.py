"""The Textual app; nothing else imports Textual."""
