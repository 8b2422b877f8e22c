"""What is saved, undone, compared and sent between threads: frozen values, standard library only."""
