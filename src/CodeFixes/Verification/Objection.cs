namespace RnnLint.CodeFixes.Verification;

/// <summary>Why a proposal is no fix, from what is furthest from one to what is nearest.</summary>
internal enum Objection
{
    None,

    /// <summary>It does not compile.</summary>
    HasErrors,

    /// <summary>The matrix is not verified with it.</summary>
    StaysWrong,

    /// <summary>Something that was right is wrong with it, or not known any more.</summary>
    SpoilsOther,

    /// <summary>The two passes agree, but the forward pass is another one.</summary>
    ChangesForward,
}
