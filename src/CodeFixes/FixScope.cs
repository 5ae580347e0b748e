using System;
using Microsoft.CodeAnalysis;

namespace RnnLint.CodeFixes;

/// <summary>Where changes may be, which the compilation alone does not tell: a fix may be in a member that the finding's statement calls.</summary>
/// <param name="MayChange">False for trees that no change may be in, such as generated ones, as the code is then.</param>
/// <param name="IsNamedElsewhere">True for names that code outside of the compilation mentions: what it calls is not changed for a caller here.</param>
public sealed record FixScope(Func<SyntaxTree, bool> MayChange, Func<string, bool> IsNamedElsewhere)
{
    /// <summary>The compilation is all the code there is, and written by hand.</summary>
    public static FixScope All { get; } = new(_ => true, _ => false);
}
