using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using RnnLint.Configuration;

namespace RnnLint.Loading;

/// <summary>
/// Severities and settings of loose files, by the .editorconfig and .globalconfig files in their folders and those above: for projects MSBuild finds them. Read when first
/// asked for, and not again: where one changes, another of these takes over. Safe for concurrent use.
/// </summary>
public sealed class EditorConfigs : SyntaxTreeOptionsProvider
{
    private static readonly string[] Names = [".editorconfig", ".globalconfig"];

    private readonly ConcurrentDictionary<string, ImmutableArray<(AnalyzerConfig Config, ConfigFile File)>> _above = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, AnalyzerConfigSet?> _folders = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FileOptions> _files = new(StringComparer.Ordinal);

    public EditorConfigs() => Settings = new(new Provider(this));

    public AnalysisSettings Settings { get; }

    public static bool AreIn(string path) => Names.Contains(Path.GetFileName(path));

    public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
        OptionsOf(tree.FilePath).Severities.TryGetValue(diagnosticId, out severity);

    /// <summary>What .globalconfig files say depends on the folder as well here, and is said of each file.</summary>
    public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
    {
        severity = ReportDiagnostic.Default;
        return false;
    }

    public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) =>
        !OptionsOf(tree.FilePath).TryGetValue("generated_code", out var value) || !bool.TryParse(value, out var isGenerated) ? GeneratedKind.Unknown
        : isGenerated ? GeneratedKind.MarkedGenerated : GeneratedKind.NotGenerated;

    /// <summary>Those that may speak of a file, in its folder and above.</summary>
    public IEnumerable<ConfigFile> Of(SyntaxTree tree) => FolderOf(tree.FilePath) is { } folder ? Above(folder).Select(pair => pair.File) : [];

    private FileOptions OptionsOf(string path) => _files.GetOrAdd(path, _ =>
    {
        if (FolderOf(path) is not { } folder || _folders.GetOrAdd(folder, SetOf) is not { } set)
            return FileOptions.None;
        var own = set.GetOptionsForSourcePath(path);
        return new(own.AnalyzerOptions, set.GlobalConfigOptions.TreeOptions.SetItems(own.TreeOptions));
    });

    private static string? FolderOf(string path) => Path.IsPathFullyQualified(path) ? Path.GetDirectoryName(path) : null;

    private AnalyzerConfigSet? SetOf(string folder) => Above(folder) is { IsEmpty: false } configs ? AnalyzerConfigSet.Create(configs.Select(pair => pair.Config).ToList()) : null;

    /// <summary>Those of a folder and all above it; that some of them do not count for it, the set of them knows.</summary>
    private ImmutableArray<(AnalyzerConfig Config, ConfigFile File)> Above(string folder) => _above.GetOrAdd(folder, _ =>
    {
        var above = Path.GetDirectoryName(folder) is { } parent ? Above(parent) : [];
        return above.AddRange(Names.Select(name => Read(Path.Combine(folder, name))).OfType<(AnalyzerConfig, ConfigFile)>());
    });

    /// <summary>Null for one that is not there, or cannot be read: then it is as if it were not there.</summary>
    private static (AnalyzerConfig Config, ConfigFile File)? Read(string path)
    {
        try
        {
            if (!File.Exists(path))
                return null;
            using var stream = File.OpenRead(path);
            var text = SourceText.From(stream);
            return (AnalyzerConfig.Parse(text, path), new(path, text));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return null;
        }
    }

    private sealed class FileOptions(ImmutableDictionary<string, string> options, ImmutableDictionary<string, ReportDiagnostic> severities) : AnalyzerConfigOptions
    {
        public static FileOptions None { get; } = new(ImmutableDictionary<string, string>.Empty, ImmutableDictionary<string, ReportDiagnostic>.Empty);

        public ImmutableDictionary<string, ReportDiagnostic> Severities => severities;

        public override IEnumerable<string> Keys => options.Keys;

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => options.TryGetValue(key, out value);
    }

    private sealed class Provider(EditorConfigs configs) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => FileOptions.None;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => configs.OptionsOf(tree.FilePath);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => configs.OptionsOf(textFile.Path);
    }
}
