global using RnnLint.Probing;
