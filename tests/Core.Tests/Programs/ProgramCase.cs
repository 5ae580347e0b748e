namespace RnnLint.Core.Tests.Programs;

/// <summary>One file of a program, as RnnLint is to see it: no markers, no harness.</summary>
public sealed record ProgramFile(string Name, string Text);

/// <summary>What RnnLint ought to say of a program.</summary>
/// <param name="Rules">The rules that are right answers, the best first; empty where it must stay silent. RNN0099 stands for "verified".</param>
/// <param name="Matrix">The code's own name for the recurrent matrix.</param>
/// <param name="File">The file that holds <paramref name="Line"/>.</param>
/// <param name="Line">The 1-based line of the wrong expression; null where no single line is to blame.</param>
public sealed record Expectation(IReadOnlyList<string> Rules, string? Matrix, string? File, int? Line)
{
    public const string Verified = "RNN0099";

    public static Expectation Silent { get; } = new([], null, null, null);

    public string? Rule => Rules.Count > 0 ? Rules[0] : null;

    public bool IsSilent => Rules.Count == 0;

    /// <summary>What the code computes is right: a gradient that is one, or a norm that the transpose shares.</summary>
    public bool IsRight => IsSilent || Rule is Verified or "RNN0005" or "RNN0090";
}

/// <summary>A program as written, or one of its wrong variants.</summary>
/// <param name="Name">Path below tests/Programs without extension, with '/' between folders.</param>
/// <param name="Variant">"as-written", or the kind of mistake that was put in.</param>
/// <param name="Harness">Code that runs the program and returns its gradient; null where there is none to prove.</param>
/// <param name="Needs">The library without which its harness cannot run, where that is not always there.</param>
/// <param name="SinglePrecision">The program computes in float.</param>
public sealed record ProgramCase(
    string Name,
    string Variant,
    IReadOnlyList<ProgramFile> Files,
    string? Harness,
    Expectation Expected,
    bool SinglePrecision,
    IReadOnlyList<string> Styles,
    string? Needs)
{
    public const string AsWritten = "as-written";

    /// <summary>The text of a program that is a single file.</summary>
    public string Source => Files.Single().Text;

    public override string ToString() => $"{Name} {Variant}";
}
