namespace RnnLint.LanguageServer;

/// <summary>The version that the server gives.</summary>
internal static class ToolVersion
{
    public static string Current { get; } = typeof(ToolVersion).Assembly.GetName().Version!.ToString(3);
}
