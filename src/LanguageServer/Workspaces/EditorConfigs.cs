using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace RnnLint.LanguageServer.Workspaces;

/// <summary>
/// Severities of loose files, by the .editorconfig files in their folders and those above: for projects MSBuild finds them. Read when first asked for, and not again:
/// where one changes, another of these takes over. Safe for concurrent use.
/// </summary>
internal sealed class EditorConfigs : SyntaxTreeOptionsProvider
{
    public const string FileName = ".editorconfig";

    private readonly ConcurrentDictionary<string, ImmutableArray<AnalyzerConfig>> _folders = new(Documents.FilePaths.Comparer);
    private readonly ConcurrentDictionary<string, ImmutableDictionary<string, ReportDiagnostic>> _files = new(Documents.FilePaths.Comparer);

    public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
        _files.GetOrAdd(tree.FilePath, Severities).TryGetValue(diagnosticId, out severity);

    public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
    {
        severity = ReportDiagnostic.Default;
        return false;
    }

    public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

    private ImmutableDictionary<string, ReportDiagnostic> Severities(string path) =>
        Path.IsPathFullyQualified(path) && Path.GetDirectoryName(path) is { } folder && Above(folder) is { IsEmpty: false } configs
            ? AnalyzerConfigSet.Create(configs).GetOptionsForSourcePath(path).TreeOptions : ImmutableDictionary<string, ReportDiagnostic>.Empty;

    /// <summary>Those of a folder and all above it; that some of them do not count for it, the set of them knows.</summary>
    private ImmutableArray<AnalyzerConfig> Above(string folder) => _folders.GetOrAdd(folder, _ =>
    {
        var above = Path.GetDirectoryName(folder) is { } parent ? Above(parent) : [];
        return Read(Path.Combine(folder, FileName)) is { } own ? above.Add(own) : above;
    });

    /// <summary>Null for one that is not there, or cannot be read: then the default severities count.</summary>
    private static AnalyzerConfig? Read(string path)
    {
        try
        {
            if (!File.Exists(path))
                return null;
            using var stream = File.OpenRead(path);
            return AnalyzerConfig.Parse(SourceText.From(stream), path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return null;
        }
    }
}
