namespace RnnLint.Core.Tests.Programs.Generated;

public enum Cell
{
    Elman,
    LogisticElman,
    Leaky,
    MinimalGated,
    Gru,
    Lstm,
}

/// <summary>How matrices are kept.</summary>
public enum Storage
{
    Rectangular,
    Jagged,
    RowMajor,
    ColumnMajor,
    OwnClass,
}

/// <summary>How the code is cut into members.</summary>
public enum Organisation
{
    OneMethod,
    TwoMethods,
    StackOfMoments,
}

/// <summary>What one generated program is made of. Every choice is independent of the others.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Storage">How matrices are kept.</param>
/// <param name="IsFromTo">W[from, to] instead of W[to, from].</param>
/// <param name="Organisation">How the code is cut into members.</param>
/// <param name="Real">double or float.</param>
/// <param name="HasLossAtEachStep">Else at the last one only.</param>
/// <param name="SumsOverRows">The product with the cotangent runs over the units that it comes from outside, and adds to all that it goes to.</param>
/// <param name="FaultyGate">Number of the gate that mistakes are made in.</param>
/// <param name="Names">Number of the naming scheme.</param>
public sealed record Recipe(
    Cell Cell, Storage Storage, bool IsFromTo, Organisation Organisation, string Real, bool HasLossAtEachStep, bool SumsOverRows, int FaultyGate, int Names)
{
    /// <summary>The programs of a seed. One in turn of every cell, storage and organisation, all else at random.</summary>
    public static IEnumerable<Recipe> Drawn(int seed, int count)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            yield return new Recipe(
                (Cell)(i % 6), (Storage)(i % 5), random.Next(2) == 0, (Organisation)(i / 2 % 3), random.Next(3) == 0 ? "float" : "double", random.Next(2) == 0, random.Next(2) == 0, random.Next(4), random.Next(Naming.Count));
        }
    }

    public override string ToString() =>
        $"{Cell} {Storage} {(IsFromTo ? "from-to" : "to-from")} {Organisation} {Real} {(HasLossAtEachStep ? "every step" : "last step")} {(SumsOverRows ? "outer" : "inner")} gate {FaultyGate} names {Names}";
}
