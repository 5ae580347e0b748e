namespace RnnLint.LanguageServer.Features;

/// <summary>Names of the commands that a client can have executed.</summary>
internal static class Commands
{
    public const string Explain = "rnnlint.explain";
}
