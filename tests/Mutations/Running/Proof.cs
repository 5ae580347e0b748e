namespace RnnLint.Mutations.Running;

/// <summary>What central differences say of a program.</summary>
public enum Proof
{
    /// <summary>It does not compile.</summary>
    NoProgram,

    /// <summary>It throws, does not end, or its numbers are none.</summary>
    NoAnswer,

    /// <summary>Too close to tell.</summary>
    Undecided,

    /// <summary>Its gradient is the derivative of its loss.</summary>
    Right,

    /// <summary>It is not, but the gradient is that of the program before the edit, to the last bit: another loss was made, which RnnLint does not look at.</summary>
    OtherLoss,

    /// <summary>It is not, and is not even where every matrix is symmetric, or that could not be tried.</summary>
    Wrong,

    /// <summary>It is not, but is where every matrix is symmetric: a matrix is transposed, and nothing else is wrong.</summary>
    Transposed,
}
