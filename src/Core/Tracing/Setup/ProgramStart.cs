using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>A program starts once, without arguments, and runs to its end.</summary>
internal static class ProgramStart
{
    public static bool Is(IMethodSymbol method) => method is { IsStatic: true, Name: WellKnownMemberNames.TopLevelStatementsEntryPointMethodName or WellKnownMemberNames.EntryPointMethodName };
}
