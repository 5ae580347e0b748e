using System.Reflection;

namespace RnnLint.Cli.Reports;

/// <summary>The version that reports name.</summary>
internal static class ToolVersion
{
    public static string Current { get; } = typeof(ToolVersion).Assembly.GetName().Version!.ToString(3);
}
