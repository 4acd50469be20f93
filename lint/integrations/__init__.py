"""delint inside of other programs; each module imports the program that it is for."""
