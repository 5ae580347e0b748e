using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace RnnLint.Loading;

/// <summary>Compiles files that are read as they are, with no project: all together, so far as they do not contradict each other.</summary>
public static class LooseFiles
{
    private static readonly CSharpParseOptions Language = new(
        LanguageVersion.Preview, DocumentationMode.None, SourceCodeKind.Regular,
        ["NET", "NETCOREAPP", .. Enumerable.Range(5, 6).Select(version => $"NET{version}_0_OR_GREATER"), "NETSTANDARD2_0_OR_GREATER"]);

    public static LoadedSource Load(NamedPaths named, CancellationToken cancellation)
    {
        if (named.SourceFiles.IsEmpty)
            return new([], named.Problems) { Before = (_, _) => [] };
        var references = Task.Run(FrameworkReferences.Load, cancellation);
        var problems = new string?[named.SourceFiles.Length];
        var files = new LooseFile?[named.SourceFiles.Length];
        Parallel.For(0, files.Length, new() { CancellationToken = cancellation }, index =>
        {
            try
            {
                files[index] = Parse(named.SourceFiles[index], cancellation);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                problems[index] = $"{named.SourceFiles[index]}: {failure.Message}";
            }
        });

        var configs = new EditorConfigs();
        var empty = Empty(references.GetAwaiter().GetResult());
        empty = empty.WithOptions(empty.Options.WithSyntaxTreeOptionsProvider(configs));
        ImmutableArray<LooseFile> read = [.. files.OfType<LooseFile>()];
        var units = Units(read, empty, configs, cancellation);
        return new(units, named.Problems.AddRange(problems.OfType<string>()))
        {
            Before = (changes, later) => Before(named, read, changes, later) is { } past ? Units(past, empty, configs, later) : units,
        };
    }

    /// <summary>Null where they are the same as now.</summary>
    private static ImmutableArray<LooseFile>? Before(NamedPaths named, ImmutableArray<LooseFile> now, SourceChanges changes, CancellationToken cancellation)
    {
        var paths = named.SourceFilesBefore(changes);
        if (paths.All(path => changes.TextBefore(path) is null) && paths.SequenceEqual(named.SourceFiles))
            return null;
        var same = now.ToDictionary(file => file.Tree.FilePath, StringComparer.Ordinal);
        return [.. paths.Select(path => changes.TextBefore(path) is { } text ? Parse(text, path, cancellation) : same.GetValueOrDefault(path)).OfType<LooseFile>()];
    }

    private static ImmutableArray<AnalysisUnit> Units(ImmutableArray<LooseFile> files, CSharpCompilation empty, EditorConfigs configs, CancellationToken cancellation) =>
        [.. Companions.Of(files).Select(group => Unit(group, empty, configs, cancellation))];

    /// <summary>A file's text, whether or not it has a mark of its encoding.</summary>
    /// <exception cref="InvalidDataException">It is no text.</exception>
    public static SourceText ReadText(Stream stream) => SourceText.From(stream);

    /// <summary>What loose files are added to.</summary>
    public static CSharpCompilation Empty(IEnumerable<MetadataReference> references) =>
        CSharpCompilation.Create("LooseFiles", references: references, options: new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, reportSuppressedDiagnostics: true));

    public static LooseFile Parse(SourceText text, string path, CancellationToken cancellation) => LooseFile.Read(CSharpSyntaxTree.ParseText(text, Language, path, cancellation), cancellation);

    /// <summary>The files of a group together, with what they lean on besides.</summary>
    /// <param name="together">The same files, added to <see cref="Empty"/> one way or another.</param>
    public static CSharpCompilation Complete(ImmutableArray<LooseFile> files, CSharpCompilation together, CancellationToken cancellation)
    {
        var compilation = (CSharpCompilation)UnityStandIn.AddWhereMissing(together, cancellation);
        if (files.Any(file => file.HasTopLevelStatements))
            compilation = compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication));
        return ImplicitUsings.AddWhereNeeded(compilation, files, Language, cancellation);
    }

    /// <summary>By its head, if its configuration does not say.</summary>
    public static bool IsHandWritten(SyntaxTree tree, SyntaxTreeOptionsProvider configs, CancellationToken cancellation) =>
        configs.IsGenerated(tree, cancellation) is var kind && (kind == GeneratedKind.Unknown ? !GeneratedCode.SaysSo(tree, cancellation) : kind == GeneratedKind.NotGenerated);

    private static LooseFile Parse(string path, CancellationToken cancellation)
    {
        using var stream = File.OpenRead(path);
        return Parse(ReadText(stream), path, cancellation);
    }

    private static AnalysisUnit Unit(Companions.Group group, CSharpCompilation empty, EditorConfigs configs, CancellationToken cancellation) => new(
        later => Complete(group.Compiled, empty.AddSyntaxTrees(group.Compiled.Select(file => file.Tree)), later),
        [.. group.Targets.Select(file => file.Tree).Where(tree => IsHandWritten(tree, configs, cancellation))])
    {
        Settings = configs.Settings,
        Configs = configs.Of,
    };
}
