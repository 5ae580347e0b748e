using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;

namespace RnnLint.Loading;

/// <summary>
/// Unity's libraries come with its editor and can never be restored: where code imports them and no reference has them, declarations of our own take
/// their place, as metadata like the real ones. What the code itself declares under such a name wins, as the language has it.
/// </summary>
public static class UnityStandIn
{
    /// <summary>Made once for each core library: loose files are compiled in many groups.</summary>
    private static readonly ConcurrentDictionary<(string Space, MetadataReference? Core), PortableExecutableReference?> Made = new();

    public static Compilation AddWhereMissing(Compilation compilation, CancellationToken cancellation)
    {
        foreach (var (space, text) in new[] { ("UnityEngine", UnityDeclarations.Engine), ("Unity.Mathematics", UnityDeclarations.Mathematics) })
            if (compilation.SyntaxTrees.Any(tree => Imports(tree, space, cancellation)) && !IsReferenced(compilation, space)
                && Made.GetOrAdd((space, CoreOf(compilation)), _ => Declare(space, text, compilation.References, cancellation)) is { } standIn)
                compilation = compilation.AddReferences(standIn);
        return compilation;
    }

    /// <summary>True for a file with a using directive for the namespace, or for something in it.</summary>
    private static bool Imports(SyntaxTree tree, string space, CancellationToken cancellation)
    {
        var root = tree.GetRoot(cancellation);
        return ((CompilationUnitSyntax)root).Usings.Concat(root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>())
            .Any(directive => directive.Name?.ToString() is { } name && (name == space || name.StartsWith(space + ".", StringComparison.Ordinal)));
    }

    private static bool IsReferenced(Compilation compilation, string space)
    {
        INamespaceSymbol? found = compilation.GlobalNamespace;
        foreach (var part in space.Split('.'))
            found = found?.GetNamespaceMembers().FirstOrDefault(inner => inner.Name == part);
        return found?.ConstituentNamespaces.Any(part => !SymbolEqualityComparer.Default.Equals(part.ContainingAssembly, compilation.Assembly)) == true;
    }

    private static MetadataReference? CoreOf(Compilation compilation) =>
        compilation.GetMetadataReference(compilation.GetSpecialType(SpecialType.System_Object).ContainingAssembly);

    /// <summary>The declarations as a library; null where they cannot be compiled with these references.</summary>
    private static PortableExecutableReference? Declare(string name, string text, IEnumerable<MetadataReference> references, CancellationToken cancellation)
    {
        var declarations = CSharpCompilation.Create(
            name + " (declarations)", [CSharpSyntaxTree.ParseText(text, cancellationToken: cancellation)], references, new(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        if (!declarations.Emit(image, options: new EmitOptions(metadataOnly: true), cancellationToken: cancellation).Success)
            return null;
        image.Position = 0;
        return MetadataReference.CreateFromStream(image);
    }
}
