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
            return new([], named.Problems);
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

        var empty = Empty(references.GetAwaiter().GetResult());
        return new(
            [.. Companions.Of([.. files.OfType<LooseFile>()]).Select(group => Unit(group, empty, cancellation))],
            named.Problems.AddRange(problems.OfType<string>()));
    }

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

    private static LooseFile Parse(string path, CancellationToken cancellation)
    {
        using var stream = File.OpenRead(path);
        return Parse(SourceText.From(stream), path, cancellation);
    }

    private static AnalysisUnit Unit(Companions.Group group, CSharpCompilation empty, CancellationToken cancellation) => new(
        later => Complete(group.Compiled, empty.AddSyntaxTrees(group.Compiled.Select(file => file.Tree)), later),
        [.. group.Targets.Select(file => file.Tree).Where(tree => !GeneratedCode.SaysSo(tree, cancellation))]);
}
