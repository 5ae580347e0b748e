using System.Reflection;

namespace RnnLint.Explaining;

/// <summary>The version that reports and documents name: all parts of RnnLint have the same.</summary>
public static class ToolVersion
{
    public static string Current { get; } = typeof(ToolVersion).Assembly.GetName().Version!.ToString(3);
}
