namespace RnnLint.Mutations.Seeded;

/// <summary>How the path of a gradient is broken by one edit.</summary>
public enum EditKind
{
    /// <summary><c>W[j, k]</c> for <c>W[k, j]</c>, in whatever storage.</summary>
    IndicesSwapped,

    /// <summary><c>b - a</c> for <c>a - b</c>, <c>Dot(v, m)</c> for <c>Dot(m, v)</c>.</summary>
    OperandsSwapped,

    /// <summary>Another member with the same signature, as the transposed product is.</summary>
    SiblingCalled,

    /// <summary><c>m</c> for <c>m.Transpose()</c>, <c>v</c> for <c>F(v)</c>.</summary>
    CallDropped,

    /// <summary><c>a</c> for <c>a + b</c>.</summary>
    TermDropped,

    /// <summary><c>a</c> for <c>a * b</c>.</summary>
    FactorDropped,

    /// <summary>Nothing for <c>a += b;</c>.</summary>
    UpdateDropped,

    /// <summary><c>h[t]</c> for <c>h[t - 1]</c>.</summary>
    IndexShifted,

    /// <summary><c>a = b</c> for <c>a += b</c>.</summary>
    Overwritten,

    /// <summary><c>a += b</c> for <c>a = b</c>.</summary>
    AddedUp,
}
