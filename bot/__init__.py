"""The desk's door: webhooks, channels, dispatch and delivery."""
