global using RnnLint.Tracing;
