namespace RnnLint.Tracing;

/// <summary>
/// A floating-point number of the interpreted program: the value as the program rounds it (float or double),
/// and the tape node that made it.
/// </summary>
/// <param name="Value">The concrete value; branches of the interpreted program follow it.</param>
/// <param name="Node">Index of the node on the <see cref="Tape"/>, or −1 for a plain constant.</param>
public readonly record struct Traced(double Value, int Node)
{
    public const int NoNode = -1;

    public static Traced Constant(double value) => new(value, NoNode);

    /// <summary>True where no leaf can influence the number.</summary>
    public bool IsConstant => Node == NoNode;
}
