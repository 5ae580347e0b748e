namespace RnnLint.Fuzz.Robustness.Hostile;

/// <summary>A family of programs that try to make the analysis run for ever, take all memory, or die.</summary>
/// <param name="Name">What is hostile in it.</param>
/// <param name="Size">How many times it is repeated or nested, at full size: as much as the compiler itself takes, or much more than anybody writes.</param>
/// <param name="Write">The program of a size.</param>
internal sealed record HostileInput(string Name, int Size, Func<int, string> Write)
{
    /// <summary>True where a right recurrent cell stands around it: then something has to be said of it, and nothing is wrong.</summary>
    public bool HoldsCell { get; init; }

    /// <summary>Steps that a trace may take, where the project's settings ask for other than the default.</summary>
    public int? Fuel { get; init; }

    /// <summary>This share of the full size; of what is small anyway all of it.</summary>
    public int SizeOf(double share) => Math.Max(Math.Min(Size, Smallest), (int)(Size * share));

    private const int Smallest = 5;
}
