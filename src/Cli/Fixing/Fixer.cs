using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using RnnLint.Analyzer;
using RnnLint.Cli.Checking;
using RnnLint.Cli.Terminal;
using RnnLint.CodeFixes;
using RnnLint.Configuration;
using RnnLint.Loading;
using RnnLint.Explaining;

namespace RnnLint.Cli.Fixing;

/// <summary>Fixes everything loaded, in memory. A file of several compilations (a project with several target frameworks) is fixed once, and the others go on from there.</summary>
internal static class Fixer
{
    public static FixResult Run(LoadedSource source, IProgress<Stage> progress, CancellationToken cancellation)
    {
        var texts = new SortedDictionary<string, (SourceText Before, SyntaxTree After)>(StringComparer.Ordinal);
        var problems = source.Problems.ToBuilder();
        var done = ImmutableArray.CreateBuilder<FixedFinding>();
        var left = new Dictionary<object, LeftFinding>();
        var scopes = new FixScopes(source);
        var (projects, project) = (source.Projects(cancellation), 0);
        for (var part = 0; part < source.Units.Length; part++)
        {
            progress.Report(new Stage(source.Units.Length == 1 ? "Fixing" : "Fixing, by compilation", part, source.Units.Length));
            var unit = source.Units[part];
            var isProject = unit.Project is not null;
            var family = isProject ? projects.After(Changed, cancellation) : new ProjectFamily([(unit.Open(cancellation), unit.Settings)]).After(Changed, cancellation);
            var compilation = family.Projects.ElementAt(isProject ? project++ : 0);
            var targets = unit.Targets.Select(tree => tree.FilePath).ToHashSet(StringComparer.Ordinal);
            var types = DeclaredTypes.Of(compilation, [.. compilation.SyntaxTrees.Where(tree => targets.Contains(tree.FilePath))]);
            try
            {
                var run = FixRun.Over(family.Analysis(compilation, unit.Settings), types, (finding, current) => IsWanted(finding, current, unit.Settings, targets), scopes.In(compilation, cancellation), cancellation);
                foreach (var applied in run.Applied)
                    Add(applied, texts, done);
                foreach (var unfixed in run.Left)
                    left.TryAdd(unfixed.Finding.Statement(), new(Rules.For(unfixed.Finding.Verdict), Place.Of(unfixed.Finding.Location)!, unfixed.Obstacle));
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                problems.Add($"internal error, {failure.GetType().Name}: {failure.Message.ReplaceLineEndings(" ")}");
            }
        }

        SyntaxTree Changed(SyntaxTree tree) => texts.TryGetValue(tree.FilePath, out var known) ? tree.WithChangedText(known.After.GetText(cancellation)) : tree;

        return new(
            [.. texts.Select(pair => new ChangedFile(pair.Key, pair.Value.Before, pair.Value.After.GetText(cancellation)))],
            done.ToImmutable(),
            [.. left.Values.OrderBy(finding => finding.Place.Path, StringComparer.Ordinal).ThenBy(finding => finding.Place.Line).ThenBy(finding => finding.Place.Column)],
            problems.ToImmutable());
    }

    /// <summary>What the project switches off, or the source suppresses, stays as it is; so do files that were not named.</summary>
    private static bool IsWanted(CellFinding finding, Compilation compilation, AnalysisSettings settings, HashSet<string> targets) =>
        targets.Contains(finding.Location.SourceTree!.FilePath) && finding.ToEffectiveDiagnostic(compilation, settings) is { IsSuppressed: false };

    private static void Add(AppliedFix applied, SortedDictionary<string, (SourceText Before, SyntaxTree After)> texts, ImmutableArray<FixedFinding>.Builder done)
    {
        var lines = ImmutableArray.CreateBuilder<ChangedLines>();
        foreach (var change in applied.Fix.Changes)
        {
            var path = change.Tree.FilePath;
            var before = texts.TryGetValue(path, out var known) ? known.Before : change.Tree.GetText();
            texts[path] = (before, applied.Fix.Fixed.SyntaxTrees.First(tree => tree.FilePath == path));
            lines.AddRange(ChangedLines.Of(change));
        }

        done.Add(new(Rules.For(applied.Finding.Verdict), Place.Of(applied.Finding.Location)!, applied.Fix.Title, lines.ToImmutable()));
    }
}
