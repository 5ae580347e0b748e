using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Loading;

/// <summary>
/// The SDK's implicit usings for loose files. They are added to a compilation where some file uses a well-known name that it does not
/// import; otherwise they stay out, because they could make a name ambiguous that the author had imported from elsewhere.
/// </summary>
public static class ImplicitUsings
{
    private const string Text = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly HashSet<string> WellKnown =
    [
        "Math", "MathF", "Random", "Array", "Console", "Func", "Action", "Span", "ReadOnlySpan", "Buffer", "Convert", "Exception", "ArgumentException", "InvalidOperationException",
        "List", "Dictionary", "HashSet", "Queue", "Stack", "IEnumerable", "IReadOnlyList", "IList", "Enumerable", "File", "Path", "Parallel", "Task", "CancellationToken",
    ];

    private static readonly HashSet<string> Queries = ["Select", "Sum", "Where", "ToArray", "ToList", "Zip", "Max", "Min", "Reverse", "Take", "Skip", "Any", "All", "Aggregate"];

    public static CSharpCompilation AddWhereNeeded(CSharpCompilation compilation, ImmutableArray<LooseFile> files, CSharpParseOptions options, CancellationToken cancellation) =>
        files.Any(file => LeansOnThem(file, compilation, cancellation))
            ? compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(Text, options, path: "", cancellationToken: cancellation))
            : compilation;

    /// <summary>The well-known names that a file uses; none where its own directives import them.</summary>
    public static ImmutableArray<string> NeededBy(CompilationUnitSyntax root)
    {
        var unseen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in root.DescendantNodes().OfType<SimpleNameSyntax>())
            if (IsMemberName(name) ? Queries.Contains(name.Identifier.ValueText) : WellKnown.Contains(name.Identifier.ValueText))
                unseen.Add(IsMemberName(name) ? "Enumerable" : name.Identifier.ValueText);
        return unseen.Count == 0 || Imports(root, "System") && Imports(root, "System.Linq") && Imports(root, "System.Collections.Generic") ? [] : [.. unseen];
    }

    private static bool LeansOnThem(LooseFile file, CSharpCompilation compilation, CancellationToken cancellation)
    {
        if (file.Unimported.IsEmpty)
            return false;
        var model = compilation.GetSemanticModel(file.Tree);
        var position = ((CompilationUnitSyntax)file.Tree.GetRoot(cancellation)).Members.FirstOrDefault() switch
        {
            BaseNamespaceDeclarationSyntax { Members: [var first, ..] } => first.SpanStart,
            { } member => member.SpanStart,
            null => 0,
        };
        return file.Unimported.Any(name => model.LookupSymbols(position, name: name).IsEmpty);
    }

    private static bool IsMemberName(SimpleNameSyntax name) => name.Parent is MemberAccessExpressionSyntax access && access.Name == name;

    private static bool Imports(CompilationUnitSyntax root, string space) =>
        root.Usings.Any(directive => directive.Alias is null && directive.Name?.ToString() == space);
}
