"""The app: screens on which a person practises, keyboard first."""
