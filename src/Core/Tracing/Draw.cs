namespace RnnLint.Tracing;

/// <summary>One random point at which a cell is probed. Equal draws give equal traces on every machine.</summary>
/// <param name="Size">Number of units n given to every unknown dimension.</param>
/// <param name="Steps">Length T given to every unknown sequence.</param>
/// <param name="Seed">Chooses the leaves' values.</param>
/// <param name="PositiveShare">
/// Share of leaves drawn positive: ½ for smooth cells; near 1 to keep the units of a piecewise-linear cell open.
/// </param>
/// <param name="Mixes">Arrays that nothing fills, which may as well hold lengths or variances, get negative numbers like all others.</param>
public readonly record struct Draw(int Size, int Steps, int Seed, double PositiveShare = 0.5, bool Mixes = false);
