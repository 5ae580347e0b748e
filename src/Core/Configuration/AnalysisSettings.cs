using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RnnLint.Configuration;

/// <summary>The settings of a compilation, file by file, as the host found them in .editorconfig files. Safe for concurrent use.</summary>
/// <param name="options">Null where there are none.</param>
public sealed class AnalysisSettings(AnalyzerConfigOptionsProvider? options)
{
    public static AnalysisSettings None { get; } = new(null);

    /// <summary>All that the .editorconfig files say of a file, whoever it is for; null where there are none.</summary>
    public AnalyzerConfigOptions? OptionsOf(SyntaxTree tree) => options?.GetOptions(tree);

    /// <summary>Of a type in several files those of the first, by path.</summary>
    public CellSettings Of(INamedTypeSymbol type) =>
        options is null ? CellSettings.Default : type.DeclaringSyntaxReferences.Select(part => part.SyntaxTree).OrderBy(tree => tree.FilePath, StringComparer.Ordinal).FirstOrDefault() is { } tree ? Of(tree) : CellSettings.Default;

    /// <summary>What is not understood has its default.</summary>
    public CellSettings Of(SyntaxTree tree)
    {
        var settings = CellSettings.Default;
        if (OptionsOf(tree) is { } own)
        {
            foreach (var setting in Setting.All)
            {
                if (own.TryGetValue(setting.Key, out var value))
                    settings = setting.ReadOrDefault(settings, value) ?? settings;
            }
        }

        return settings;
    }

    /// <summary>What is not understood of the settings of some files, each key and value once, in their order.</summary>
    public ImmutableArray<SettingProblem> Problems(IEnumerable<SyntaxTree> trees)
    {
        if (options is null)
            return ImmutableArray<SettingProblem>.Empty;
        var seen = new HashSet<AnalyzerConfigOptions>();
        var found = new Dictionary<(string, string), SettingProblem>();
        foreach (var tree in trees.OrderBy(tree => tree.FilePath, StringComparer.Ordinal))
        {
            // Files that the same sections speak of share what they say.
            if (options.GetOptions(tree) is not { } own || !seen.Add(own))
                continue;
            foreach (var key in KeysOf(own))
            {
                if (own.TryGetValue(key, out var value) && SettingProblem.Of(key, value, tree) is { } problem && !found.ContainsKey((problem.Key, value)))
                    found.Add((problem.Key, value), problem);
            }
        }

        return found.Values.OrderBy(problem => problem.Key, StringComparer.Ordinal).ThenBy(problem => problem.Value, StringComparer.Ordinal).ToImmutableArray();
    }

    /// <summary>Keys of ours, misspelt ones too where the host tells of them.</summary>
    private static IEnumerable<string> KeysOf(AnalyzerConfigOptions options)
    {
        try
        {
            return options.Keys.Where(key => key.StartsWith(Setting.Prefix, StringComparison.OrdinalIgnoreCase)).ToList();
        }
        catch (NotImplementedException)
        {
            return Setting.All.Select(setting => setting.Key);
        }
    }
}

/// <summary>A setting that is not understood.</summary>
/// <param name="Key">As it is written, in small letters.</param>
/// <param name="Tree">The first file, by path, that it is set for.</param>
/// <param name="Message">What is wrong with it, and what is done instead: a sentence or two.</param>
public sealed record SettingProblem(string Key, string Value, SyntaxTree Tree, string Message)
{
    private const int LongestValue = 80;

    /// <summary>Null for a setting that is understood.</summary>
    public static SettingProblem? Of(string key, string value, SyntaxTree tree)
    {
        key = key.ToLowerInvariant();
        if (Setting.All.FirstOrDefault(setting => setting.Key == key) is not { } known)
            return new(key, value, tree, $"'{key}' is no setting of RnnLint. Its settings are {string.Join(", ", Setting.All.Select(setting => setting.Key))}.");
        return known.ReadOrDefault(CellSettings.Default, value) is not null ? null
            : new(key, value, tree, $"'{Shown(value)}' is not understood as {key}: it takes {known.Values.Replace("`", "")}. {(known.Default.Length == 0 ? "It is ignored." : $"The default, {known.Default}, is used.")}");
    }

    private static string Shown(string value) => Derivation.VisibleText.Of(value.Length > LongestValue ? value.Substring(0, LongestValue) + "…" : value);
}
