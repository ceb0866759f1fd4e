"""The pages of the console. A view guards, reads, asks the rules and renders; it decides nothing itself."""
