using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnLint.Cli.Loading;

/// <summary>
/// The SDK's implicit usings for loose files. They are added to a compilation where some file uses a well-known name that it does not
/// import; otherwise they stay out, because they could make a name ambiguous that the author had imported from elsewhere.
/// </summary>
internal static class ImplicitUsings
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

    public static CSharpCompilation AddWhereNeeded(CSharpCompilation compilation, CSharpParseOptions options, CancellationToken cancellation) =>
        compilation.SyntaxTrees.Any(tree => LeansOnThem(tree, compilation, cancellation))
            ? compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(Text, options, path: "", cancellationToken: cancellation))
            : compilation;

    private static bool LeansOnThem(SyntaxTree tree, CSharpCompilation compilation, CancellationToken cancellation)
    {
        var root = tree.GetRoot(cancellation);
        var unseen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in root.DescendantNodes().OfType<SimpleNameSyntax>())
            if (IsMemberName(name) ? Queries.Contains(name.Identifier.ValueText) : WellKnown.Contains(name.Identifier.ValueText))
                unseen.Add(IsMemberName(name) ? "Enumerable" : name.Identifier.ValueText);
        if (unseen.Count == 0 || Imports(root, "System") && Imports(root, "System.Linq") && Imports(root, "System.Collections.Generic"))
            return false;
        var model = compilation.GetSemanticModel(tree);
        var position = ((CompilationUnitSyntax)root).Members.FirstOrDefault() switch
        {
            BaseNamespaceDeclarationSyntax { Members: [var first, ..] } => first.SpanStart,
            { } member => member.SpanStart,
            null => 0,
        };
        return unseen.Any(name => model.LookupSymbols(position, name: name).IsEmpty);
    }

    private static bool IsMemberName(SimpleNameSyntax name) => name.Parent is MemberAccessExpressionSyntax access && access.Name == name;

    private static bool Imports(SyntaxNode root, string space) =>
        ((CompilationUnitSyntax)root).Usings.Any(directive => directive.Alias is null && directive.Name?.ToString() == space);
}
